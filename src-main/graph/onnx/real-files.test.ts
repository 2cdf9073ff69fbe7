import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { loadModel, onnxRuntime } from '../executors/onnxruntime.ts';
import { fromFloat16Bits, toFloat16Bits } from '../../../src-shared/float16.ts';
import type { Graph } from '../graph.ts';
import { withStaticShapes } from '../shapes/static-shapes.ts';
import { elementCount, type TensorData } from '../tensor-data.ts';
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/onnx/', import.meta.url));
const files = {
  'mnist.onnx': {},
  'cifar10-cnn.onnx': { batch_size: 2 },
  'sd-vae-encoder-light.onnx': { batch_size: 1, height: 32, width: 40 },
  'squeezenet1.1-fp16.onnx': {},
};

function randomInput(type: string, dims: readonly number[]): TensorData {
  const random = createRandom(5);
  const numbers = Array.from({ length: elementCount(dims) }, () => random.between(-1, 1));
  return type === 'float16'
    ? { type, dims, data: Uint16Array.from(numbers, toFloat16Bits) }
    : { type: 'float32', dims, data: Float32Array.from(numbers) };
}

function feedsFor(graph: Graph): Record<string, TensorData> {
  return Object.fromEntries(
    graph.inputs.map((name) => {
      const type = graph.values.get(name);
      return [name, randomInput(type?.elementType ?? 'float32', type?.shape as readonly number[])];
    }),
  );
}

/** Runs the file itself or a graph decoded from it. */
async function outputsOf(
  model: Graph | Uint8Array,
  feeds: Record<string, TensorData>,
): Promise<Record<string, TensorData>> {
  const executable = await (model instanceof Uint8Array
    ? loadModel(model, { threads: 1 })
    : onnxRuntime.load(model, { threads: 1 }));
  const outputs = await executable.run(feeds);
  await executable.dispose();
  return outputs;
}

function relativeDifference(a: TensorData | undefined, b: TensorData | undefined): number {
  const read = (value: TensorData | undefined): number[] => {
    if (value?.type === 'float16') return Array.from(value.data, fromFloat16Bits);
    return value?.type === 'float32' ? [...value.data] : [];
  };
  const [left, right] = [read(a), read(b)];
  expect(left.length).toBe(right.length);
  const scale = Math.max(...right.map(Math.abs));
  return Math.max(...left.map((x, i) => Math.abs(x - (right[i] ?? NaN)))) / scale;
}

test.skipIf(!existsSync(folder))('no file of the folder is left out', () => {
  expect(readdirSync(folder).toSorted()).toEqual(Object.keys(files).toSorted());
});

describe.skipIf(!existsSync(folder)).each(Object.entries(files))('%s', (file, dimensions) => {
  const bytes = existsSync(folder) ? readFileSync(folder + file) : new Uint8Array();

  test('decoding what was encoded gives the same graph', () => {
    const graph = decodeModel(bytes);
    expect(graph.nodes.length).toBeGreaterThan(5);
    expect(decodeModel(encodeModel(graph))).toEqual(graph);
  });

  test('encoded again it computes the same bits', async () => {
    const feeds = feedsFor(withStaticShapes(decodeModel(bytes), { dimensions }));
    expect(await outputsOf(decodeModel(encodeModel(decodeModel(bytes))), feeds)).toEqual(
      await outputsOf(bytes, feeds),
    );
  });

  test('with static shapes it computes the same within rounding, in the inferred shapes', async () => {
    const fixed = withStaticShapes(decodeModel(bytes), { dimensions });
    const feeds = feedsFor(fixed);
    const expected = await outputsOf(bytes, feeds);
    const actual = await outputsOf(fixed, feeds);
    for (const name of fixed.outputs) {
      expect(actual[name]?.dims).toEqual(fixed.values.get(name)?.shape);
      expect(relativeDifference(actual[name], expected[name])).toBeLessThan(1e-5);
    }
  });

  test('cut short anywhere it is refused as damaged', () => {
    for (const part of [0, 0.001, 0.1, 0.5, 0.9, 0.98]) {
      expect(() => decodeModel(bytes.subarray(0, Math.floor(bytes.length * part)))).toThrow(UserError);
    }
  });
});
