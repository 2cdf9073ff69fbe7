import { formatNoun } from '../../src-shared/format/numbers.ts';
import type { PromptEdit } from '../../src-shared/prompts/edits/resolve-edits.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { afterNextFrame } from './frames.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';

/** One question to the host at a time, in the order they were asked: an undo never overtakes what it undoes. */
let queue: Promise<void> = Promise.resolve();
let unanswered = 0;

/** Whether a list that the host gives now may lack changes that are already shown; after them it is read again anyway. */
export const hasUnanswered = (): boolean => unanswered > 0;

export function send(question: () => Promise<unknown>): void {
  unanswered += 1;
  const run = async (before: Promise<void>) => {
    await before;
    await afterNextFrame();
    try {
      await question();
    } catch (error) {
      notifyFailure(error);
      void queryClient.invalidateQueries({ queryKey: queries.prompts().queryKey });
    } finally {
      unanswered -= 1;
    }
  };
  queue = run(queue);
}

/** The API takes so many at once. */
const MOST_AT_ONCE = 20_000;

async function inParts<T>(list: readonly T[], ask: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < list.length; start += MOST_AT_ONCE) {
    await ask(list.slice(start, start + MOST_AT_ONCE));
  }
}

/** Nothing is asked for no ids. Of several, locked ones stay; see `PromptsService.archive`. */
export function sendArchive(ids: readonly number[]): void {
  if (ids.length > 0) send(() => inParts(ids, (promptIds) => api.prompts.archive.mutate({ promptIds })));
}

export function sendRestore(ids: readonly number[]): void {
  if (ids.length > 0) send(() => inParts(ids, (promptIds) => api.prompts.restore.mutate({ promptIds })));
}

export function sendLock(ids: readonly number[], locked: boolean): void {
  send(() => inParts(ids, (promptIds) => api.prompts.setLocked.mutate({ promptIds, locked })));
}

/** In one piece, as an edit in two parts could be in conflict with itself. */
export function sendEdits(how: 'editMany' | 'restoreMany', edits: readonly PromptEdit[]): void {
  if (edits.length === 0) return;
  send(async () => {
    const done = await api.prompts[how].mutate({ edits: [...edits] });
    if (done.changed === edits.length) return;
    const kept = edits.length - done.changed;
    notify('failed', {
      message: `${formatNoun(kept, 'prompt')} stayed as before.`,
      advice: 'They were locked, archived or changed elsewhere meanwhile.',
    });
    void queryClient.invalidateQueries({ queryKey: queries.prompts().queryKey });
  });
}
