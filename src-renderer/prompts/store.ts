import { create } from 'zustand';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { forgetWithProject } from '../api/project-state.ts';
import { emptySelection, pointAt, reconcile, type Selection, type Shown } from '../review/selection.ts';
import { everyPrompt, filterPrompts, type ShownFilter } from './filter.ts';
import type { Column } from './columns.ts';
import type { Step } from './history.ts';

interface PromptsState {
  /** All prompts of the project in display order; null until they are read. */
  prompts: readonly Prompt[] | null;
  filter: ShownFilter;
  /** Those that pass the filter. */
  shown: readonly Prompt[];
  selection: Selection;
  /** The column that is pointed at, where Enter begins to change something. */
  column: Column;
  /** The prompt that is being changed in that column. */
  editing: number | null;
  /** How to take back what was changed, and how to do again what was taken back; latest last. */
  history: readonly Step[];
  undone: readonly Step[];
  coverageOpen: boolean;
}

/** In a narrow window the coverage would leave no room for the prompts. */
const ROOMY = 1600;

const initial: PromptsState = {
  prompts: null,
  filter: everyPrompt,
  shown: [],
  selection: emptySelection,
  column: 'text',
  editing: null,
  history: [],
  undone: [],
  coverageOpen: typeof innerWidth === 'undefined' || innerWidth >= ROOMY,
};

export const usePrompts = create<PromptsState>()(() => initial);

forgetWithProject(() => usePrompts.setState(({ coverageOpen }) => ({ ...initial, coverageOpen })));

/** The list that the selection counts in. */
export const shownList = (shown: readonly Prompt[]): Shown => ({
  length: shown.length,
  idAt: (position) => shown[position]?.id ?? -1,
});

/** Shows what passes the filter now, the selection staying with its prompts. */
export function refreshPrompts(changes: Partial<Pick<PromptsState, 'prompts' | 'filter'>>): void {
  usePrompts.setState((old) => {
    const { prompts, filter } = { ...old, ...changes };
    const shown = filterPrompts(prompts ?? [], filter);
    const placeOf = placeFinder(shown, old.selection.ids.size);
    const selection = reconcile(old.selection, shownList(old.shown), shownList(shown), placeOf);
    const editing = old.editing !== null && placeOf(old.editing) >= 0 ? old.editing : null;
    return {
      ...changes,
      shown,
      editing,
      selection: selection.focus < 0 ? pointAt(0, shownList(shown)) : selection,
    };
  });
}

/** Few are found by looking through the list; for many it is worth noting where each stands. */
function placeFinder(shown: readonly Prompt[], many: number): (id: number) => number {
  if (many < 4) return (id) => shown.findIndex((prompt) => prompt.id === id);
  const places = new Map<number, number>();
  for (let place = 0; place < shown.length; place++) places.set(shown[place]?.id ?? -1, place);
  return (id) => places.get(id) ?? -1;
}

export const setFilter = (changes: Partial<ShownFilter>): void =>
  refreshPrompts({ filter: { ...usePrompts.getState().filter, ...changes } });
