import type { Database } from 'better-sqlite3';

export const metaQueries = {
  'meta.get': (db: Database, key: string): string | null => {
    const row = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(key);
    return row?.value ?? null;
  },
  'meta.set': (db: Database, input: { key: string; value: string }): void => {
    db.prepare(
      'INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = @value',
    ).run(input);
  },
};
