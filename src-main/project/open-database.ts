import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
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
  access?: Access;
};

async function copyIfThere(from: string, to: string): Promise<void> {
  if (await stat(from).catch(() => null)) await copyFile(from, to);
}

/** Copies the database and its write-ahead log, so that one that was not closed properly is complete too, and opens the copy. */
async function openCopy(file: string, options: OpenDatabaseOptions): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const copy = databaseFile(folder);
    await copyFile(file, copy);
    await copyIfThere(`${file}-wal`, `${copy}-wal`);
    const database = await openDatabaseFile({ ...options, file: copy, backups: folder, access: 'copy' });
    return {
      call: (name, ...input) => database.call(name, ...input),
      transaction: (calls) => database.transaction(calls),
      close: async () => {
        await database.close();
        await remove();
      },
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
  if (access === 'copy') return openCopy(file, options);
  return openDatabaseFile({ ...options, file, backups: backupsFolder(folder), access });
}
