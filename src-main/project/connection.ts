import SqliteDatabase, { type Database } from 'better-sqlite3';
import { damagedProject } from './database-errors.ts';
import { APPLICATION_ID } from './database-header.ts';
import { migrate } from './migrations.ts';
import { foldCase } from './queries/image-filter.ts';

/**
 * `create`: a new file. `write`: the one host of a project. `read`: beside that host. `copy`: a private copy of a project on a disk that
 * cannot be written, where SQLite could not make the files that it needs beside the database.
 */
export type Access = 'create' | 'write' | 'read' | 'copy';

export interface ConnectionSettings {
  /** Absolute path of the database. */
  readonly file: string;
  readonly access: Access;
  /** Folder for the copies that are made before a migration. */
  readonly backups: string;
  /** Looks through the whole file first: for the first opening after a crash. */
  readonly checkIntegrity?: boolean;
  /** Entries of `meta` that a new database begins with. */
  readonly meta?: Readonly<Record<string, string>>;
  /** Upper bound of the database's size in pages of 4 KiB: a quota. */
  readonly maxPages?: number;
}

const writable = (access: Access): boolean => access === 'create' || access === 'write';

function connect({ file, access }: ConnectionSettings): Database {
  switch (access) {
    case 'create':
      return new SqliteDatabase(file);
    case 'write':
    case 'copy':
      return new SqliteDatabase(file, { fileMustExist: true });
    case 'read':
      return new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    default:
      return access satisfies never;
  }
}

function checkIntegrity(db: Database): void {
  const answer = db.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw damagedProject(String(answer));
}

function initialize(db: Database, settings: ConnectionSettings): void {
  db.transaction(() => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db, settings.backups);
    const insert = db.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?)');
    for (const [key, value] of Object.entries(settings.meta ?? {})) insert.run(key, value);
  })();
}

function configure(db: Database, settings: ConnectionSettings): void {
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -32000');
  db.pragma('temp_store = MEMORY');
  db.function('fold_case', { deterministic: true }, foldCase);
  if (writable(settings.access)) {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
  }
  if (settings.access === 'create') initialize(db, settings);
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw damagedProject('project.sqlite belongs to another program, or its creation was interrupted.');
  }
  if (settings.checkIntegrity) checkIntegrity(db);
  migrate(db, settings.backups);
  if (settings.access === 'copy') db.pragma('query_only = ON');
  if (settings.maxPages !== undefined) db.pragma(`max_page_count = ${settings.maxPages}`);
}

/** Opens, checks and, where it may, migrates. Throws UserErrors and SqliteErrors. */
export function openConnection(settings: ConnectionSettings): Database {
  const db = connect(settings);
  try {
    configure(db, settings);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** On a full disk: empties the write-ahead log, which may leave room for what is smaller, such as the state of a job. */
export function makeRoom(db: Database): void {
  if (db.readonly || !db.open) return;
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // There is no room for that either; whoever calls next is told.
  }
}

/** Moves the write-ahead log into the database, so that the file is complete by itself, and closes it. */
export function closeConnection(db: Database): void {
  if (!db.open) return;
  // If the disk is full, everything stays in the write-ahead log, from which the next opening reads it.
  makeRoom(db);
  db.close();
}
