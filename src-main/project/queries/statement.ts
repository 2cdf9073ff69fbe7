import type { Database, Statement } from 'better-sqlite3';

const caches = new WeakMap<Database, Map<string, Statement>>();

/** A prepared statement, kept for the life of the connection. `Row` is what the SQL selects; the tables are STRICT. */
export function prepared<Bind extends unknown[] | object, Row = unknown>(
  db: Database,
  sql: string,
): Statement<Bind, Row> {
  let cache = caches.get(db);
  if (!cache) caches.set(db, (cache = new Map<string, Statement>()));
  let statement = cache.get(sql);
  if (!statement) cache.set(sql, (statement = db.prepare(sql)));
  return statement as unknown as Statement<Bind, Row>;
}

/** The id that an INSERT gave. */
export const insertedId = (result: { lastInsertRowid: number | bigint }): number =>
  Number(result.lastInsertRowid);

export const timestamp = (): string => new Date().toISOString();
