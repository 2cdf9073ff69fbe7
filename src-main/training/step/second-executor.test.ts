import { describe, expect, test, vi } from 'vitest';
import { createGraphBuilder, type GraphBuilder } from '../../graph/builder/graph-builder.ts';
import { tensorFlowEngine } from '../../graph/executors/engines.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { plainTensorFlow, tf } from '../../graph/executors/tensorflow/testing/plain-tensorflow.ts';
import { formula } from '../../graph/testing/formula.ts';
import { gradients } from '../../graph/gradients/gradients.ts';
import type { Value } from '../../graph/graph.ts';
import { lower } from '../../graph/lowering/lower.ts';
import { float32, tensor, type TensorData, type TensorOf } from '../../graph/tensor-data.ts';
import { createClassifier } from '../../networks/architectures.ts';
import type { Classifier } from '../../networks/classifier.ts';
import { formulaWeight } from '../../networks/testing/formula-weights.ts';
import { classification } from './step-graph.ts';
import { declareWeights } from './training-graph.ts';
import { createTrainingSession } from './training-session.ts';

// Convolutions in plain JavaScript take their time.
vi.setConfig({ testTimeout: 600_000 });

const classes = 5;
const batchSize = 2;
const steps = 2;
const learningRate = 0.01;

type Tensors = Readonly<Record<string, TensorData>>;
/** Loss and gradients by the names of parameters. */
type Differentiate = (feeds: Tensors) => Promise<{ readonly loss: number; readonly gradients: Tensors }>;

function buildLoss(
  b: GraphBuilder,
  classifier: Classifier,
): { loss: Value; weights: ReadonlyMap<string, Value> } {
  const weights = declareWeights(b, classifier);
  return { weights, loss: classification(classifier, { batchSize })(b, weights).loss };
}

function floats(value: TensorData | undefined): Float32Array {
  if (value?.type !== 'float32') throw new TypeError('That is no float32 tensor.');
  return value.data;
}

async function byOwnRules(classifier: Classifier): Promise<Differentiate> {
  const b = createGraphBuilder();
  const { loss, weights } = buildLoss(b, classifier);
  const names = classifier.parameters.map(({ name }) => name);
  const results = gradients(
    b,
    loss,
    names.map((name) => weights.get(name)!),
  );
  b.output('loss', loss);
  results.forEach((gradient, i) => b.output(`gradient.${names[i]}`, gradient));
  const executable = await onnxRuntime.load(lower(b.finish('own')).graph);
  return async (feeds) => {
    const outputs = await executable.run(feeds);
    const named = names.map((name) => [name, outputs[`gradient.${name}`]!] as const);
    return { loss: floats(outputs['loss'])[0]!, gradients: Object.fromEntries(named) };
  };
}

async function byTensorFlow(classifier: Classifier): Promise<Differentiate> {
  const b = createGraphBuilder();
  b.output('loss', buildLoss(b, classifier).loss);
  const wrt = classifier.parameters.map(({ name }) => name);
  const graph = await plainTensorFlow.valueAndGradients(b.finish('forward'), { loss: 'loss', wrt });
  return async (feeds) => {
    const result = await graph.run(feeds);
    return { loss: floats(result.outputs['loss'])[0]!, gradients: result.gradients };
  };
}

const firstWeights = ({ parameters, buffers }: Classifier): Map<string, TensorOf<'float32'>> =>
  new Map([...parameters, ...buffers].map(({ name, shape }) => [name, formulaWeight(name, shape)]));

const batch = (step: number, imageSize: number): Tensors => ({
  images: formula(100 + step, [batchSize, 3, imageSize, imageSize], -2, 2),
  labels: tensor('int32', [batchSize], Int32Array.of(step % classes, 3)),
  weights: float32([batchSize], [1, 0.5]),
});

/** ||actual - expected|| / ||expected||, or the first where the second is nothing but rounding. */
function distance(actual: Float32Array, expected: Float32Array): number {
  const norm = (values: Float32Array): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const difference = norm(actual.map((value, i) => value - expected[i]!));
  const length = norm(expected);
  return length < 1e-5 ? difference : difference / length;
}

interface Trajectory {
  readonly losses: readonly number[];
  /** Of the first step. */
  readonly gradients: Tensors;
}

/** Plain gradient descent. */
async function descend(classifier: Classifier, differentiate: Differentiate): Promise<Trajectory> {
  const weights = firstWeights(classifier);
  const losses: number[] = [];
  let first: Tensors = {};
  for (let step = 0; step < steps; step++) {
    const result = await differentiate({
      ...Object.fromEntries(weights),
      ...batch(step, classifier.imageSize),
    });
    losses.push(result.loss);
    if (step === 0) first = result.gradients;
    for (const [name, gradient] of Object.entries(result.gradients)) {
      const slope = floats(gradient);
      const { dims, data } = weights.get(name)!;
      weights.set(
        name,
        float32(
          dims,
          data.map((value, i) => value - learningRate * slope[i]!),
        ),
      );
    }
  }
  return { losses, gradients: first };
}

describe.each([
  ['cifar-resnet', 8],
  ['vit-tiny', 32],
] as const)('%s at %i pixels, differentiated by TensorFlow.js', (architecture, imageSize) => {
  test('has the loss, the gradients and the way down of this program’s rules on ONNX Runtime', async () => {
    const classifier = createClassifier(architecture, { classes, imageSize });
    const own = await descend(classifier, await byOwnRules(classifier));
    const before = tf.memory().numTensors;
    const reference = await descend(classifier, await byTensorFlow(classifier));
    expect(tf.memory().numTensors - before).toBeLessThan(100);
    for (const { name } of classifier.parameters) {
      const [actual, expected] = [own, reference].map(({ gradients: all }) => floats(all[name]));
      expect([name, distance(actual!, expected!) < 1e-3]).toEqual([name, true]);
    }
    own.losses.forEach((loss, i) => expect(Math.abs(loss / reference.losses[i]! - 1)).toBeLessThan(0.01));
  });
});

test('a training session takes the same steps on both engines, and keeps no tensors between them', async () => {
  const options = {
    architecture: 'cifar-resnet',
    classes,
    imageSize: 8,
    batchSize: 4,
    seed: 1,
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
  } as const;
  const sessions = [
    await createTrainingSession(options),
    await createTrainingSession({ ...options, engine: tensorFlowEngine(plainTensorFlow, tf.version_core) }),
  ];
  const tensors: number[] = [];
  for (let step = 0; step < 4; step++) {
    const input = {
      images: formula(step, [4, 3, 8, 8], -2, 2).data,
      labels: Int32Array.of(0, 1, 2, 3),
      weights: Float32Array.of(1, 1, 0.5, 1),
      learningRate: 0.02,
    };
    const [own, second] = [await sessions[0]!.step(input), await sessions[1]!.step(input)];
    expect(second.predictions).toEqual(own.predictions);
    expect(Math.abs(second.loss / own.loss - 1)).toBeLessThan(0.01);
    tensors.push(tf.memory().numTensors);
  }
  expect(new Set(tensors.slice(1)).size).toBe(1);
  const pictures = formula(9, [3, 3, 8, 8], -2, 2).data;
  const [own, second] = [await sessions[0]!.predict(pictures), await sessions[1]!.predict(pictures)];
  expect(distance(second, own)).toBeLessThan(0.01);
  expect(Object.keys(sessions[1]!.plan.choices)).toEqual([]);
  for (const session of sessions) await session.dispose();
});
