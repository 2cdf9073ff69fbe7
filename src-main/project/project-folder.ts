import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import type { ProjectPaths } from './project.ts';

export const databaseFile = (folder: string): string => join(folder, 'project.sqlite');
export const backupsFolder = (folder: string): string => join(folder, 'backups');

export const projectPaths = (folder: string): ProjectPaths => ({
  images: join(folder, 'images'),
  thumbnails: join(folder, 'thumbnails'),
  runs: join(folder, 'runs'),
  exports: join(folder, 'exports'),
  temporary: join(folder, 'temporary'),
});

export async function makeProjectFolders(paths: ProjectPaths): Promise<void> {
  for (const path of Object.values(paths) as string[]) await mkdir(path, { recursive: true });
}

/** Rejects with 'not-found' unless there is a project in the folder. */
export async function requireProject(folder: string): Promise<void> {
  const found = await stat(databaseFile(folder)).catch(() => null);
  if (!found?.isFile()) {
    throw new UserError(
      'not-found',
      `There is no project in ${folder}.`,
      'Choose a folder that contains a file called project.sqlite.',
    );
  }
}

/** Makes the folder for a new project; 'conflict' if there is something in it. Returns whether it was made. */
export async function makeEmptyFolder(folder: string): Promise<boolean> {
  const made = await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return made !== undefined;
  throw new UserError(
    'conflict',
    `The folder ${folder} is not empty.`,
    'Choose another name, or a folder that is empty.',
  );
}

/** Whether files can be made in the folder; false on a read-only disk, for the superuser too. */
export const canWrite = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

/**
 * How the sweep at opening gets rid of files: they lie in the temporary folder until the next opening, in case the database was
 * replaced by an older copy and they are missed.
 */
export async function discardInto(folder: string): Promise<(path: string) => Promise<void>> {
  await mkdir(folder, { recursive: true });
  return (path) => rename(path, join(folder, basename(path)));
}
