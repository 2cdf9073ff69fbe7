import type { Database } from 'better-sqlite3';
import type { Term } from '../../../src-shared/api/diversification.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { nameKey } from './name-key.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

export type NewTerm = Omit<Term, 'id'>;

/** Its id; null when there is one of that name. */
export function insertTerm(db: Database, term: NewTerm, exchangeId: number | null): number | null {
  const result = prepared<[object]>(
    db,
    `INSERT INTO term (kind, name, name_key, phrase, term_group, source, exchange_id, created_at)
     VALUES (@kind, @name, @key, @phrase, @group, @source, @exchangeId, @createdAt) ON CONFLICT DO NOTHING`,
  ).run({ ...term, key: nameKey(term.name), exchangeId, createdAt: timestamp() });
  return result.changes === 0 ? null : insertedId(result);
}

/** Contexts and styles that the project has beside the built-in vocabularies. */
export const termQueries = {
  /** As they were added. */
  'terms.list': (db: Database): Term[] =>
    prepared<[], Term>(
      db,
      'SELECT id, kind, name, phrase, term_group AS "group", source FROM term ORDER BY id',
    ).all(),

  /** Its id. 'conflict' when there is one of that name (case does not distinguish names). */
  'terms.add': (db: Database, term: NewTerm): number => {
    const id = insertTerm(db, term, null);
    if (id !== null) return id;
    throw new UserError(
      'conflict',
      `The project has a ${term.kind} "${term.name}" already.`,
      'Choose another name.',
    );
  },

  /** Prompts that name it stay. */
  'terms.remove': (db: Database, termId: number): void => {
    if (prepared<[number]>(db, 'DELETE FROM term WHERE id = ?').run(termId).changes > 0) return;
    throw new UserError('not-found', 'That context or style is no longer in the project.');
  },
};
