import type { Database } from './database.ts';
import type { NewImageSet } from './queries/sets.ts';

/**
 * Makes classes (those that are missing) and sets in one step: a name that is taken leaves nothing behind. `use` is given their ids in
 * the same order; when it fails, the sets are removed again.
 */
export async function withNewSets<T>(
  database: Database,
  { classNames, sets }: { classNames: readonly string[]; sets: readonly NewImageSet[] },
  use: (made: { classIds: readonly number[]; setIds: readonly number[] }) => Promise<T>,
): Promise<T> {
  const [classIds, ...setIds] = await database.transaction([
    { name: 'classes.ensure', input: classNames },
    ...sets.map((input) => ({ name: 'sets.create', input }) as const),
  ]);
  try {
    return await use({ classIds, setIds });
  } catch (error) {
    await Promise.allSettled(setIds.map((setId) => database.call('sets.remove', setId)));
    throw error;
  }
}
