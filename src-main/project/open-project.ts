import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Log, silentLog } from '../log/log.ts';
import type { Database } from './database.ts';
import { explainStorageError } from './database-errors.ts';
import { checkHeader } from './database-header.ts';
import { acquireLock, type ProjectLock } from './lock/project-lock.ts';
import { LATEST_VERSION } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { openedProject } from './opened-project.ts';
import type { Project } from './project.ts';
import {
  canWrite,
  databaseFile,
  discardInto,
  emptyFolder,
  makeEmptyFolder,
  makeProjectFolders,
  projectPaths,
  requireProject,
} from './project-folder.ts';
import { sweep } from './sweep.ts';

export interface CreateProjectOptions {
  /** Must be empty or not exist yet. */
  folder: string;
  name: string;
  log?: Log;
}

export interface OpenProjectOptions {
  /** Look, but change nothing and hold no lock; also what happens on a disk that cannot be written. */
  readOnly?: boolean;
  log?: Log;
}

async function withExplainedErrors<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainStorageError(error, folder);
  }
}

async function removeBeginnings(folder: string, made: boolean): Promise<void> {
  const file = databaseFile(folder);
  const paths = [...(Object.values(projectPaths(folder)) as string[]), file, `${file}-wal`, `${file}-shm`];
  for (const path of made ? [folder] : paths) await rm(path, { recursive: true, force: true });
}

async function fillFolder(folder: string, name: string, lock: ProjectLock): Promise<Project> {
  await makeProjectFolders(projectPaths(folder));
  const meta = {
    'project.id': randomUUID(),
    'project.name': name,
    'project.createdAt': new Date().toISOString(),
  };
  const database = await openDatabase(folder, { access: 'create', meta });
  return openedProject(folder, database, lock);
}

/**
 * Makes a project and opens it. Rejects with UserError 'conflict' (the folder is not empty), 'disk-full' or 'read-only'; nothing is left
 * behind then.
 */
export async function createProject(options: CreateProjectOptions): Promise<Project> {
  const folder = resolve(options.folder);
  return withExplainedErrors(folder, async () => {
    const made = await makeEmptyFolder(folder);
    const lock = await acquireLock(folder);
    try {
      return await fillFolder(folder, options.name, lock);
    } catch (error) {
      await lock.release();
      await removeBeginnings(folder, made);
      throw error;
    }
  });
}

/** Empties the temporary folder and puts files there that no row needs: what a kill left of imports and runs. */
async function tidy(folder: string, database: Database, log: Log): Promise<void> {
  const paths = projectPaths(folder);
  await makeProjectFolders(paths);
  await emptyFolder(paths.temporary);
  const discard = await discardInto(join(paths.temporary, 'orphans'));
  const { removed, bytes, missing } = await sweep({ database, paths, discard, minimumAgeMs: 0 });
  if (removed > 0) log.info('Put files aside that no entry needs', { files: removed, bytes });
  if (missing > 0) log.warn('Pictures lack their file', { pictures: missing });
}

async function openLocked(folder: string, lock: ProjectLock, log: Log): Promise<Project> {
  let database: Database | undefined;
  try {
    if (lock.recovered) log.warn('The project was not closed properly; checking its database');
    database = await openDatabase(folder, { checkIntegrity: lock.recovered });
    await tidy(folder, database, log);
    return await openedProject(folder, database, lock);
  } catch (error) {
    await database?.close();
    await lock.release();
    throw error;
  }
}

async function openReadOnly(folder: string, log: Log): Promise<Project> {
  log.info('Opening the project for reading only');
  const access = (await canWrite(folder)) ? 'read' : 'copy';
  const database = await openDatabase(folder, { access });
  return openedProject(folder, database, null);
}

/**
 * Opens a project folder; on a disk that cannot be written, for reading only. Rejects with UserError 'not-found', 'project-too-new',
 * 'project-damaged' (both: nothing was changed), 'project-locked' (a ProjectLockedError, which names the holder), 'disk-full'.
 */
export async function openProject(location: string, options: OpenProjectOptions = {}): Promise<Project> {
  const folder = resolve(location);
  const log = (options.log ?? silentLog).area('project');
  return withExplainedErrors(folder, async () => {
    await requireProject(folder);
    await checkHeader(databaseFile(folder), LATEST_VERSION);
    if (options.readOnly || !(await canWrite(folder))) return openReadOnly(folder, log);
    return openLocked(folder, await acquireLock(folder), log);
  });
}
