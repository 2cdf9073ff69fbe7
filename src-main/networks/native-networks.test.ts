import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createGraphBuilder } from '../graph/builder/graph-builder.ts';
import { onnxRuntime } from '../graph/executors/onnxruntime.ts';
import { formula } from '../graph/testing/formula.ts';
import { gradients } from '../graph/gradients/gradients.ts';
import type { Graph } from '../graph/graph.ts';
import { cpuTarget } from '../graph/lowering/blocked/probe.ts';
import { lower } from '../graph/lowering/lower.ts';
import { elementCount, float32, type TensorData } from '../graph/tensor-data.ts';
import { type ArchitectureName, createClassifier } from './architectures.ts';
import type { Classifier } from './classifier.ts';
import fixture from './fixtures/native-networks.json' with { type: 'json' };
import { resamplePositions } from './positions.ts';
import { gatedWeight, seedOf } from './testing/formula-weights.ts';

const [classes, batchSize] = [7, 8];

test.each(Object.entries(fixture.shapes))('%s has the tensors of timm and torchvision', (name, reference) => {
  const { parameters, buffers } = createClassifier(name as ArchitectureName, {
    classes: 1000,
    imageSize: 224,
  });
  const lines = [...parameters, ...buffers].map((spec) => `${spec.name} ${spec.shape.join(' ')}\n`);
  expect(parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0)).toBe(reference.parameters);
  expect(createHash('sha256').update(lines.toSorted().join('')).digest('hex')).toBe(reference.digest);
});

/** The loss, its gradients, and what the network says in both modes. */
function graphOf(classifier: Classifier): Graph {
  const b = createGraphBuilder();
  const { imageSize } = classifier;
  const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
  const target = b.input('target', 'float32', [batchSize, classes]);
  const specs = [...classifier.parameters, ...classifier.buffers];
  const weights = new Map(specs.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
  const inference = b.scoped('inference', () => classifier.forward(b, images, weights, 'inference'));
  const { logits } = classifier.forward(b, images, weights, 'training');
  const loss = b.Neg(b.ReduceSum(b.Mul(target, b.LogSoftmax(logits)), undefined, false));
  const parameters = classifier.parameters.map(({ name }) => weights.get(name)!);
  gradients(b, loss, parameters).forEach((gradient, i) =>
    b.output(`gradient.${classifier.parameters[i]!.name}`, gradient),
  );
  const outputs = { loss, logits, inference: inference.logits, features: inference.features };
  for (const [name, value] of Object.entries(outputs)) b.output(name, value);
  return b.finish('reference');
}

const target = float32(
  [batchSize, classes],
  Array.from({ length: batchSize * classes }, (_, i) =>
    (Math.floor(i / classes) * 3) % classes === i % classes ? 1 / batchSize : 0,
  ),
);

async function compute(classifier: Classifier): Promise<(name: string) => Float32Array> {
  const { graph } = lower(graphOf(classifier), { target: await cpuTarget() });
  const executable = await onnxRuntime.load(graph, { threads: 1 });
  const { imageSize } = classifier;
  const feeds: Record<string, TensorData> = {
    target,
    images: formula(7, [batchSize, 3, imageSize, imageSize], -1.5, 1.5),
  };
  for (const { name, shape } of [...classifier.parameters, ...classifier.buffers]) {
    feeds[name] = gatedWeight(name, shape);
  }
  const outputs = await executable.run(feeds);
  await executable.dispose();
  return (name) => {
    const value = outputs[name];
    if (value?.type !== 'float32') throw new Error(`There is no output "${name}".`);
    return value.data;
  };
}

/** Without an argument for every number: there may be millions. */
const lengthOf = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** Length of the difference as a share of the reference's length. */
function distance(actual: ArrayLike<number>, reference: readonly number[]): number {
  expect(actual.length).toBe(reference.length);
  return Math.hypot(...reference.map((value, i) => value - actual[i]!)) / Math.hypot(...reference);
}

/** Mean square of the formula's numbers in [-1, 1). */
const MEAN_SQUARE = 1 / 3;

/** A gradient that is shorter than this is zero but for a few elements; where it is zero, rounding may add up to a thousandth of it. */
const MOSTLY_ZERO = 1e-4;

interface Sketch {
  readonly norm: number;
  readonly elements: readonly number[];
  readonly projections: readonly number[];
}

/**
 * How far a gradient is from the one that a sketch was made of: inner products of the difference with random vectors measure its length, as
 * their mean square is the length's square times the vectors' own.
 */
function gradientDistance(name: string, gradient: Float32Array, sketch: Sketch): number {
  const { norm, elements, projections } = sketch;
  const differences = projections.map((projection, k) => {
    const against = formula(seedOf(name) + 1 + k, [gradient.length]).data;
    return gradient.reduce((sum, value, i) => sum + value * against[i]!, 0) - projection;
  });
  const length = Math.hypot(...differences) / Math.sqrt(MEAN_SQUARE * projections.length);
  const worst = Math.max(
    length,
    Math.abs(lengthOf(gradient) - norm),
    ...elements.map((value, i) => Math.abs(value - gradient[Math.floor((i * gradient.length) / 4)]!)),
  );
  return norm < 1e-6 ? worst * 1e3 : worst / (norm + MOSTLY_ZERO);
}

test.each(Object.entries(fixture.networks))(
  '%s answers and learns as PyTorch’s',
  async (name, reference) => {
    const { imageSize } = reference;
    const classifier = createClassifier(name as ArchitectureName, { classes, imageSize });
    const output = await compute(classifier);
    const every = Math.max(1, Math.floor(output('features').length / batchSize / 16));
    const features = output('features').filter((_, i) => i % every === 0);
    expect(distance(features, reference.features)).toBeLessThan(1e-4);
    expect(distance(output('inference'), reference.inference)).toBeLessThan(1e-4);
    expect(distance(output('logits'), reference.logits)).toBeLessThan(1e-4);
    expect(distance(output('loss'), [reference.loss])).toBeLessThan(1e-4);
    const sketches: Readonly<Record<string, Sketch>> = reference.gradients;
    expect(classifier.parameters.map((spec) => spec.name).toSorted()).toEqual(
      Object.keys(sketches).toSorted(),
    );
    const far = Object.entries(sketches)
      .map(([key, sketch]) => [key, gradientDistance(key, output(`gradient.${key}`), sketch)] as const)
      .filter(([, gap]) => !(gap < 1e-3));
    expect(far).toEqual([]);
  },
  600_000,
);

test.each(Object.entries(fixture.places))(
  'position embeddings of 14 x 14 squares become those of another grid as in timm: %s',
  (grid, reference) => {
    const moved = resamplePositions(formula(5, [1, 1 + 14 * 14, 8]), Number(grid));
    expect(moved?.dims).toEqual([1, 1 + Number(grid) ** 2, 8]);
    const some = moved?.data.filter((_, i) => i % 3 === 0) ?? [];
    expect(distance(some, reference)).toBeLessThan(1e-5);
  },
);
