import type { Database } from 'better-sqlite3';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { prepared } from './statement.ts';

/** A text of a class, as `promptKey` makes it. */
export interface PromptKey {
  classId: number;
  key: string;
}

export interface MatchedPrompt extends PromptKey {
  id: number;
  origin: PromptOrigin;
  context: string | null;
  style: string | null;
}

export const promptMatchQueries = {
  /** The prompts on the list that have one of these texts, in no order; at most one for each. */
  'prompts.matches': (db: Database, wanted: readonly PromptKey[]): MatchedPrompt[] =>
    prepared<[string], MatchedPrompt>(
      db,
      `SELECT DISTINCT class_id AS classId, text_key AS key, prompt.id, origin, context, style
       FROM json_each(?) AS wanted
       CROSS JOIN prompt ON class_id = wanted.value ->> 'classId' AND text_key = wanted.value ->> 'key'
       WHERE archived = 0`,
    ).all(JSON.stringify(wanted)),
};
