import type { NewPrompt } from '../../src-shared/domain/prompt.ts';
import type { Database } from '../project/database.ts';

/** Prompts stored in one transaction, so that other questions come in between. */
const CHUNK = 2000;

/** Ids of those that came in, in their order. */
export async function storePrompts(database: Database, prompts: readonly NewPrompt[]): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < prompts.length; start += CHUNK) {
    ids.push(...(await database.call('prompts.add', prompts.slice(start, start + CHUNK))));
  }
  return ids;
}
