import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import { errorCode } from './error-code.ts';
import { isLfsPointer, lfsAdvice } from './lfs-pointer.ts';

const again = 'Download or copy it again.';
const damaged = (name: string, what: string, advice = again): UserError =>
  new UserError('bad-input', `${name} ${what}.`, advice);

/** Bytes that hold the number of a field and the length of what follows, in any encoding. */
const LONGEST_HEADER = 20;
/** The outermost fields of a model are few; more of them means that this is no model. */
const MOST_FIELDS = 10_000;

const WIRE_VARINT = 0;
const WIRE_64_BIT = 1;
const WIRE_BYTES = 2;
const WIRE_32_BIT = 5;

interface Varint {
  readonly value: number;
  readonly end: number;
}

/** A base-128 number of protocol buffers; undefined where the bytes end before it does. */
function readVarint(bytes: Uint8Array, start: number): Varint | undefined {
  let value = 0;
  for (let i = 0; i < 10 && start + i < bytes.length; i++) {
    const byte = bytes[start + i]!;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: start + i + 1 };
  }
  return undefined;
}

/** Bytes from the start of a field to the start of the next; undefined for what is no field. */
function fieldLength(header: Uint8Array): number | undefined {
  const tag = readVarint(header, 0);
  if (!tag || tag.value < 8) return undefined;
  const content = readVarint(header, tag.end);
  switch (tag.value % 8) {
    case WIRE_VARINT:
      return content?.end;
    case WIRE_64_BIT:
      return tag.end + 8;
    case WIRE_32_BIT:
      return tag.end + 4;
    case WIRE_BYTES:
      return content && content.end + content.value;
    default:
      return undefined;
  }
}

/** Steps from field to field without reading what is in them: a file that was cut off ends inside one. */
async function endsWithAField(file: FileHandle, size: number): Promise<boolean> {
  const header = new Uint8Array(LONGEST_HEADER);
  let at = 0;
  for (let field = 0; field < MOST_FIELDS && at < size; field++) {
    const { bytesRead } = await file.read(header, 0, LONGEST_HEADER, at);
    const length = fieldLength(header.subarray(0, bytesRead));
    if (length === undefined) return false;
    at += length;
  }
  return at === size;
}

async function openModel(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const code = errorCode(error) ?? 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UserError(
        'not-found',
        `The file ${name} is missing.`,
        'Copy or download it into the folder.',
      );
    }
    throw damaged(name, `cannot be read (${code})`, 'Check its permissions and the disk.');
  }
}

/**
 * Looks at the outside of an .onnx file, in a millisecond whatever its size. Throws a UserError when it is missing, unreadable, empty, a Git
 * LFS pointer or cut off; what else may be wrong shows when it is loaded. `name`: what to call it.
 */
export async function checkModelFile(path: string, name: string = basename(path)): Promise<void> {
  const file = await openModel(path, name);
  try {
    const { size } = await file.stat();
    if (size === 0) throw damaged(name, 'is empty');
    const head = new Uint8Array(Math.min(size, 128));
    await file.read(head, 0, head.length, 0);
    if (isLfsPointer(head)) throw damaged(name, 'is a Git LFS pointer, not the model itself', lfsAdvice);
    if (!(await endsWithAField(file, size))) throw damaged(name, 'is cut off or damaged');
  } finally {
    await file.close();
  }
}
