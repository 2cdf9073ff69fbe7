import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errorCode } from '../files/error-code.ts';
import { explainStorageError } from '../project/database-errors.ts';
import type { Project } from '../project/project.ts';
import { incomingFolder, makeIncoming } from './incoming.ts';

/** A folder that now lies elsewhere, or also elsewhere, with everything in it. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly isCopy: boolean;
}

/** Path within the folder; null if it lies outside. */
function within(folder: string, path: string): string | null {
  const rest = relative(resolve(folder), resolve(path));
  return rest === '..' || rest.startsWith(`..${sep}`) || isAbsolute(rest) ? null : rest;
}

/**
 * Takes what was dropped elsewhere into the project, where it outlives restarts for as long as an import needs it. A drop made
 * without a project is moved as a whole; from another project, which may still need it, the folder is copied. Null: it is in already.
 */
export async function adoptDrop(project: Project, root: string): Promise<Move | null> {
  if (within(project.folder, root) !== null) return null;
  const [drop] = within(incomingFolder(null), root)?.split(sep) ?? [];
  const target = await makeIncoming(project);
  try {
    if (drop) {
      const from = join(resolve(incomingFolder(null)), drop);
      await moveFolder(from, target);
      return { from, to: target, isCopy: false };
    }
    const to = join(target, basename(root));
    await cp(root, to, { recursive: true });
    return { from: root, to, isCopy: true };
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw explainStorageError(error, project.folder);
  }
}

/** Where a path that lay below `from` is now. */
export const movedPath = (path: string, { from, to }: Pick<Move, 'from' | 'to'>): string | null => {
  const rest = within(from, path);
  return rest === null ? null : join(to, rest);
};

/** Between disks the copy is complete before the original goes. `to` is an empty folder. */
async function moveFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await mkdir(dirname(to), { recursive: true });
    await cp(from, to, { recursive: true });
    // What cannot be removed now counts as forgotten tomorrow.
    await rm(from, { recursive: true, force: true }).catch(() => undefined);
  }
}
