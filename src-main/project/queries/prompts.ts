import type { Database } from 'better-sqlite3';
import type { PromptFilter, PromptPageRequest } from '../../../src-shared/api/prompts.ts';
import {
  type NewPrompt,
  type Prompt,
  type PromptOrigin,
  promptAttributesSchema,
  promptKey,
} from '../../../src-shared/domain/prompt.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { PROMPT_IS_STALE } from './class-phrase.ts';
import { fromJson, toJson } from './json-columns.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** What the writing of further prompts has to know of one: archived ones as well. */
export interface KnownPrompt {
  classId: number;
  key: string;
  origin: PromptOrigin;
  context: string | null;
  style: string | null;
  archived: boolean;
}

type Row = Omit<Prompt, 'attributes' | 'edited' | 'images' | 'locked' | 'stale'> & {
  attributes: string;
  locked: number;
  stale: number;
  total: number;
  keep: number;
  reject: number;
};
type Binding = Record<string, string | number>;
type NewRow = Omit<NewPrompt, 'attributes'> & { key: string; attributes: string; createdAt: string };

function conditions(filter: PromptFilter): { where: string; binding: Binding } {
  const where = ['archived = 0'];
  const binding: Binding = {};
  for (const name of ['classId', 'origin', 'style', 'context'] as const) {
    const value = filter[name];
    if (value === undefined) continue;
    where.push(`prompt.${name === 'classId' ? 'class_id' : name} = @${name}`);
    binding[name] = value;
  }
  for (const [i, word] of (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean).entries()) {
    where.push(`instr(fold_case(text), @word${i}) > 0`);
    binding[`word${i}`] = word;
  }
  return { where: where.join(' AND '), binding };
}

const COLUMNS = `
  prompt.id, class_id AS classId, text, original, origin, writer, context, style, attributes, locked, recipe_id AS recipeId,
  ${PROMPT_IS_STALE} AS stale,
  prompt.created_at AS createdAt, coalesce(total, 0) AS total, coalesce(keep, 0) AS keep, coalesce(reject, 0) AS reject`;

const MADE = `
  SELECT prompt_id, count(*) AS total, sum(verdict = 'keep') AS keep, sum(verdict = 'reject') AS reject
  FROM generated_image JOIN image ON image.id = image_id`;

const listSql = (where: string): string => `
  WITH made AS (${MADE} WHERE prompt_id IS NOT NULL GROUP BY prompt_id)
  SELECT ${COLUMNS} FROM prompt JOIN class ON class.id = class_id LEFT JOIN made ON made.prompt_id = prompt.id
  WHERE ${where} ORDER BY class.position, prompt.id`;

/** Counts the images of this page's prompts only. */
const PAGE = `
  WITH page AS MATERIALIZED (
    SELECT prompt.id AS place_id, class.position AS place FROM prompt JOIN class ON class.id = class_id
    WHERE archived = 0 AND (
      @after IS NULL OR (class.position, prompt.id) > (
        SELECT earlier.position, @after FROM prompt AS last JOIN class AS earlier ON earlier.id = last.class_id
        WHERE last.id = @after))
    ORDER BY class.position, prompt.id LIMIT @limit
  ), made AS (${MADE} WHERE prompt_id IN (SELECT place_id FROM page) GROUP BY prompt_id)
  SELECT ${COLUMNS} FROM page JOIN prompt ON prompt.id = place_id JOIN class ON class.id = class_id
  LEFT JOIN made ON made.prompt_id = prompt.id ORDER BY place, prompt.id`;

function toPrompt({ attributes, locked, stale, total, keep, reject, ...row }: Row): Prompt {
  return {
    ...row,
    attributes: attributes === '{}' ? {} : fromJson(promptAttributesSchema, attributes, 'a prompt'),
    edited: row.original !== null,
    locked: locked === 1,
    stale: stale === 1,
    images: { total, keep, reject },
  };
}

const ARCHIVED = `
  SELECT max(id) AS id FROM prompt WHERE class_id = ? AND archived = 1 AND text_key = ? AND origin = ?`;
