import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { damagedProject, readOnlyProject, tooNewProject } from './database-errors.ts';
import { SCHEMA_VERSION_1 } from './schema-1.ts';
import { SCHEMA_VERSION_2 } from './schema-2.ts';
import { SCHEMA_VERSION_3 } from './schema-3.ts';
import { SCHEMA_VERSION_4 } from './schema-4.ts';
import { SCHEMA_VERSION_5 } from './schema-5.ts';
import { SCHEMA_VERSION_6 } from './schema-6.ts';

/** Turns a database of version `version - 1` into one of `version`; runs in a transaction with foreign keys off. */
export interface Migration {
  readonly version: number;
  readonly up: (db: Database) => void;
}

/** Append only: a migration that was released is never changed. */
export const migrations: readonly Migration[] = [
  { version: 1, up: (db) => db.exec(SCHEMA_VERSION_1) },
  { version: 2, up: (db) => db.exec(SCHEMA_VERSION_2) },
  { version: 3, up: (db) => db.exec(SCHEMA_VERSION_3) },
  { version: 4, up: (db) => db.exec(SCHEMA_VERSION_4) },
  { version: 5, up: (db) => db.exec(SCHEMA_VERSION_5) },
  { version: 6, up: (db) => db.exec(SCHEMA_VERSION_6) },
];

export const newestVersion = (list: readonly Migration[]): number => list.at(-1)?.version ?? 0;

export const LATEST_VERSION = newestVersion(migrations);

export const schemaVersion = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

/** Copies the whole database, write-ahead log included, into `folder`; the copy has its final name only when it is complete. */
function backUp(db: Database, folder: string, version: number): string {
  mkdirSync(folder, { recursive: true });
  const time = new Date().toISOString().replaceAll(':', '-');
  const path = join(folder, `project-version-${version}-${time}.sqlite`);
  const part = `${path}.part`;
  try {
    db.prepare('VACUUM INTO ?').run(part);
    const file = openSync(part, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return path;
}

function apply(db: Database, migration: Migration): void {
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      migration.up(db);
      const broken = db.pragma('foreign_key_check');
      if (Array.isArray(broken) && broken.length > 0) {
        throw damagedProject(`${broken.length} of its entries point to others that are not there.`);
      }
      db.pragma(`user_version = ${migration.version}`);
    })();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/**
 * Brings the database to the newest version, each step in a transaction and, unless the database is new, after a backup.
 * Returns the backups that were made. 'project-too-new' if it is newer than the list, with nothing changed.
 */
export function migrate(db: Database, backups: string, list: readonly Migration[] = migrations): string[] {
  const version = schemaVersion(db);
  if (version > newestVersion(list)) throw tooNewProject(version, newestVersion(list));
  const pending = list.filter((migration) => migration.version > version);
  if (pending.length > 0 && db.readonly) throw readOnlyProject();
  const made: string[] = [];
  for (const migration of pending) {
    if (version > 0) made.push(backUp(db, backups, schemaVersion(db)));
    apply(db, migration);
  }
  return made;
}
