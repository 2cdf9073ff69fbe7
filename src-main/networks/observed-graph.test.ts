import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { onnxRuntime } from '../graph/executors/onnxruntime.ts';
import { formula } from '../graph/testing/formula.ts';
import { encodeModel } from '../graph/onnx/encode.ts';
import { float32, type TensorData, type TensorOf } from '../graph/tensor-data.ts';
import { createClassifier } from './architectures.ts';
import { importNetwork } from './imported/imported-network.ts';
import { answers, expectClose, original } from './imported/testing/answers.ts';
import { fullyConnected, read, small } from './imported/testing/small-network.ts';
import { portableGraph } from './portable-graph.ts';
import { observeClassifier, type ObservedGraph } from './observed-graph.ts';
import { formulaWeight } from './testing/formula-weights.ts';

async function observe(graph: ObservedGraph, images: TensorOf<'float32'>) {
  const executable = await onnxRuntime.load(graph, { threads: 1 });
  const { scores, features } = await executable.run({ images });
  await executable.dispose();
  if (scores?.type !== 'float32' || features?.type !== 'float32') throw new Error('no floats');
  return { scores, features };
}

test('a network that is built here is seen with its own head', async () => {
  const classifier = createClassifier('resnet-10-narrow', { classes: 7, imageSize: 32 });
  const specs = [...classifier.parameters, ...classifier.buffers];
  const weights = new Map<string, TensorData>(
    specs.map(({ name, shape }) => [name, formulaWeight(name, shape)]),
  );
  const images = formula(1, [2, 3, 32, 32]);
  const { scores, features } = await observe(observeClassifier(classifier, weights, 2), images);
  const expected = await answers(classifier, weights, images);
  expectClose(scores.data, expected.logits, 1e-5);
  expectClose(features.data, expected.features, 1e-5);
  expect(() => observeClassifier(classifier, new Map(), 2)).toThrow('conv1.weight');
});

test.each(['cifar-resnet', 'vit-tiny'] as const)(
  '%s: an exported model is seen as it was trained',
  async (name) => {
    const classifier = createClassifier(name, { classes: 4, imageSize: 32 });
    const specs = [...classifier.parameters, ...classifier.buffers];
    const weights = new Map<string, TensorData>(
      specs.map(({ name: key, shape }) => [key, formulaWeight(key, shape)]),
    );
    const file = portableGraph({
      name: 'classifier',
      metadata: { mean: '[0.5,0.5,0.5]', std: '[0.5,0.5,0.5]', image_size: '32' },
      specs: classifier,
      tensor: (key) => weights.get(key)!,
      build: (b, values) => {
        const pictures = b.input('images', 'float32', [1, 3, 32, 32]);
        return { logits: classifier.forward(b, pictures, values, 'inference').logits };
      },
    });
    const images = formula(6, [3, 3, 32, 32]);
    const { scores, features } = await observe(read(file).observe(3), images);
    const expected = await answers(classifier, weights, images);
    expectClose(scores.data, expected.logits, 1e-5);
    expectClose(features.data, expected.features, 1e-5);
  },
);

test('an ONNX file is seen as it is: scores after its softmax, features before its last layer', async () => {
  const file = small((b, parts) => ({ images: b.Softmax(fullyConnected(b, parts)) }));
  const images = formula(2, [3, 3, 8, 8]);
  const { scores, features } = await observe(read(file).observe(3), images);
  expectClose(scores.data, (await original(encodeModel(file), images)).data as Float32Array, 1e-5);
  const seen = small((_, parts) => ({ seen: parts.features }));
  expectClose(features.data, (await original(encodeModel(seen), images)).data as Float32Array, 1e-5);
  expect(features.dims).toEqual([3, 6]);
});

test('pictures are given to a file in its order and layout', async () => {
  const file = small((b, parts) => ({ scores: fullyConnected(b, parts) }), [2, 8, 8, 3]);
  const images = formula(2, [2, 3, 8, 8]);
  const turned = float32(
    [2, 8, 8, 3],
    Array.from({ length: 384 }, (_, at) => {
      const [c, pixel, i] = [at % 3, Math.floor(at / 3) % 64, Math.floor(at / 192)];
      return images.data[i * 192 + (2 - c) * 64 + pixel] ?? Number.NaN;
    }),
  );
  const { scores } = await observe(read(file, { channelOrder: 'bgr' }).observe(2), images);
  expectClose(scores.data, (await original(encodeModel(file), turned)).data as Float32Array, 1e-5);
});

const folder = fileURLToPath(new URL('../../../shared/data/onnx/', import.meta.url));

test.skipIf(!existsSync(folder))('squeezenet1.1: features are pooled from its last convolution', async () => {
  const imported = importNetwork(readFileSync(`${folder}squeezenet1.1-fp16.onnx`), {
    name: 'squeezenet1.1-fp16.onnx',
    stated: { mean: [0.48, 0.46, 0.41], std: [1 / 255, 1 / 255, 1 / 255], channelOrder: 'bgr' },
  });
  const images = formula(4, [2, 3, 224, 224], -100, 100);
  const { scores, features } = await observe(imported.observe(2), images);
  expect(scores.dims).toEqual([2, 1000]);
  const sum = scores.data.subarray(0, 1000).reduce((total, p) => total + p, 0);
  expect(sum).toBeCloseTo(1, 4);
  const classifier = imported.createClassifier({ classes: 2, imageSize: 224 });
  const head = [
    ['head.weight', formula(5, [2, 512])],
    ['head.bias', float32([2], [0, 0])],
  ] as const;
  const expected = await answers(classifier, new Map([...imported.weights, ...head]), images);
  expectClose(features.data, expected.features, 1e-4);
});
