import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { canRetry, isTerminal } from '../../src-shared/domain/job.ts';
import { appFolder } from '../app-folder.ts';
import { errorCode } from '../files/error-code.ts';
import type { Project } from '../project/project.ts';
import { importSettingsSchema } from './import-settings.ts';

const DAY_MS = 86_400_000;

/** Where dropped files wait: beside the project's pictures, so that an import that was interrupted finds them again. */
export const incomingFolder = (project: Project | null): string =>
  project ? join(project.folder, 'incoming') : join(appFolder(), 'incoming');

/** An empty folder for one drop. */
export async function makeIncoming(project: Project | null): Promise<string> {
  const parent = incomingFolder(project);
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'drop-'));
}

/**
 * Removes drops that no import needs: one that is unfinished, or whose failures can be tried again. Call when a project is opened,
 * before anything is dropped.
 */
export async function clearIncoming(project: Project): Promise<void> {
  const jobs = await project.database.call('jobs.list');
  const roots: string[] = [];
  for (const job of jobs) {
    if (job.kind !== 'import' || (isTerminal(job.state) && !canRetry(job))) continue;
    roots.push(importSettingsSchema.parse((await project.database.call('jobs.plan', job.id)).settings).root);
  }
  await clear(
    incomingFolder(project),
    (path) => !roots.some((root) => `${root}${sep}`.startsWith(`${path}${sep}`)),
  );
}

/** Removes what was dropped without a project and never imported. */
export async function clearForgottenDrops(): Promise<void> {
  await clear(incomingFolder(null), async (path) => Date.now() - (await stat(path)).mtimeMs > DAY_MS);
}

async function clear(
  folder: string,
  isNeedless: (path: string) => boolean | Promise<boolean>,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    try {
      if (await isNeedless(path)) await rm(path, { recursive: true, force: true });
    } catch (error) {
      // Another host clears too.
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
}
