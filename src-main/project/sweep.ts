import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/error-code.ts';
import type { Database } from './database.ts';
import type { ImageFile } from './queries/image-rows.ts';
import type { ProjectPaths } from './project.ts';

export interface SweepReport {
  /** Files or folders that no row needs. */
  removed: number;
  bytes: number;
  /** Pictures that the project has a copy of, but whose file is gone. */
  missing: number;
}

export interface MissingFile {
  imageId: number;
  path: string;
}

export interface SweepOptions {
  database: Database;
  paths: ProjectPaths;
  /** Gets rid of one file or folder. */
  discard: (path: string) => Promise<void>;
  /** Files that changed less than this long ago stay: they may belong to a row that is being committed. */
  minimumAgeMs: number;
}

const IMAGE_FILE = /^[0-9a-f]{64}\.[a-z0-9]{1,8}$/;
const THUMBNAIL_FILE = /^[0-9a-f]{64}\.webp$/;
const RUN_FOLDER = /^[1-9][0-9]*$/;
const PAGE = 10_000;

export async function* eachImageFile(database: Database): AsyncGenerator<ImageFile> {
  for (let afterId = 0; ; ) {
    const page = await database.call('images.filePage', { afterId, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}

async function entries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Paths of the files two levels deep whose names the project itself could have given; any others are left alone. */
async function ownFiles(folder: string, pattern: RegExp): Promise<{ name: string; path: string }[]> {
  const found: { name: string; path: string }[] = [];
  for (const group of await entries(folder)) {
    if (!group.isDirectory()) continue;
    for (const file of await entries(join(folder, group.name))) {
      const inPlace = file.isFile() && pattern.test(file.name) && file.name.startsWith(group.name);
      if (inPlace) found.push({ name: file.name, path: join(folder, group.name, file.name) });
    }
  }
  return found;
}

async function discardIfOld(path: string, options: SweepOptions, report: SweepReport): Promise<void> {
  const { ctimeMs, size } = await stat(path);
  if (options.minimumAgeMs > 0 && Date.now() - ctimeMs < options.minimumAgeMs) return;
  await options.discard(path);
  report.removed += 1;
  report.bytes += size;
}

/**
 * Discards pictures, thumbnails and run folders that no row needs. The folders are read before the rows, so that what is committed
 * meanwhile is either unseen or old enough. Never touches a file that a row needs, nor one whose name the project did not give.
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { paths, database } = options;
  const images = await ownFiles(paths.images, IMAGE_FILE);
  const thumbnails = await ownFiles(paths.thumbnails, THUMBNAIL_FILE);
  const runs = (await entries(paths.runs)).filter(
    (entry) => entry.isDirectory() && RUN_FOLDER.test(entry.name),
  );

  const needed = new Set<string>();
  for await (const image of eachImageFile(database)) {
    if (image.storage === 'copied') needed.add(`${image.sha256}.${image.format}`);
    needed.add(`thumbnail ${image.sha256}.webp`);
  }
  const runIds = new Set((await database.call('runs.ids')).map(String));

  const there = new Set(images.map(({ name }) => name));
  const missing = [...needed].filter((name) => IMAGE_FILE.test(name) && !there.has(name)).length;
  const report: SweepReport = { removed: 0, bytes: 0, missing };
  for (const { name, path } of images) {
    if (!needed.has(name)) await discardIfOld(path, options, report);
  }
  for (const { name, path } of thumbnails) {
    if (!needed.has(`thumbnail ${name}`)) await discardIfOld(path, options, report);
  }
  for (const { name } of runs) {
    if (!runIds.has(name)) await discardIfOld(join(paths.runs, name), options, report);
  }
  return report;
}
