import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import { formula } from '../../graph/testing/formula.ts';
import type { Graph } from '../../graph/graph.ts';
import { toHalf } from '../../graph/half-weights.ts';
import { decodeModel } from '../../graph/onnx/decode.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { float32, type TensorData } from '../../graph/tensor-data.ts';
import { type ImportedNetwork, importNetwork } from './imported-network.ts';
import type { StatedInput } from '../../../src-shared/domain/network-input.ts';
import { inSinglePrecision } from './single-precision-graph.ts';
import { answers, expectClose, original } from './testing/answers.ts';
import { fullyConnected, read, small } from './testing/small-network.ts';

const stated = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const satisfies StatedInput;
const folder = fileURLToPath(new URL('../../../../shared/data/onnx/', import.meta.url));

describe.skipIf(!existsSync(folder))('real files', () => {
  test('cifar10-cnn.onnx: with its own head it says what it said', async () => {
    const bytes = readFileSync(`${folder}cifar10-cnn.onnx`);
    const imported = importNetwork(bytes, { name: 'cifar10-cnn.onnx', stated });
    expect(imported).toMatchObject({ classes: 10, head: 'fc1', imageSize: 32, channelOrder: 'rgb' });
    const { initializers } = decodeModel(bytes);
    const weights = new Map<string, TensorData>([...imported.weights, ...initializers]);
    const images = formula(3, [2, 3, 32, 32]);
    const classifier = imported.createClassifier({ classes: 10, imageSize: 32 });
    const { logits } = await answers(classifier, weights, images);
    const reference = await original(bytes, images);
    expectClose(logits, reference.data as Float32Array, 1e-5);
    expect(imported.createClassifier({ classes: 3, imageSize: 32 }).parameters.at(-2)?.shape).toEqual([
      3, 2400,
    ]);
    expect(() => imported.createClassifier({ classes: 3, imageSize: 48 })).toThrow(/32 x 32 pixels/);
  });

  test('squeezenet1.1-fp16.onnx: float16, softmax over 1x1 convolution and pooling, one picture at a time', async () => {
    const bytes = readFileSync(`${folder}squeezenet1.1-fp16.onnx`);
    const imported = importNetwork(bytes, {
      name: 'squeezenet1.1-fp16.onnx',
      stated: {
        mean: [123 / 255, 117 / 255, 104 / 255],
        std: [1 / 255, 1 / 255, 1 / 255],
        channelOrder: 'bgr',
      },
    });
    expect(imported).toMatchObject({ classes: 1000, imageSize: 224 });
    expect(imported.notes.join(' ')).toMatch(/half to single/);
    const classifier = imported.createClassifier({ classes: 2, imageSize: 64 });
    const images = formula(4, [3, 3, 64, 64], -100, 100);
    const head = [
      ['head.weight', formula(5, [2, 512])],
      ['head.bias', float32([2], [0, 0])],
    ] as const;
    const { features } = await answers(classifier, new Map([...imported.weights, ...head]), images);
    // The file itself, as far as its head, one picture with its channels turned round at a time.
    const single = inSinglePrecision(decodeModel(bytes));
    const values = new Map([
      ...single.values,
      ['data_0', { elementType: 'float32', shape: [1, 3, 64, 64] }],
    ] as const);
    values.set('fire9/concat_1', { elementType: 'float32', shape: [1, 512, 3, 3] });
    const body = encodeModel({ ...single, outputs: ['fire9/concat_1'], values });
    for (let i = 0; i < 3; i++) {
      const planes = [2, 1, 0].map((c) => images.data.subarray((i * 3 + c) * 4096, (i * 3 + c + 1) * 4096));
      const turned = float32(
        [1, 3, 64, 64],
        planes.flatMap((plane) => [...plane]),
      );
      const map = (await original(body, turned)).data as Float32Array;
      const pooled = Array.from(
        { length: 512 },
        (_, f) => map.subarray(f * 9, f * 9 + 9).reduce((a, v) => a + v, 0) / 9,
      );
      expectClose(features.subarray(i * 512, (i + 1) * 512), pooled, 1e-4);
    }
  });

  test('mnist.onnx is refused for its single channel, the VAE for having no classes', () => {
    const read = (file: string) => importNetwork(readFileSync(folder + file), { name: file, stated });
    expect(() => read('mnist.onnx')).toThrow(/one channel/);
    expect(() => read('sd-vae-encoder-light.onnx')).toThrow(/cannot be trained|does not say/);
  });
});

