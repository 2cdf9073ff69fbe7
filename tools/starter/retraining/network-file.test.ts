import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder/graph-builder.ts';
import { loadModel, onnxRuntime } from '../../../src-main/graph/executors/onnxruntime.ts';
import { decodeModel } from '../../../src-main/graph/onnx/decode.ts';
import { elementCount, float32, tensor, type TensorData } from '../../../src-main/graph/tensor-data.ts';
import { toHalf, toSingle, withSingleWeights } from '../../../src-main/graph/half-weights.ts';
import { readNetworkFile } from './network-file.ts';

const starter = (path: string): string =>
  fileURLToPath(new URL(`../../../assets/starter/text-to-image/${path}/model.onnx`, import.meta.url));

const random = createRandom(5);
const noise = (shape: readonly number[]): TensorData =>
  float32(
    shape,
    Array.from({ length: elementCount(shape) }, () => random.normal()),
  );

const worst = (a: TensorData | undefined, b: TensorData | undefined): number => {
  if (a?.type !== 'float32' || b?.type !== 'float32') throw new TypeError('No floats.');
  return a.data.reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i]!)), 0);
};

test('a network that is added to a graph computes what its file does', async () => {
  const path = starter('unet');
  const model = await loadModel(path);
  const channels = Number(model.inputs[0]?.dims[1]);
  const [, length, width] = (model.inputs[2]?.dims ?? []).map(Number);
  const feeds = {
    sample: noise([2, channels, 8, 8]),
    timestep: tensor('int64', [2], BigInt64Array.from([981n, 3n])),
    encoder_hidden_states: noise([2, length ?? 0, width ?? 0]),
  };
  expect(model.inputs.map(({ name }) => name)).toEqual(Object.keys(feeds));
  const wanted = await model.run(feeds);
  await model.dispose();

  const file = await readNetworkFile(path, 'unet');
  const own = withSingleWeights(decodeModel(await readFile(path)));
  const b = createGraphBuilder();
  const weights = new Map(file.parameters.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
  const inputs = Object.entries(feeds).map(([name, { type, dims }]) => b.input(name, type, dims));
  b.output('result', file.forward(b, inputs, weights)('out_sample'));
  const executable = await onnxRuntime.load(b.finish('copy'));
  const given = file.parameters.map(({ name }): [string, TensorData] => [
    name,
    own.initializers.get(name.slice('unet/'.length))!,
  ]);
  const got = await executable.run({ ...feeds, ...Object.fromEntries(given) });
  await executable.dispose();
  expect(worst(wanted['out_sample'], got['result'])).toBeLessThan(1e-4);
});

test('several networks stand in one graph, with their own weights where none are given', async () => {
  const path = starter('vae_decoder');
  const model = await loadModel(path);
  const channels = Number(model.inputs[0]?.dims[1]);
  const latent = noise([3, channels, 8, 8]);
  const wanted = await model.run({ latent_sample: latent });
  await model.dispose();
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [3, channels, 8, 8]);
  for (const prefix of ['one', 'other']) {
    const file = await readNetworkFile(path, prefix);
    b.output(prefix, file.forward(b, [x])(file.outputs[0] ?? ''));
  }
  const executable = await onnxRuntime.load(b.finish('two'));
  const got = await executable.run({ x: latent });
  await executable.dispose();
  expect(worst(wanted['sample'], got['one'])).toBeLessThan(1e-4);
  expect(worst(wanted['sample'], got['other'])).toBeLessThan(1e-4);
});

test('other weights go into the same file, in half precision', async () => {
  const file = await readNetworkFile(starter('vae_encoder'), 'encoder');
  const values = new Map(
    file.parameters.map(({ name, shape }) => [name, float32(shape, Array(elementCount(shape)).fill(0.1))]),
  );
  const written = withSingleWeights(decodeModel(file.encode((name) => values.get(name)!)));
  expect(written.nodes.length).toBe(file.graph.nodes.length);
  for (const { name, shape } of file.parameters) {
    const value = written.initializers.get(name.slice('encoder/'.length));
    if (value?.type !== 'float32') throw new TypeError(`${name} is not stored as floats.`);
    expect(value.dims).toEqual(shape);
    const kept = elementCount(shape) < 512 ? Math.fround(0.1) : toSingle(toHalf(float32([1], [0.1]))).data[0];
    expect(new Set(value.data)).toEqual(new Set([kept]));
  }
});

test('weights start as PyTorch starts those of their layers', async () => {
  const { parameters } = await readNetworkFile(starter('unet'), 'unet');
  const startOf = (suffix: string) => parameters.find(({ name }) => name.endsWith(suffix))?.initialization;
  const [filters = 0, inputs = 0] =
    parameters.find(({ name }) => name.endsWith('conv_in.weight'))?.shape ?? [];
  expect(filters).toBeGreaterThan(0);
  expect(startOf('conv_in.weight')).toEqual({ kind: 'uniform', bound: 1 / Math.sqrt(9 * inputs) });
  expect(startOf('conv_in.bias')).toEqual({ kind: 'constant', value: 0 });
  expect(startOf('norm1.weight')).toEqual({ kind: 'constant', value: 1 });
  expect(startOf('norm1.bias')).toEqual({ kind: 'constant', value: 0 });
  const linear = parameters.find(({ name }) => name.endsWith('time_embedding.linear_1.weight'));
  expect(linear?.initialization).toEqual({ kind: 'uniform', bound: 1 / Math.sqrt(linear?.shape[1] ?? 0) });
});
