import type { Database } from 'better-sqlite3';
import type { PromptOrigin, PromptWriter } from '../../../src-shared/domain/prompt.ts';
import { CLASS_PHRASE, PROMPT_IS_STALE } from './class-phrase.ts';
import { prepared } from './statement.ts';

/** What writing anew has to know of a prompt on the list. */
export interface WrittenPrompt {
  id: number;
  classId: number;
  key: string;
  origin: PromptOrigin;
  writer: PromptWriter;
  recipeId: number | null;
  /** Locked, or changed by hand. */
  spared: boolean;
  stale: boolean;
}

type Row = Omit<WrittenPrompt, 'spared' | 'stale'> & { spared: number; stale: number };

export const promptRewriteQueries = {
  /** The prompts on the lists of these classes, as written. */
  'prompts.written': (db: Database, classIds: readonly number[]): WrittenPrompt[] =>
    prepared<[string], Row>(
      db,
      `SELECT prompt.id, class_id AS classId, text_key AS key, origin, writer, recipe_id AS recipeId,
              locked OR original IS NOT NULL AS spared, ${PROMPT_IS_STALE} AS stale
       FROM json_each(?) AS wanted CROSS JOIN prompt ON class_id = wanted.value JOIN class ON class.id = class_id
       WHERE archived = 0 ORDER BY prompt.id`,
    )
      .all(JSON.stringify(classIds))
      .map((row) => ({ ...row, spared: row.spared === 1, stale: row.stale === 1 })),

  /** Takes these off the list for others that were written in their place; what is locked or changed by hand stays. */
  'prompts.makeRoom': (db: Database, promptIds: readonly number[]): void => {
    prepared<[string]>(
      db,
      `UPDATE prompt SET archived = 1
       WHERE archived = 0 AND locked = 0 AND original IS NULL AND id IN (SELECT value FROM json_each(?))`,
    ).run(JSON.stringify(promptIds));
  },

  /** Notes that prompts were written again as they are: with what their class is called now, by that recipe if it is one. */
  'prompts.writtenAgain': (
    db: Database,
    input: { promptIds: readonly number[]; recipeId: number | null },
  ): void => {
    prepared<[number | null, string]>(
      db,
      `UPDATE prompt SET recipe_id = coalesce(?, recipe_id),
         phrase = (SELECT ${CLASS_PHRASE} FROM class WHERE class.id = class_id)
       WHERE id IN (SELECT value FROM json_each(?))`,
    ).run(input.recipeId, JSON.stringify(input.promptIds));
  },
};
