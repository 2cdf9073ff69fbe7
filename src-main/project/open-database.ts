import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access, ConnectionSettings } from './connection.ts';
import type { Database } from './database.ts';
import { checkHeader } from './database-header.ts';
import { openDatabaseFile } from './database-thread.ts';
import { LATEST_VERSION } from './migrations.ts';
import { backupsFolder, databaseFile } from './project-folder.ts';

export type OpenDatabaseOptions = Omit<ConnectionSettings, 'file' | 'backups' | 'access'> & {
  /** Default 'write'. */
  access?: Exclude<Access, 'frozen'>;
};

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * A database that was not closed properly, on a disk that cannot be written: its write-ahead log cannot be read in place, so a private
 * copy of both is opened instead.
 */
async function openFrozenCopy(file: string, options: OpenDatabaseOptions): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const copy = databaseFile(folder);
    await cp(file, copy);
    await cp(`${file}-wal`, `${copy}-wal`);
    const database = await openDatabaseFile({ ...options, file: copy, backups: folder, access: 'frozen' });
    return {
      call: (name, ...input) => database.call(name, ...input),
      transaction: (calls) => database.transaction(calls),
      close: () => database.close().finally(() => void remove()),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Opens the database of a project folder. Rejects with UserError 'project-too-new' or 'project-damaged' (nothing is changed then),
 * 'disk-full', 'read-only' or 'unavailable'. The caller holds the project's lock, unless it only reads.
 */
export async function openDatabase(folder: string, options: OpenDatabaseOptions = {}): Promise<Database> {
  const file = databaseFile(folder);
  const access = options.access ?? 'write';
  if (access !== 'create') await checkHeader(file, LATEST_VERSION);
  if (access === 'immutable' && (await sizeOf(`${file}-wal`)) > 0) return openFrozenCopy(file, options);
  return openDatabaseFile({ ...options, file, backups: backupsFolder(folder), access });
}
