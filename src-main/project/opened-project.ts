import { rm } from 'node:fs/promises';
import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import type { Database } from './database.ts';
import { readOnlyProject } from './database-errors.ts';
import { thumbnailFilePath } from './files.ts';
import type { ProjectLock } from './lock/project-lock.ts';
import { findMissingFiles, pathOfImage } from './missing-files.ts';
import type { Project } from './project.ts';
import { projectPaths } from './project-folder.ts';
import { sweep } from './sweep.ts';

const HOUR_MS = 3_600_000;

async function describe(database: Database, location: string, readOnly: boolean): Promise<ProjectInfo> {
  return { ...(await database.call('project.facts')), location, readOnly };
}

/** Puts an open project together; without a lock it is read-only. */
export async function openedProject(
  folder: string,
  database: Database,
  lock: ProjectLock | null,
): Promise<Project> {
  const paths = projectPaths(folder);
  const info = await describe(database, folder, lock === null);
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    try {
      await database.close();
    } finally {
      await lock?.release();
    }
  }

  return {
    info,
    folder,
    database,
    paths,
    describe: () => describe(database, folder, lock === null),
    imagePath: async (imageId) => {
      const image = await database.call('images.file', imageId);
      return image && pathOfImage({ paths }, image);
    },
    thumbnailPath: async (imageId) => {
      const image = await database.call('images.file', imageId);
      return image && thumbnailFilePath({ paths }, image.sha256);
    },
    advertise: async (address, token) => lock?.advertise(address, token),
    missingFiles: () => findMissingFiles({ paths, database }),
    reclaim: async () => {
      if (!lock) throw readOnlyProject();
      const discard = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
      return sweep({ database, paths, discard, minimumAgeMs: HOUR_MS });
    },
    close: () => (closing ??= close()),
  };
}
