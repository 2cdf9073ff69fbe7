import { mkdir, open, readdir, statfs } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { UserError } from '../../../src-shared/errors.ts';
import { isDiskFull } from '../../files/disk-refusal.ts';
import { errorCode } from '../../files/error-code.ts';
import { type MultipartPart, readMultipart } from './multipart.ts';
import { safeRelativePath } from './relative-path.ts';

/** Left free on the disk, so that the project itself can still be written. */
const reserveBytes = 512 * 2 ** 20;

export interface DropUpload {
  readonly body: AsyncIterable<Uint8Array>;
  readonly boundary: string;
  /** Content-Length, where the client tells. */
  readonly announcedBytes: number | null;
}

/**
 * Streams dropped files into an empty `folder`. Returns the folder to import from: when everything lay in one dropped folder, that
 * one, under its own name.
 */
export async function receiveDrop(
  upload: DropUpload,
  folder: string,
): Promise<{ name: string; root: string }> {
  let room = (await freeBytes(folder)) - reserveBytes;
  if ((upload.announcedBytes ?? 0) > room) throw doesNotFit();
  for await (const part of readMultipart(upload.body, upload.boundary)) {
    const path = part.fileName === null ? null : safeRelativePath(part.fileName);
    if (path === null) continue;
    room -= await write(part, join(folder, path), room);
  }
  const top = await readdir(folder, { withFileTypes: true });
  if (top.length === 0)
    throw new UserError('bad-input', 'Nothing was dropped.', 'Drop image files or folders.');
  const only = top.length === 1 ? top[0] : undefined;
  return only?.isDirectory()
    ? { name: only.name, root: join(folder, only.name) }
    : { name: 'Dropped files', root: folder };
}

/** Returns the bytes written. */
async function write(part: MultipartPart, path: string, room: number): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const file = await openNew(path);
  try {
    let written = 0;
    for await (const piece of part.content) {
      written += piece.length;
      if (written > room) throw doesNotFit();
      await file.writeFile(piece);
    }
    return written;
  } catch (error) {
    throw isDiskFull(error) ? doesNotFit() : error;
  } finally {
    await file.close();
  }
}

/** Two dropped files may end up with one name: where letter case does not count, or after unsafe characters were replaced. */
async function openNew(path: string) {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let attempt = 1; ; attempt++) {
    try {
      return await open(attempt === 1 ? path : `${stem} (${attempt})${extension}`, 'wx');
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || attempt === 1_000) throw error;
    }
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const doesNotFit = (): UserError =>
  new UserError(
    'disk-full',
    'The dropped files do not fit on the disk.',
    'Free some space, or import the folder with its files referenced instead of copied.',
  );