const RESTORE = 'UPDATE OR IGNORE prompt SET archived = 0 WHERE id = ?';

const INSERT = `
  INSERT INTO prompt (class_id, text, text_key, origin, writer, context, style, attributes, phrase, recipe_id, exchange_id, created_at)
  VALUES (@classId, @text, @key, @origin, @writer, @context, @style, @attributes, @phrase, @recipeId, @exchangeId, @createdAt)
  ON CONFLICT DO NOTHING`;

/** The id of the prompt that came in or came back; null when its class has it already. */
function addOne(db: Database, prompt: NewPrompt, createdAt: string): number | null {
  const key = promptKey(prompt.text);
  const archived = prepared<[number, string, string], { id: number | null }>(db, ARCHIVED).get(
    prompt.classId,
    key,
    prompt.origin,
  )?.id;
  if (archived) return prepared<[number]>(db, RESTORE).run(archived).changes === 0 ? null : archived;
  const result = prepared<[NewRow]>(db, INSERT).run({
    ...prompt,
    phrase: prompt.phrase ?? null,
    recipeId: prompt.recipeId ?? null,
    exchangeId: prompt.exchangeId ?? null,
    key,
    attributes: toJson(prompt.attributes),
    createdAt,
  });
  return result.changes === 0 ? null : insertedId(result);
}

function requireClasses(db: Database, prompts: readonly NewPrompt[]): void {
  const known = new Set(
    prepared<[], { id: number }>(db, 'SELECT id FROM class')
      .all()
      .map((row) => row.id),
  );
  if (prompts.some(({ classId }) => !known.has(classId))) {
    throw new UserError('not-found', 'One of the classes is no longer in the project.');
  }
}

export const promptQueries = {
  /** Prompts that are not archived, in class order, then as written. */
  'prompts.list': (db: Database, filter: PromptFilter): Prompt[] => {
    const { where, binding } = conditions(filter);
    return prepared<[Binding], Row>(db, listSql(where)).all(binding).map(toPrompt);
  },

  /** What follows a prompt in that list, whether or not it is still on it. */
  'prompts.page': (db: Database, input: PromptPageRequest): Prompt[] =>
    prepared<[PromptPageRequest], Row>(db, PAGE).all(input).map(toPrompt),

  /** All prompts of these classes, archived ones too, as written. */
  'prompts.known': (db: Database, classIds: readonly number[]): KnownPrompt[] =>
    prepared<[string], Omit<KnownPrompt, 'archived'> & { archived: number }>(
      db,
      `SELECT class_id AS classId, text_key AS key, origin, context, style, archived
       FROM json_each(?) AS wanted CROSS JOIN prompt ON class_id = wanted.value ORDER BY prompt.id`,
    )
      .all(JSON.stringify(classIds))
      .map((row) => ({ ...row, archived: row.archived === 1 })),

  /** Ids of those that came in, in their order; a text that its class has already is left out. 'not-found' without the class. */
  'prompts.add': (db: Database, prompts: readonly NewPrompt[]): number[] => {
    requireClasses(db, prompts);
    const createdAt = timestamp();
    return prompts.flatMap((prompt) => addOne(db, prompt, createdAt) ?? []);
  },

  /** Ids of those that were on the list and no longer are. Of several, locked ones stay; one alone is meant as it is said. */
  'prompts.archive': (db: Database, promptIds: readonly number[]): number[] =>
    prepared<[string, number], { id: number }>(
      db,
      `UPDATE prompt SET archived = 1
       WHERE archived = 0 AND id IN (SELECT value FROM json_each(?)) AND locked <= ? RETURNING id`,
    )
      .all(JSON.stringify(promptIds), promptIds.length === 1 ? 1 : 0)
      .map(({ id }) => id),

  /** Undo of `prompts.archive`; one whose text its class has again meanwhile stays archived. */
  'prompts.restore': (db: Database, promptIds: readonly number[]): void => {
    const restore = prepared<[number]>(db, RESTORE);
    for (const id of promptIds) restore.run(id);
  },
};