/** Architectures as PyTorch exports them, for two pictures; their tensors are inputs. */
const exported = new URL('../../graph/fixtures/exported/', import.meta.url);

test.each([
  ['resnet', 'model.classifier.1', 12],
  ['convnext', 'model.classifier', 0],
  ['efficientnet', 'model.classifier', 13],
  ['mobilenet-v2', 'model.classifier', 52],
])('%s: its body is found, and with its own head it says what it said', async (file, head, norms) => {
  const graph = decodeModel(readFileSync(new URL(`${file}.onnx`, exported)));
  const [picture = '', ...tensors] = graph.inputs;
  const initializers = new Map(graph.initializers);
  for (const [i, key] of tensors.entries()) {
    const shape = graph.values.get(key)?.shape?.map(Number) ?? [];
    const positive = /(norm\w*\.weight|running_var)$/.test(key);
    initializers.set(key, positive ? formula(i, shape, 0.5, 1.5) : formula(i, shape, -0.3, 0.3));
  }
  const bytes = encodeModel({ ...graph, inputs: [picture], initializers });
  const imported = importNetwork(bytes, { name: file, stated });
  expect(imported).toMatchObject({ classes: 5, head, imageSize: 32 });
  const classifier = imported.createClassifier({ classes: 5, imageSize: 32 });
  expect(classifier.buffers.length).toBe(2 * norms);
  const images = formula(8, [2, 3, 32, 32]);
  const reference = (await original(bytes, images)).data as Float32Array;
  const weights = new Map<string, TensorData>([...imported.weights, ...initializers]);
  const { logits } = await answers(classifier, weights, images);
  expectClose(logits, reference, 1e-4);
  // One picture alone, and three of them, say the same of the first.
  for (const count of [1, 3]) {
    const data = Float32Array.from({ length: count * 3072 }, (_, i) => images.data[i % 3072]!);
    const some = await answers(classifier, weights, float32([count, 3, 32, 32], data));
    expectClose(some.logits.slice(-5), reference.slice(0, 5), 1e-4);
  }
});

