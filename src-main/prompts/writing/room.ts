import type { StartWritingInput } from '../../../src-shared/api/diversification.ts';
import type { Database } from '../../project/database.ts';
import type { KnownPrompt } from '../../project/queries/prompts.ts';
import type { WrittenPrompt } from '../../project/queries/prompt-rewrites.ts';
import type { WriteSettings } from './write-settings.ts';

/** Of a class whose prompts are written anew: those that make room, and what it is to have without them. */
export type Room = WriteSettings['rooms'][number];

export const isDiversified = ({ origin }: Pick<KnownPrompt, 'origin'>): boolean =>
  origin === 'contextualized' || origin === 'stylized';

/**
 * What makes room for prompts that a language model writes anew: what built-in writers and language models wrote, with `recipeId` that recipe
 * alone; or stale ones, whoever wrote them, in classes that then get as many as they had. Never what is locked or was changed by hand.
 */
export async function roomsFor(
  database: Database,
  { anew, perClass, stylizedShare, recipeId }: StartWritingInput,
  classIds: readonly number[],
): Promise<Room[]> {
  if (!anew) return [];
  const written = (await database.call('prompts.written', classIds)).filter(isDiversified);
  const goes = (prompt: WrittenPrompt): boolean => {
    if (prompt.spared) return false;
    if (anew === 'stale') return prompt.stale;
    if (recipeId !== undefined) return prompt.recipeId === recipeId;
    return prompt.writer === 'grammar' || prompt.writer === 'language-model';
  };
  const byClass = Map.groupBy(written, ({ classId }) => classId);
  return classIds.flatMap((classId) => {
    const own = byClass.get(classId) ?? [];
    const promptIds = own.filter(goes).map(({ id }) => id);
    if (anew === 'all') return [{ classId, perClass, stylizedShare, promptIds }];
    if (promptIds.length === 0) return [];
    const stylized = own.filter(({ origin }) => origin === 'stylized').length;
    return [{ classId, perClass: own.length, stylizedShare: stylized / own.length, promptIds }];
  });
}

/** Prompts of a class as they are now. */
export interface ClassPrompts {
  /** Every one, archived ones too; those that make room count as archived. */
  readonly known: readonly KnownPrompt[];
  /** Those on the list that stay. */
  readonly present: readonly KnownPrompt[];
  /** Ids of those that are still to make room, as written. Locked or changed by hand meanwhile, they stay. */
  readonly leaving: readonly number[];
}

/** Reads the prompts of some classes, by class. */
export async function readClassPrompts(
  database: Database,
  classIds: readonly number[],
  rooms: readonly Room[],
): Promise<Map<number, ClassPrompts>> {
  const all = Map.groupBy(await database.call('prompts.known', classIds), ({ classId }) => classId);
  const going = new Set(
    rooms.filter(({ classId }) => classIds.includes(classId)).flatMap(({ promptIds }) => promptIds),
  );
  const written = going.size === 0 ? [] : await database.call('prompts.written', classIds);
  const leaving = Map.groupBy(
    written.filter(({ id, spared }) => going.has(id) && !spared),
    ({ classId }) => classId,
  );
  return new Map(
    classIds.map((classId) => {
      const own = leaving.get(classId) ?? [];
      const keys = new Set(own.map(({ key }) => key));
      const known = (all.get(classId) ?? []).map((prompt) =>
        keys.has(prompt.key) ? { ...prompt, archived: true } : prompt,
      );
      const present = known.filter(({ archived }) => !archived);
      return [classId, { known, present, leaving: own.map(({ id }) => id) }];
    }),
  );
}
