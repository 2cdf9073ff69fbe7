import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';
import { moved } from './reorder.ts';

/** Shows a change of classes at once, carries it out, and reads the classes again. */
async function change(
  classIds: readonly number[],
  changed: (before: ImageClass) => ImageClass,
  work: Promise<unknown>,
): Promise<void> {
  const { queryKey } = queries.classes();
  const chosen = new Set(classIds);
  queryClient.setQueryData<ImageClass[]>(queryKey, (old) =>
    old?.map((each) => (chosen.has(each.id) ? changed(each) : each)),
  );
  try {
    await work;
  } catch (error) {
    notifyFailure(error);
  } finally {
    await queryClient.invalidateQueries({ queryKey });
  }
}

export const renameClass = (classId: number, name: string): Promise<void> =>
  change([classId], (before) => ({ ...before, name }), api.classes.rename.mutate({ classId, name }));

/** Null: prompts call the class by its name. */
export const setPhrase = (classId: number, phrase: string | null): Promise<void> =>
  change([classId], (before) => ({ ...before, phrase }), api.prompts.setPhrase.mutate({ classId, phrase }));

/** How many kept images the class should have; null: no number in mind. */
export const setWanted = (classId: number, wanted: number | null): Promise<void> =>
  change(
    [classId],
    (before) => ({ ...before, wanted }),
    api.scoring.setWanted.mutate({ classIds: [classId], wanted }),
  );

/** Moves a class one place up or down. */
export function moveClass(classId: number, by: 1 | -1): void {
  const known = queryClient.getQueryData(queries.classes().queryKey) ?? [];
  const ids = known.toSorted((a, b) => a.position - b.position).map(({ id }) => id);
  const from = ids.indexOf(classId);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return;
  const classIds = moved(ids, from, to);
  void change(
    classIds,
    (before) => ({ ...before, position: classIds.indexOf(before.id) }),
    api.classes.reorder.mutate({ classIds }),
  );
}
