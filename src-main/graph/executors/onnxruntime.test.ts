import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { toFloat16Bits } from '../../../src-shared/float16.ts';
import { float32, tensor } from '../tensor-data.ts';
import { onnxRuntime } from './onnxruntime.ts';

function doubling() {
  const builder = createGraphBuilder();
  const x = builder.input('x', 'float32', [3]);
  builder.output('twice', builder.Mul(x, 2));
  builder.output('square', builder.Mul(x, x));
  return builder.finish('doubling');
}

test('runs a built graph and gives all outputs by name', async () => {
  const executable = await onnxRuntime.load(doubling());
  const outputs = await executable.run({ x: float32([3], [1, 2, 3]) });
  expect(outputs).toEqual({ twice: float32([3], [2, 4, 6]), square: float32([3], [1, 4, 9]) });
  expect(await executable.run({ x: float32([3], [1, 2, 3]) }, { outputs: ['twice'] })).toEqual({
    twice: float32([3], [2, 4, 6]),
  });
  await executable.dispose();
});

test('writes into the buffers it is given', async () => {
  const executable = await onnxRuntime.load(doubling(), { threads: 1 });
  const twice = float32([3], [0, 0, 0]);
  const outputs = await executable.run({ x: float32([3], [1, 2, 3]) }, { into: { twice } });
  expect(outputs['twice']).toBe(twice);
  expect(twice.data).toEqual(Float32Array.of(2, 4, 6));
  await executable.dispose();
});

test('carries float16, int64, int32, uint8 and bool through unchanged', async () => {
  const builder = createGraphBuilder();
  const values = {
    half: tensor('float16', [2], Uint16Array.of(toFloat16Bits(0.1), toFloat16Bits(-7))),
    long: tensor('int64', [1], BigInt64Array.of(-(2n ** 62n))),
    int: tensor('int32', [2, 1], Int32Array.of(-5, 7)),
    byte: tensor('uint8', [1], Uint8Array.of(255)),
    flag: tensor('bool', [2], Uint8Array.of(1, 0)),
  };
  for (const [name, value] of Object.entries(values)) {
    builder.output(`${name}Out`, builder.Identity(builder.input(name, value.type, value.dims)));
  }
  const executable = await onnxRuntime.load(builder.finish('types'));
  const outputs = await executable.run(values);
  for (const [name, value] of Object.entries(values)) expect(outputs[`${name}Out`]).toEqual(value);
  await executable.dispose();
});

test('a wrong shape is an error that names the input', async () => {
  const executable = await onnxRuntime.load(doubling());
  await expect(executable.run({ x: float32([2], [1, 2]) })).rejects.toThrow(/x/);
  await executable.dispose();
});

test('a profile of the operators is written on request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  const executable = await onnxRuntime.load(doubling(), { profile: join(folder, 'run') });
  await executable.run({ x: float32([3], [1, 2, 3]) });
  await executable.dispose();
  const [file = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, file), 'utf8')).toContain('Mul');
  rmSync(folder, { recursive: true });
});
