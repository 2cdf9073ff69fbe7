import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { changesOf } from '../../src-shared/prompts/edits/resolve-edits.ts';
import { queries, queryClient } from '../api/queries.ts';
import { pointAt } from '../review/selection.ts';
import { notify } from '../ui/notifications.ts';
import { inOrder, withEdits, withLock, withoutIds } from './changed-list.ts';
import { remember, type Step } from './history.ts';
import { sendArchive, sendEdits, sendLock, sendRestore } from './sending.ts';
import { refreshPrompts, shownList, usePrompts } from './store.ts';

/** Changes the list at once, before the host has answered; an answer that is on its way would be out of date. */
export function changeList(of: (prompts: readonly Prompt[]) => readonly Prompt[]): void {
  const { queryKey } = queries.prompts();
  void queryClient.cancelQueries({ queryKey });
  const prompts = of(usePrompts.getState().prompts ?? []);
  queryClient.setQueryData<readonly Prompt[]>(queryKey, prompts);
  refreshPrompts({ prompts });
}

/** Notes how a change is taken back, and says that it was made; what was undone before can no longer be done again. */
export function note(step: Step, message?: string): void {
  usePrompts.setState(({ history }) => ({ history: remember(history, step), undone: [] }));
  if (message === undefined) return;
  notify('info', { message }, { name: 'Undo', perform: () => takeBack(step) });
}

/** Takes back the latest change. */
export function undo(): void {
  const latest = usePrompts.getState().history.at(-1);
  if (latest) takeBack(latest);
}

function takeBack(step: Step): void {
  const { history, undone } = usePrompts.getState();
  if (!history.includes(step)) return;
  const opposite = carryOut(step);
  usePrompts.setState({
    history: history.filter((each) => each !== step),
    undone: remember(undone, opposite),
  });
}

/** Makes the change again that was taken back last. */
export function redo(): void {
  const { history, undone } = usePrompts.getState();
  const latest = undone.at(-1);
  if (!latest) return;
  const opposite = carryOut(latest);
  usePrompts.setState({ undone: undone.slice(0, -1), history: remember(history, opposite) });
}

/** Carries out a step here and at the host; returns its opposite. */
function carryOut(step: Step): Step {
  const prompts = usePrompts.getState().prompts ?? [];
  switch (step.kind) {
    case 'list': {
      const gone = new Set(step.archive);
      const archived = prompts.filter(({ id }) => gone.has(id));
      changeList((list) => inOrder([...withoutIds(list, step.archive), ...step.restore], classPositions()));
      point(step.restore[0]?.id);
      sendArchive(step.archive);
      sendRestore(step.restore.map(({ id }) => id));
      return { kind: 'list', archive: step.restore.map(({ id }) => id), restore: archived };
    }
    case 'edits': {
      const { changes, before } = changesOf(prompts, step.edits);
      changeList((list) => withEdits(list, changes));
      point(step.edits[0]?.promptId);
      sendEdits('restoreMany', changes);
      return { kind: 'edits', edits: before };
    }
    case 'lock':
      changeList((list) => withLock(list, step.ids, step.locked));
      sendLock(step.ids, step.locked);
      return { ...step, locked: !step.locked };
    default:
      return step satisfies never;
  }
}

function classPositions(): ReadonlyMap<number, number> {
  const classes = queryClient.getQueryData(queries.classes().queryKey) ?? [];
  return new Map(classes.map(({ id, position }) => [id, position]));
}

/** Points at a prompt, if it is shown. */
function point(id: number | undefined): void {
  usePrompts.setState(({ shown }) => {
    const place = shown.findIndex((prompt) => prompt.id === id);
    return place < 0 ? {} : { selection: pointAt(place, shownList(shown)) };
  });
}
