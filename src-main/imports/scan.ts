import type { Dirent } from 'node:fs';
import { opendir, realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';

/** A file below the source folder that may be a picture; `parts` are the folders between the source and it. */
export interface FoundFile {
  /** Relative to the source folder, with the platform's separators. */
  path: string;
  parts: string[];
  name: string;
}

export interface Scan {
  files: FoundFile[];
  /** Folders without any candidate below them, as `parts` joined by '/'. */
  emptyFolders: string[];
  /** Files that are no pictures by their name: metadata, archives, hidden files. */
  ignored: number;
}

/** Names that say "picture"; whether it is one is decided by content when it is imported. BMP and HEIC are listed so that they are reported. */
const pictureExtensions = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.webp',
  '.gif',
  '.tif',
  '.tiff',
  '.avif',
  '.bmp',
  '.heic',
  '.heif',
  '',
]);

const systemNames = new Set(['thumbs.db', 'desktop.ini', '__macosx', 'icon\r']);

export const isIgnoredName = (name: string): boolean =>
  name.startsWith('.') || systemNames.has(name.toLowerCase());

/** Whether a name could be a picture's; files without an extension could. */
export const isPictureName = (name: string): boolean =>
  !isIgnoredName(name) && pictureExtensions.has(extname(name).toLowerCase());

/**
 * Lists what lies below a folder, in a stable order (names sorted by code point), following links but never into a folder twice.
 * Throws UserError 'not-found' when the folder cannot be read; unreadable folders below it are left out.
 */
export async function scanFolder(folder: string, signal?: AbortSignal): Promise<Scan> {
  const scan: Scan = { files: [], emptyFolders: [], ignored: 0 };
  const visited = new Set<string>();

  async function visit(parts: string[]): Promise<number> {
    signal?.throwIfAborted();
    const path = join(folder, ...parts);
    const entries = await readEntries(path, visited, parts.length === 0);
    let found = 0;
    for (const entry of entries) {
      const child = [...parts, entry.name];
      if (isIgnoredName(entry.name)) scan.ignored += entry.isDirectory() ? 0 : 1;
      else if (entry.isDirectory()) found += await visit(child);
      else if (entry.isSymbolicLink() && (await isFolder(join(path, entry.name))))
        found += await visit(child);
      else if (!isPictureName(entry.name)) scan.ignored += 1;
      else {
        scan.files.push({ path: join(...child), parts, name: entry.name });
        found += 1;
      }
    }
    if (found === 0 && parts.length > 0) scan.emptyFolders.push(parts.join('/'));
    return found;
  }

  await visit([]);
  return scan;
}

async function readEntries(path: string, visited: Set<string>, isRoot: boolean): Promise<Dirent[]> {
  try {
    const real = await realpath(path);
    if (visited.has(real)) return [];
    visited.add(real);
    const entries: Dirent[] = [];
    for await (const entry of await opendir(path)) entries.push(entry);
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isRoot) return [];
    throw new UserError(
      'not-found',
      `The folder cannot be read: ${path}.`,
      'Check that it exists and that you may open it.',
      {
        cause: error,
      },
    );
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    const directory = await opendir(path);
    await directory.close();
    return true;
  } catch {
    return false;
  }
}
