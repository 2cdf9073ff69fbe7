import { type Prompt, promptKey } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import {
  type PromptEdit,
  resolveEdits,
  type ResolvedEdits,
} from '../../src-shared/prompts/edits/resolve-edits.ts';
import { api } from '../api/client.ts';
import { goTo } from '../app/ui-state.ts';
import { showImages } from '../review/loading.ts';
import { clearChoice, targets } from '../review/selection.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { withEdits, withLock, withoutIds } from './changed-list.ts';
import { sendArchive, sendEdits, sendLock } from './sending.ts';
import { shownList, usePrompts } from './store.ts';
import { changeList, note } from './undo.ts';

const listed = (): readonly Prompt[] => usePrompts.getState().prompts ?? [];

export const chosenIds = (): number[] => {
  const { selection, shown } = usePrompts.getState();
  return targets(selection, shownList(shown));
};

/** The prompts that an action would be about, in their order. */
export function chosenPrompts(): readonly Prompt[] {
  const ids = new Set(chosenIds());
  return listed().filter(({ id }) => ids.has(id));
}

/** ", 3 locked ones left out" */
const leftOut = (count: number): string =>
  count === 0 ? '' : `, ${formatNoun(count, 'locked one')} left out`;

/** Takes prompts off the list; of several, locked ones stay. */
export function archive(ids: readonly number[]): void {
  const gone = new Set(ids);
  const meant = listed().filter(({ id }) => gone.has(id));
  const prompts = meant.length === 1 ? meant : meant.filter(({ locked }) => !locked);
  const locked = meant.length - prompts.length;
  if (prompts.length === 0) {
    if (locked > 0) notify('info', { message: 'They are locked. Unlock them first, or archive one by one.' });
    return;
  }
  const archived = prompts.map(({ id }) => id);
  changeList((list) => withoutIds(list, archived));
  usePrompts.setState(({ selection }) => ({ selection: clearChoice(selection) }));
  sendArchive(archived);
  const message = `Archived ${formatNoun(prompts.length, 'prompt')}${leftOut(locked)}.`;
  note({ kind: 'list', archive: [], restore: prompts }, message);
}

/** Carries out edits of many prompts and says what was left out. */
export const editMany = (edits: readonly PromptEdit[]): void => carryOutEdits(resolveEdits(listed(), edits));

/** What `resolveEdits` made of edits of the list as it is now. */
export function carryOutEdits({ changes, before, locked, conflicts }: Omit<ResolvedEdits, 'missing'>): void {
  if (changes.length === 0) {
    notify('info', { message: `Nothing changed${leftOut(locked.length)}.` });
    return;
  }
  changeList((list) => withEdits(list, changes));
  sendEdits('editMany', changes);
  const kept =
    conflicts.length === 0 ? '' : `, ${formatNoun(conflicts.length, 'duplicate')} of another left as before`;
  const message = `Changed ${formatNoun(changes.length, 'prompt')}${leftOut(locked.length)}${kept}.`;
  note({ kind: 'edits', edits: before }, message);
}

/** Changes one prompt by hand. Returns whether it could be: not where its class has the text already. */
export function editOne(edit: PromptEdit): boolean {
  const { changes, before, conflicts } = resolveEdits(listed(), [edit], { evenLocked: true });
  if (conflicts.length > 0) {
    notify('failed', {
      message: 'The class already has this prompt.',
      advice: 'Change it, or archive one of them.',
    });
    return false;
  }
  if (changes.length === 0) return true;
  changeList((list) => withEdits(list, changes));
  sendEdits('restoreMany', changes);
  note({ kind: 'edits', edits: before });
  return true;
}

/** Locks prompts, or unlocks them if all of them are locked. */
export function toggleLock(prompts: readonly Prompt[] = chosenPrompts()): void {
  const locked = prompts.some((prompt) => !prompt.locked);
  const ids = prompts.filter((prompt) => prompt.locked !== locked).map(({ id }) => id);
  if (ids.length === 0) return;
  changeList((list) => withLock(list, ids, locked));
  sendLock(ids, locked);
  const message = `${locked ? 'Locked' : 'Unlocked'} ${formatNoun(ids.length, 'prompt')}.`;
  note({ kind: 'lock', ids, locked: !locked }, message);
}

/** Notes prompts that came in, so that they can be taken back, and says so. */
export function noteAdded(ids: readonly number[], message: string): void {
  if (ids.length === 0) return notify('info', { message });
  note({ kind: 'list', archive: ids, restore: [] }, message);
}

/** Notes prompts that made room for others, so that both can be undone at once. */
export function noteRewritten(added: readonly number[], gone: readonly Prompt[]): void {
  const message = `${formatNoun(gone.length, 'prompt')} made room for ${formatNoun(added.length, 'new one')}.`;
  note({ kind: 'list', archive: added, restore: gone }, message);
}

/** Whether the class of a prompt says a text elsewhere already. */
export const isTaken = ({ id, classId }: Prompt, text: string): boolean => {
  const key = promptKey(text);
  return listed().some(
    (other) => other.classId === classId && other.id !== id && promptKey(other.text) === key,
  );
};

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
