import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { float32, tensor, type TensorData } from '../graph/tensor-data.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

const reference = new Uint8Array(readFileSync(new URL('./fixtures/reference.safetensors', import.meta.url)));

const expected: Record<string, TensorData> = {
  weight: float32([2, 3], [-0.5, -0.25, 0, 0.25, 0.5, 0.75]),
  steps: tensor('int64', [2], BigInt64Array.from([2n ** 40n, -1n])),
  half: tensor('float16', [2], Uint16Array.from([0x3c00, 0xc000])),
  mask: tensor('bool', [3], Uint8Array.from([1, 0, 1])),
  scalar: tensor('float64', [], Float64Array.from([3.5])),
  empty: tensor('uint8', [0, 4], new Uint8Array()),
};
const metadata = { step: '12', note: 'Grüße' };

const join = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));

test('reads what the reference implementation wrote', () => {
  const file = decodeSafetensors(reference);
  expect(Object.fromEntries(file.tensors)).toEqual(expected);
  expect(file.metadata).toEqual(metadata);
});

test('reads back what it wrote, in the same order', () => {
  const tensors = new Map(Object.entries(expected));
  const bytes = join(encodeSafetensors({ tensors, metadata }));
  const file = decodeSafetensors(bytes);
  expect([...file.tensors]).toEqual([...tensors]);
  expect(file.metadata).toEqual(metadata);
});

test('reads a Buffer, and keeps nothing of its memory', () => {
  const buffer = Buffer.from(reference);
  const { tensors } = decodeSafetensors(buffer);
  buffer.fill(0);
  expect(Object.fromEntries(tensors)).toEqual(expected);
});

test('reads from the middle of a larger buffer', () => {
  const padded = new Uint8Array(reference.length + 3);
  padded.set(reference, 3);
  expect(Object.fromEntries(decodeSafetensors(padded.subarray(3)).tensors)).toEqual(expected);
});

describe('refuses', () => {
  test.each([0, 7, 8, 40, reference.length - 1])('a file cut off after %i bytes', (length) => {
    expect(() => decodeSafetensors(reference.subarray(0, length))).toThrow(/safetensors/);
  });

  test.each([
    ['an unknown type', { a: { dtype: 'F8_E4M3', shape: [8], data_offsets: [0, 8] } }],
    ['the wrong type for its bytes', { a: { dtype: 'F64', shape: [2], data_offsets: [0, 8] } }],
    ['an end before the beginning', { a: { dtype: 'U8', shape: [0], data_offsets: [8, 0] } }],
    ['a shape beyond all numbers', { a: { dtype: 'U8', shape: [2 ** 52, 2 ** 52], data_offsets: [0, 8] } }],
    [
      'overlapping tensors',
      {
        a: { dtype: 'U8', shape: [6], data_offsets: [0, 6] },
        b: { dtype: 'U8', shape: [4], data_offsets: [4, 8] },
      },
    ],
    [
      'bytes between tensors',
      {
        a: { dtype: 'U8', shape: [3], data_offsets: [0, 3] },
        b: { dtype: 'U8', shape: [4], data_offsets: [4, 8] },
      },
    ],
    ['bytes behind the last tensor', { a: { dtype: 'U8', shape: [4], data_offsets: [0, 4] } }],
    ['a shape that does not fit its bytes', { a: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } }],
    ['negative offsets', { a: { dtype: 'U8', shape: [1], data_offsets: [-1, 0] } }],
    ['an entry without a shape', { a: { dtype: 'U8', data_offsets: [0, 1] } }],
    ['metadata that is not text', { __metadata__: { step: 12 } }],
  ])('%s', (_, header) => {
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    expect(() => decodeSafetensors(join([length, json, Buffer.alloc(8)]))).toThrow(UserError);
  });

  test.each([2n ** 63n, 2n ** 64n - 1n, 200_000_000n])('a header that claims %i bytes', (claimed) => {
    const length = Buffer.alloc(16);
    length.writeBigUInt64LE(claimed);
    expect(() => decodeSafetensors(length)).toThrow(/header claims .* bytes/);
  });

  test('a header that is not JSON', () => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(4n);
    expect(() => decodeSafetensors(join([length, Buffer.from('{"a"')]))).toThrow(/not JSON/);
  });
});
