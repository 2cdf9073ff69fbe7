import type { Database } from 'better-sqlite3';
import { UserError } from '../../../src-shared/errors.ts';
import { prepared } from './statement.ts';

export interface ProjectFacts {
  id: string;
  name: string;
  createdAt: string;
  schemaVersion: number;
  testOpenings: number;
}

function metaValue(db: Database, key: string): string | null {
  return (
    prepared<[string], { value: string }>(db, 'SELECT value FROM meta WHERE key = ?').get(key)?.value ?? null
  );
}

function setMetaValue(db: Database, input: { key: string; value: string }): void {
  prepared<[{ key: string; value: string }]>(
    db,
    'INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = @value',
  ).run(input);
}

function requiredMeta(db: Database, key: string): string {
  const value = metaValue(db, key);
  if (value === null) {
    throw new UserError(
      'project-damaged',
      `The project's database lacks the entry "${key}".`,
      'Restore the project folder from a backup.',
    );
  }
  return value;
}

export const metaQueries = {
  'meta.get': (db: Database, key: string): string | null => metaValue(db, key),

  'meta.set': (db: Database, input: { key: string; value: string }): void => setMetaValue(db, input),

  /** What the project says about itself. */
  'project.facts': (db: Database): ProjectFacts => ({
    id: requiredMeta(db, 'project.id'),
    name: requiredMeta(db, 'project.name'),
    createdAt: requiredMeta(db, 'project.createdAt'),
    schemaVersion: Number(db.pragma('user_version', { simple: true })),
    testOpenings:
      prepared<[], { n: number }>(db, "SELECT count(*) AS n FROM opening WHERE kind = 'test'").get()?.n ?? 0,
  }),
};
