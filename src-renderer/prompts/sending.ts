import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';

/** One question to the host at a time, in the order they were asked: an undo never overtakes what it undoes. */
let queue: Promise<void> = Promise.resolve();
let unanswered = 0;

/** Whether a list that the host gives now may lack changes that are already shown; after them it is read again anyway. */
export const hasUnanswered = (): boolean => unanswered > 0;

export function send(question: () => Promise<unknown>): void {
  unanswered += 1;
  const run = async (before: Promise<void>) => {
    await before;
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
const MOST_IDS = 20_000;

async function inParts(
  ids: readonly number[],
  ask: (part: { promptIds: number[] }) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    await ask({ promptIds: ids.slice(start, start + MOST_IDS) });
  }
}

export const sendArchive = (ids: readonly number[]): void =>
  send(() => inParts(ids, (part) => api.prompts.archive.mutate(part)));
export const sendRestore = (ids: readonly number[]): void =>
  send(() => inParts(ids, (part) => api.prompts.restore.mutate(part)));
