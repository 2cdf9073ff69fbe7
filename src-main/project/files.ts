import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../files/durable-write.ts';
import type { ProjectPaths } from './project.ts';

type InProject = { readonly paths: ProjectPaths };

/** Pictures are filed under the hash of their bytes, so that equal files are stored once. */
export const imageFilePath = ({ paths }: InProject, sha256: string, format: string): string =>
  join(paths.images, sha256.slice(0, 2), `${sha256}.${format}`);

export const thumbnailFilePath = ({ paths }: InProject, sha256: string): string =>
  join(paths.thumbnails, sha256.slice(0, 2), `${sha256}.webp`);

/** Folder of a run's checkpoints and models. */
export const runFolder = ({ paths }: InProject, runId: number): string => join(paths.runs, String(runId));

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first !== undefined) await syncFolder(dirname(first));
}

export interface FileMove {
  /** A file in the project's temporary folder, already fsynced. */
  from: string;
  /** Its place; a file that is there is replaced. */
  to: string;
}

/**
 * Moves finished files to their places, durably: when it resolves, they are there even after a power failure. Commit their rows
 * afterwards. Folders are made as needed. Moving many at once waits for the disk once a folder.
 */
export async function commitFiles(moves: readonly FileMove[]): Promise<void> {
  const folders = new Set(moves.map(({ to }) => dirname(to)));
  for (const folder of folders) await makeFolder(folder);
  for (const { from, to } of moves) await rename(from, to);
  for (const folder of folders) await syncFolder(folder);
}
