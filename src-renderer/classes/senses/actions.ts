import type { ClassSenses, Sense } from '../../../src-shared/domain/sense.ts';
import { promptTextSchema } from '../../../src-shared/domain/prompt.ts';
import type { FindSenses } from '../../../src-shared/api/senses.ts';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { notify, notifyFailure } from '../../ui/notifications.ts';

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

/** Can be taken back for a moment, with the pin that a person gave it; the votes for it are held again on request. */
export async function removeSense(classId: number, sense: Sense, isPinned: boolean): Promise<void> {
  const { id, phrase, gloss } = sense;
  if (!(await change(api.senses.remove.mutate({ senseId: id })))) return;
  const bringBack = async () => {
    const { senseId } = await api.senses.add.mutate({ classId, phrase, gloss });
    if (isPinned) await api.senses.pin.mutate({ classId, senseId });
  };
  notify(
    'info',
    { message: `The sense “${phrase}” was removed.` },
    { name: 'Undo', perform: () => void change(bringBack()) },
  );
}

/** Why a phrase cannot be that of a sense, in words for a person; null if it can. */
export const senseProblem = (text: string): string | null =>
  promptTextSchema.safeParse(text).error?.issues[0]?.message ?? null;

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
