import { randomUUID } from 'node:crypto';
import { opendir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import type { SourcesService } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import { movedPath } from './adopt-drop.ts';
import { isIgnoredName, isPictureName } from './scan.ts';

/** Hands out opaque ids for folders, so that no client ever names a path; ids live as long as the host. */
export interface SourceRegistry extends SourcesService {
  /** What is known as a drop stays one. */
  register(path: string, kind?: SourceEntry['kind']): SourceEntry;
  /** Lets the ids of a folder that was moved, and of all within, stand for the new place. */
  relocate(move: { from: string; to: string }): void;
  /** Throws UserError 'not-found' for an id that this host did not hand out. */
  resolve(sourceId: string): string;
  kindOf(sourceId: string): SourceEntry['kind'];
}

export interface SourceRegistryOptions {
  projectsFolder: string;
  /** The system's folder dialog; absent where there is none. */
  pickFolder?: () => Promise<string | null>;
}

export function createSourceRegistry(options: SourceRegistryOptions): SourceRegistry {
  const paths = new Map<string, { path: string; kind: SourceEntry['kind'] }>();
  const ids = new Map<string, string>();

  function register(path: string, asked: SourceEntry['kind'] = 'folder'): SourceEntry {
    const absolute = resolve(path);
    const id = ids.get(absolute) ?? randomUUID();
    const kind = paths.get(id)?.kind === 'drop' ? 'drop' : asked;
    ids.set(absolute, id);
    paths.set(id, { path: absolute, kind });
    return { id, name: basename(absolute) || absolute, kind };
  }

  function relocate(move: { from: string; to: string }): void {
    for (const [id, { path, kind }] of paths) {
      const moved = movedPath(path, move);
      if (moved === null) continue;
      ids.delete(path);
      ids.set(moved, id);
      paths.set(id, { path: moved, kind });
    }
  }

  function find(sourceId: string): { path: string; kind: SourceEntry['kind'] } {
    const known = paths.get(sourceId);
    if (!known)
      throw new UserError('not-found', 'This folder is no longer known.', 'Choose the folder again.');
    return known;
  }

  return {
    register,
    relocate,
    resolve: (sourceId) => find(sourceId).path,
    kindOf: (sourceId) => find(sourceId).kind,
    roots: async () => {
      const candidates = [...new Set([homedir(), options.projectsFolder, process.cwd(), resolve('/')])];
      const present = await Promise.all(candidates.map(isDirectory));
      return candidates.filter((_, i) => present[i]).map((path) => register(path));
    },
    children: async (sourceId) => {
      const { path, kind } = find(sourceId);
      const { folders, files, images } = await listFolder(path);
      const parent = dirname(path);
      return {
        entry: register(path, kind),
        parentId: parent === path ? null : register(parent).id,
        children: folders.map((name) => register(join(path, name), kind)),
        files: files.map((name) => register(join(path, name), 'file')),
        images,
      };
    },
    pick: async () => {
      const path = await options.pickFolder?.();
      return path ? register(path) : null;
    },
    canPick: () => Promise.resolve(options.pickFolder !== undefined),
  };
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

const isNetworkName = (name: string): boolean => /\.(onnx|safetensors)$/i.test(name);

async function listFolder(path: string): Promise<{ folders: string[]; files: string[]; images: number }> {
  const folders: string[] = [];
  const files: string[] = [];
  let images = 0;
  try {
    for await (const entry of await opendir(path)) {
      if (isIgnoredName(entry.name)) continue;
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isDirectory(join(path, entry.name)))))
        folders.push(entry.name);
      else if (isPictureName(entry.name)) images += 1;
      else if (isNetworkName(entry.name)) files.push(entry.name);
    }
  } catch (error) {
    throw new UserError(
      'not-found',
      `The folder "${basename(path)}" cannot be opened.`,
      'Check that it exists and that you may read it.',
      {
        cause: error,
      },
    );
  }
  return { folders: inOrder(folders), files: inOrder(files), images };
}

const inOrder = (names: readonly string[]): string[] =>
  names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
