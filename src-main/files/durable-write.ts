import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The content of a file, whole or in pieces that follow one another. */
type FileContent = Uint8Array | readonly Uint8Array[];

/** Writes and fsyncs. An existing file is overwritten; on failure nothing is left behind. Rejects with the system's error. */
export async function writeSynced(path: string, content: FileContent): Promise<void> {
  try {
    const file = await open(path, 'w', 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
}

/** Makes a rename or a new name in `folder` survive a power failure. Windows cannot open folders and needs no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The file is either what it was before or whole and new, whatever happens meanwhile: written under `<path>.part`, fsynced, renamed.
 * Rejects with the system's error (ENOSPC, EROFS, …).
 */
export async function writeDurably(path: string, content: FileContent): Promise<void> {
  const part = `${path}.part`;
  await writeSynced(part, content);
  await rename(part, path);
  await syncFolder(dirname(path));
}
