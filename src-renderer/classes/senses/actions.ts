import type { ClassSenses } from '../../../src-shared/domain/sense.ts';
import type { FindSenses } from '../../../src-shared/api/senses.ts';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { notifyFailure } from '../../ui/notifications.ts';

/** Carries out a change, reads the senses again at once, and says what went wrong. True when it was done. */
async function change(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    notifyFailure(error);
    return false;
  } finally {
    await queryClient.invalidateQueries({ queryKey: queries.classes().queryKey });
  }
}

export const addSense = (classId: number, phrase: string, gloss: string): Promise<boolean> =>
  change(api.senses.add.mutate({ classId, phrase, gloss }));

export const editSense = (senseId: number, phrase: string, gloss: string): Promise<boolean> =>
  change(api.senses.edit.mutate({ senseId, phrase, gloss }));

export const removeSense = (senseId: number): Promise<boolean> =>
  change(api.senses.remove.mutate({ senseId }));

export function pinSense(classId: number, senseId: number | null): Promise<boolean> {
  queryClient.setQueryData<ClassSenses[]>(queries.senses().queryKey, (old) =>
    old?.map((each) =>
      each.classId === classId
        ? { ...each, pinned: senseId === null ? null : { senseId, by: 'person' as const } }
        : each,
    ),
  );
  return change(api.senses.pin.mutate({ classId, senseId }));
}

export const setCommonName = (classId: number, commonName: string): Promise<boolean> =>
  change(api.senses.setCommonName.mutate({ classId, commonName: commonName === '' ? null : commonName }));

export const findSenses = (request: FindSenses): Promise<boolean> => change(api.senses.find.mutate(request));
