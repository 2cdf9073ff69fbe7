import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { errorCode } from '../files/error-code.ts';
import { MAX_FILE_BYTES } from './image-facts.ts';
import type { ImageFormat, Ignored, Rejection } from './image-facts.ts';
import { sniff } from './sniff.ts';

/** The bytes of a file that begins as a picture of a known format does. */
export interface PictureBytes {
  readonly kind: 'picture';
  readonly format: ImageFormat;
  readonly bytes: Buffer;
}

const HEAD_BYTES = 4096;
/** Non-blocking, so that opening a pipe that nobody writes to does not wait for ever. Windows has neither. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const unreadable = (message: string): Rejection => ({ kind: 'rejected', reason: 'unreadable', message });

function explainReadError(error: unknown): Rejection {
  const code = errorCode(error) ?? 'unknown error';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return unreadable('The file is not there any more.');
    case 'EACCES':
    case 'EPERM':
      return unreadable('There is no permission to read the file.');
    case 'EISDIR':
      return unreadable('It is a folder, not a file.');
    case 'ELOOP':
      return unreadable('It is a link that leads back to itself.');
    default:
      return unreadable(`The file cannot be read (${code}).`);
  }
}

async function readRest(file: FileHandle, head: Buffer, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let filled = head.copy(bytes);
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
  return bytes;
}

async function readOpened(file: FileHandle, path: string): Promise<PictureBytes | Rejection | Ignored> {
  const stat = await file.stat();
  if (stat.isDirectory()) return unreadable('It is a folder, not a file.');
  if (!stat.isFile()) return unreadable('It is a device or a pipe, not a file.');
  const buffer = Buffer.alloc(Math.min(HEAD_BYTES, stat.size));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
  const head = buffer.subarray(0, bytesRead);
  const sniffed = sniff(head, path);
  if (sniffed.kind !== 'picture') return sniffed;
  if (stat.size > MAX_FILE_BYTES) {
    const gigabytes = (stat.size / 2 ** 30).toFixed(1);
    return {
      kind: 'rejected',
      reason: 'too-large',
      message: `The file has ${gigabytes} GiB; at most 1 GiB is read.`,
    };
  }
  return { ...sniffed, bytes: await readRest(file, head, stat.size) };
}

/** Reads a file whole, but only if it begins as a picture does. Never throws. */
export async function readPicture(input: string | Buffer): Promise<PictureBytes | Rejection | Ignored> {
  if (typeof input !== 'string') {
    const sniffed = sniff(input.subarray(0, HEAD_BYTES));
    return sniffed.kind === 'picture' ? { ...sniffed, bytes: input } : sniffed;
  }
  let file: FileHandle | undefined;
  try {
    file = await open(input, openFlags);
    return await readOpened(file, input);
  } catch (error) {
    return explainReadError(error);
  } finally {
    await file?.close();
  }
}