describe('a network as PyTorch exports it', () => {
  const graph = small((b, parts) => ({ probabilities: b.Softmax(fullyConnected(b, parts)) }));

  test('keeps its tensors’ names and roles; batch norm trains', async () => {
    const imported = read(graph);
    expect(imported).toMatchObject({ classes: 5, head: 'fc', imageSize: 8, mean: [0.1, 0.2, 0.3] });
    const classifier = imported.createClassifier({ classes: 4, imageSize: 8 });
    expect(classifier.parameters.map((spec) => [spec.name, spec.weightDecay])).toEqual([
      ['conv1.weight', true],
      ['bn1.weight', false],
      ['bn1.bias', false],
      ['fc.weight', true],
      ['fc.bias', false],
    ]);
    expect(classifier.buffers.map((spec) => spec.name)).toEqual(['bn1.running_mean', 'bn1.running_var']);
    const b = createGraphBuilder();
    const all = [...classifier.parameters, ...classifier.buffers];
    const weights = new Map(all.map((spec) => [spec.name, b.input(spec.name, 'float32', spec.shape)]));
    const images = b.input('images', 'float32', [4, 3, 8, 8]);
    const { buffers } = classifier.forward(b, images, weights, 'training');
    expect([...buffers.keys()]).toEqual(['bn1.running_mean', 'bn1.running_var']);
    const branches = classifier.withBranches?.({ kind: 'all', real: 2 });
    expect(branches?.parameters.map((spec) => spec.name)).toContain('bn1.aux_bn.0.weight');
  });

  test('says with its own head what it said, channels last and half precision included', async () => {
    const images = formula(7, [2, 3, 8, 8]);
    const reference = (await original(encodeModel(graph), images)).data as Float32Array;
    const head = (imported: ImportedNetwork): Map<string, TensorData> =>
      new Map<string, TensorData>([
        ...imported.weights,
        ['fc.weight', formula(2, [5, 6])],
        ['fc.bias', formula(3, [5])],
      ]);
    const last = small((b, parts) => ({ logits: fullyConnected(b, parts) }), [2, 8, 8, 3]);
    const halves = new Map(
      [...graph.initializers].map(([key, data]) => [key, data.type === 'float32' ? toHalf(data) : data]),
    );
    const half: Graph = {
      ...graph,
      initializers: halves,
      values: new Map(
        [...graph.values].map(([key, type]) => [
          key,
          type.elementType === 'float32' ? { ...type, elementType: 'float16' } : type,
        ]),
      ),
    };
    for (const [version, tolerance] of [
      [graph, 1e-5],
      [last, 1e-5],
      [half, 2e-3],
    ] as const) {
      const imported = read(version);
      const classifier = imported.createClassifier({ classes: 5, imageSize: 8 });
      const { logits } = await answers(classifier, head(imported), images);
      for (const row of [0, 1]) {
        const powers = Array.from(logits.subarray(row * 5, row * 5 + 5), Math.exp);
        const total = powers.reduce((sum, value) => sum + value, 0);
        expectClose(
          powers.map((value) => value / total),
          reference.subarray(row * 5, row * 5 + 5),
          tolerance,
        );
      }
    }
  });

  test('asks for what its file does not say', () => {
    const open = new Map(graph.values).set('input', { elementType: 'float32', shape: ['n', 3, 'h', 'w'] });
    const silent = { ...graph, values: open, metadata: {} };
    expect(() => read(silent)).toThrow(/how its pictures were normalised/);
    expect(() => read(silent, stated)).toThrow(/how large/);
    const unknown = new Map(open).set('input', { elementType: 'float32', shape: ['n', 'a', 'b', 'c'] });
    expect(() => read({ ...silent, values: unknown }, stated)).toThrow(/where the channels are/);
    expect(read({ ...silent, values: unknown }, { ...stated, imageSize: 8, layout: 'nchw' }).classes).toBe(5);
    expect(read(silent, { ...stated, imageSize: 16 }).imageSize).toBe(16);
    const windows = { 'Image.NominalPixelRange': 'NominalRange_0_255', 'Image.BitmapPixelFormat': 'Bgr8' };
    expect(read({ ...graph, metadata: windows }, { imageSize: 8 })).toMatchObject({
      mean: [0, 0, 0],
      std: [1 / 255, 1 / 255, 1 / 255],
      channelOrder: 'bgr',
    });
  });

  test('a graph for exactly one picture is opened for many', () => {
    const one = small(
      (b, { features }) => ({ logits: fullyConnected(b, { features: b.Reshape(features, [1, 6]) }) }),
      [1, 3, 8, 8],
    );
    const fixed: Graph = {
      ...one,
      values: new Map([...one.values, ['input', { elementType: 'float32', shape: [1, 3, 8, 8] }]]),
    };
    const classifier = read(fixed).createClassifier({ classes: 3, imageSize: 8 });
    const b = createGraphBuilder();
    const all = [...classifier.parameters, ...classifier.buffers];
    const weights = new Map(all.map((spec) => [spec.name, b.input(spec.name, 'float32', spec.shape)]));
    const images = b.input('images', 'float32', [7, 3, 8, 8]);
    expect(classifier.forward(b, images, weights, 'training').logits.shape).toEqual([7, 3]);
  });
});
