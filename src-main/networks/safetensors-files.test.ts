import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formula } from '../graph/testing/formula.ts';
import { float32, tensor, type TensorData } from '../graph/tensor-data.ts';
import { toHalf } from '../graph/half-weights.ts';
import { decodeSafetensors } from './safetensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors-files.ts';
import { toSinglePrecision } from './single-precision.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-safetensors-'));
});
afterEach(() => rm(folder, { recursive: true }));

const single = formula(1, [10, 25]);
const tensors = new Map<string, TensorData>([
  ['single', single],
  ['half', toHalf(single)],
  ['brain', tensor('bfloat16', [2], Uint16Array.of(0x3fc0, 0xc000))],
  ['empty', tensor('uint8', [0], new Uint8Array())],
  ['last', float32([100], single.data.subarray(0, 100))],
]);
const metadata = { format: 'pt' };

test('one file: what was written is read, and what decoding the bytes gives', async () => {
  const path = await writeSafetensors(folder, 'model', { tensors, metadata });
  expect(path).toBe(join(folder, 'model.safetensors'));
  const file = await readSafetensors(path);
  expect([...file.tensors]).toEqual([...tensors]);
  expect(file).toEqual(decodeSafetensors(await readFile(path)));
});

test('several files with an index', async () => {
  const path = await writeSafetensors(folder, 'model', { tensors, metadata }, 1200);
  expect((await readdir(folder)).toSorted()).toEqual([
    'model-00001-of-00002.safetensors',
    'model-00002-of-00002.safetensors',
    'model.safetensors.index.json',
  ]);
  const file = await readSafetensors(path);
  expect([...file.tensors]).toEqual([...tensors]);
  expect(file.metadata).toEqual(metadata);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ metadata: { total_size: 1904 } });
});

test.each([
  ['a shard that is missing', { a: 'gone.safetensors' }, /gone\.safetensors is missing/],
  ['a tensor that its shard lacks', { a: 'model.safetensors' }, /"a" is not in model\.safetensors/],
  ['a place outside the folder', { a: '../model.safetensors' }, /no file beside it/],
])('an index that names %s', async (_, weightMap, reason) => {
  await writeSafetensors(folder, 'model', { tensors, metadata });
  const path = join(folder, 'model.safetensors.index.json');
  await writeFile(path, JSON.stringify({ weight_map: weightMap }));
  await expect(readSafetensors(path)).rejects.toThrow(reason);
});

test('a file that is cut off, a Git LFS pointer and a huge header are told apart', async () => {
  const path = await writeSafetensors(folder, 'model', { tensors, metadata });
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, -1));
  await expect(readSafetensors(path)).rejects.toThrow(/"last" is cut off/);
  await writeFile(path, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
  await expect(readSafetensors(path)).rejects.toThrow(/Git LFS pointer/);
  await writeFile(path, Buffer.alloc(16, 0xff));
  await expect(readSafetensors(path)).rejects.toThrow(/header claims/);
});

test('float16, bfloat16 and float64 become float32', () => {
  const brain = toSinglePrecision(tensor('bfloat16', [3], Uint16Array.of(0x3fc0, 0xc000, 0x7f80)));
  expect([...(brain?.data ?? [])]).toEqual([1.5, -2, Number.POSITIVE_INFINITY]);
  expect(toSinglePrecision(tensor('float64', [1], Float64Array.of(0.1)))?.data[0]).toBe(Math.fround(0.1));
  const half = toSinglePrecision(toHalf(single));
  expect(Math.abs((half?.data[7] ?? 0) - single.data[7]!)).toBeLessThan(1e-3);
  expect(toSinglePrecision(tensor('int8', [1], Int8Array.of(1)))).toBeNull();
});
