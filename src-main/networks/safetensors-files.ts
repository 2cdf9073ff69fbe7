import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { writeDurably } from '../files/durable-write.ts';
import { errorCode } from '../files/error-code.ts';
import { isLfsPointer, lfsAdvice } from '../files/lfs-pointer.ts';
import { readJson } from '../files/read-json.ts';
import { fromBytes, type TensorData, toBytes } from '../graph/tensor-data.ts';
import { encodeSafetensors, type TensorFile } from './safetensors.ts';
import { damaged, decodeHeader, type Header, headerLength, LENGTH_BYTES } from './safetensors-header.ts';

/** An index of several files, as huggingface_hub writes it (`save_torch_state_dict`). */
const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

const INDEX = '.index.json';

/**
 * Reads `*.safetensors`, or all files that a `*.safetensors.index.json` names, which lie beside it. Tensor after tensor: a file may be
 * larger than one buffer. Throws a UserError: 'not-found' for a missing file, 'bad-input' for a damaged one or a Git LFS pointer.
 */
export async function readSafetensors(path: string): Promise<TensorFile> {
  return path.endsWith(INDEX) ? readShards(path) : readOne(path);
}

async function readOne(path: string): Promise<TensorFile> {
  const name = basename(path);
  const file = await open(path).catch((cause: unknown) => {
    if (errorCode(cause) !== 'ENOENT') throw cause;
    throw new UserError('not-found', `The file ${name} is missing.`, 'Copy it into the folder.', { cause });
  });
  try {
    const { header, dataStart } = await readHeader(file, name);
    const tensors = new Map<string, TensorData>();
    for (const { name: key, type, dims, begin, end } of header.entries) {
      const bytes = await readExactly(file, dataStart + begin, end - begin);
      tensors.set(key, fromBytes(type, dims, bytes.buffer));
    }
    return { tensors, metadata: header.metadata };
  } finally {
    await file.close();
  }
}

/** More than the longest Git LFS pointer. */
const POINTER_BYTES = 512;

async function readHeader(
  file: FileHandle,
  name: string,
): Promise<{ readonly header: Header; readonly dataStart: number }> {
  const { size } = await file.stat();
  const start = await readExactly(file, 0, Math.min(size, POINTER_BYTES));
  if (isLfsPointer(Buffer.from(start))) {
    throw new UserError('bad-input', `${name} is a Git LFS pointer, not the file itself.`, lfsAdvice);
  }
  const length = headerLength(start, size);
  const dataStart = LENGTH_BYTES + length;
  return { header: decodeHeader(await readExactly(file, LENGTH_BYTES, length), size - dataStart), dataStart };
}

async function readExactly(
  file: FileHandle,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 2 ** 30), position + done);
    if (bytesRead === 0) throw damaged('it is cut off');
    done += bytesRead;
  }
  return bytes;
}

async function readShards(path: string): Promise<TensorFile> {
  const { weight_map: shardOf } = await readJson(path, indexSchema);
  const tensors = new Map<string, TensorData>();
  let metadata: Readonly<Record<string, string>> = {};
  for (const shard of new Set(Object.values(shardOf))) {
    // The index is somebody else's: it must not lead out of its folder.
    if (shard !== basename(shard)) throw damaged(`its index names "${shard}", which is no file beside it`);
    const file = await readOne(join(dirname(path), shard));
    for (const [name, value] of file.tensors) if (shardOf[name] === shard) tensors.set(name, value);
    metadata = { ...file.metadata, ...metadata };
  }
  const missing = Object.keys(shardOf).find((name) => !tensors.has(name));
  if (missing !== undefined) throw damaged(`"${missing}" is not in ${shardOf[missing]}, as its index says`);
  return { tensors, metadata };
}

/**
 * Writes `<stem>.safetensors` into a folder, or, where the tensors take more than `largestShard` bytes, `<stem>-00001-of-0000N.safetensors`
 * and so on with their index. Returns the file to read: the only one, or the index.
 */
export async function writeSafetensors(
  folder: string,
  stem: string,
  { tensors, metadata }: TensorFile,
  largestShard = Number.POSITIVE_INFINITY,
): Promise<string> {
  const shards = divide(tensors, largestShard);
  if (shards.length <= 1) {
    const path = join(folder, `${stem}.safetensors`);
    await writeDurably(path, encodeSafetensors({ tensors, metadata }));
    return path;
  }
  const count = String(shards.length).padStart(5, '0');
  const weightMap: [string, string][] = [];
  for (const [i, shard] of shards.entries()) {
    const name = `${stem}-${String(i + 1).padStart(5, '0')}-of-${count}.safetensors`;
    await writeDurably(join(folder, name), encodeSafetensors({ tensors: shard, metadata }));
    for (const key of shard.keys()) weightMap.push([key, name]);
  }
  const index = {
    metadata: { total_size: byteCount(tensors) },
    weight_map: Object.fromEntries(weightMap),
  };
  const path = join(folder, `${stem}.safetensors${INDEX}`);
  await writeDurably(path, new TextEncoder().encode(JSON.stringify(index, null, 2)));
  return path;
}

const bytesOf = (value: TensorData): number => (value.type === 'string' ? 0 : toBytes(value).byteLength);

const byteCount = (tensors: ReadonlyMap<string, TensorData>): number =>
  [...tensors.values()].reduce((sum, value) => sum + bytesOf(value), 0);

/** In order; a tensor that is larger than a shard has one to itself. */
function divide(tensors: ReadonlyMap<string, TensorData>, largest: number): Map<string, TensorData>[] {
  const shards: Map<string, TensorData>[] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const [name, value] of tensors) {
    const bytes = bytesOf(value);
    if (filled + bytes > largest || shards.length === 0) {
      shards.push(new Map());
      filled = 0;
    }
    shards.at(-1)?.set(name, value);
    filled += bytes;
  }
  return shards;
}
