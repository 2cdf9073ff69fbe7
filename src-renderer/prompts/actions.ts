import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { showImages } from '../review/loading.ts';
import { clearChoice, move, pointAt, targets } from '../review/selection.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { type Change, remember } from './history.ts';
import { send, sendArchive, sendRestore } from './sending.ts';
import { refreshPrompts, shownList, usePrompts } from './store.ts';

/** Changes the list at once, before the host has answered; an answer that is on its way would be out of date. */
function change(of: (prompts: readonly Prompt[]) => readonly Prompt[]): void {
  const { queryKey } = queries.prompts();
  void queryClient.cancelQueries({ queryKey });
  const prompts = of(usePrompts.getState().prompts ?? []);
  queryClient.setQueryData<readonly Prompt[]>(queryKey, prompts);
  refreshPrompts({ prompts });
}

const note = (entry: Change): void =>
  usePrompts.setState(({ history }) => ({ history: remember(history, entry) }));

export function archive(ids: readonly number[]): void {
  const gone = new Set(ids);
  const prompts = (usePrompts.getState().prompts ?? []).filter(({ id }) => gone.has(id));
  if (prompts.length === 0) return;
  const entry: Change = { kind: 'archived', prompts };
  note(entry);
  change((list) => list.filter(({ id }) => !gone.has(id)));
  usePrompts.setState(({ selection }) => ({ selection: clearChoice(selection) }));
  sendArchive(prompts.map(({ id }) => id));
  notify('info', { message: `Archived ${formatNoun(prompts.length, 'prompt')}.` }, undoing(entry));
}

export const chosenIds = (): number[] => {
  const { selection, shown } = usePrompts.getState();
  return targets(selection, shownList(shown));
};

const undoing = (entry: Change) => ({ name: 'Undo', perform: () => takeBack(entry) });

/** Takes back the latest change. */
export function undo(): void {
  const latest = usePrompts.getState().history.at(-1);
  if (latest) takeBack(latest);
}

function takeBack(entry: Change): void {
  const { history } = usePrompts.getState();
  if (!history.includes(entry)) return;
  usePrompts.setState({ history: history.filter((each) => each !== entry) });
  switch (entry.kind) {
    case 'archived': {
      change((list) => inOrder([...list, ...entry.prompts]));
      point(entry.prompts[0]?.id);
      sendRestore(entry.prompts.map(({ id }) => id));
      return;
    }
    case 'edited':
      setText(entry.promptId, entry.before);
      point(entry.promptId);
      return;
    case 'added': {
      const gone = new Set(entry.ids);
      change((list) => list.filter(({ id }) => !gone.has(id)));
      sendArchive(entry.ids);
      return;
    }
    default:
      entry satisfies never;
  }
}

/** As the host lists them: in class order, then as written. */
function inOrder(prompts: readonly Prompt[]): readonly Prompt[] {
  const classes = queryClient.getQueryData(queries.classes().queryKey) ?? [];
  const positions = new Map(classes.map(({ id, position }) => [id, position]));
  const position = ({ classId }: Prompt) => positions.get(classId) ?? 0;
  return prompts.toSorted((a, b) => position(a) - position(b) || a.id - b.id);
}

/** Points at a prompt, if it is shown. */
function point(id: number | undefined): void {
  usePrompts.setState(({ shown }) => {
    const place = shown.findIndex((prompt) => prompt.id === id);
    return place < 0 ? {} : { selection: pointAt(place, shownList(shown)) };
  });
}

function setText(promptId: number, text: string): void {
  change((list) =>
    list.map((prompt) => {
      if (prompt.id !== promptId) return prompt;
      const first = prompt.original ?? prompt.text;
      const original = first === text ? null : first;
      return { ...prompt, text, original, edited: original !== null };
    }),
  );
  send(() => api.prompts.edit.mutate({ promptId, text }));
}

/** Starts to change the text of the prompt that is pointed at. */
export function beginEdit(): void {
  const { shown, selection } = usePrompts.getState();
  const prompt = shown[selection.focus];
  if (prompt) usePrompts.setState({ editing: prompt.id, selection: clearChoice(selection) });
}

/** Ends the change of a text, keeping it unless it is null; `onward` points at the next prompt. */
export function endEdit(text: string | null, onward: boolean): void {
  const { editing, prompts } = usePrompts.getState();
  const prompt = prompts?.find(({ id }) => id === editing);
  usePrompts.setState({ editing: null });
  if (prompt && text !== null && text !== prompt.text) {
    note({ kind: 'edited', promptId: prompt.id, before: prompt.text });
    setText(prompt.id, text);
  }
  if (onward) {
    usePrompts.setState(({ selection, shown }) => ({ selection: move(selection, 1, shownList(shown)) }));
  }
}

/** Notes prompts that came in, so that they can be taken back, and says so. */
export function noteAdded(ids: readonly number[], message: string): void {
  if (ids.length === 0) return notify('info', { message });
  const entry: Change = { kind: 'added', ids };
  note(entry);
  notify('info', { message }, undoing(entry));
}

/** The images that were made from the prompt that is pointed at, in Review. */
export async function openImages(prompt: Prompt | undefined): Promise<void> {
  if (!prompt || prompt.images.total === 0) return;
  try {
    const { ids } = await api.images.index.query({ promptId: prompt.id });
    showImages(ids, `“${prompt.text}”`);
    goTo('review');
  } catch (error) {
    notifyFailure(error);
  }
}

export const openImagesOfFocused = (): void => {
  const { shown, selection } = usePrompts.getState();
  void openImages(shown[selection.focus]);
};
