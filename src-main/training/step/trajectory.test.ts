import { expect, test } from 'vitest';
import { formula } from '../../graph/fixtures/formula.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { OptimizerSettings } from '../../models/optimizers/settings.ts';
import fixture from './fixtures/trajectory.json' with { type: 'json' };
import { createTrainingSession, type StepInput, type TrainingSession } from './training-session.ts';

const [batchSize, imageSize, classes, steps] = [16, 16, 10, 20];

/** The same rule as in tools/fixtures/pytorch/training_trajectory.py. */
function formulaWeights(name: string, shape: readonly number[]): Float32Array | undefined {
  if (name === 'fc.bias') return new Float32Array(shape[0] ?? 0);
  const [filters = 1, , ...kernel] = shape;
  if (shape.length < 2 || name.startsWith('optimizer.')) return undefined;
  const seed = Array.from(name).reduce((sum, letter, i) => sum + (i + 1) * letter.charCodeAt(0), 0);
  const fan = shape.length === 4 ? filters * (kernel[0] ?? 1) * (kernel[1] ?? 1) : (shape[1] ?? 1);
  const bound = Math.sqrt((shape.length === 4 ? 6 : 1) / fan);
  return formula(seed, shape, -bound, bound).data;
}

function setWeights(session: TrainingSession): void {
  const state = session.state();
  for (const [name, value] of state) {
    const data = formulaWeights(name, value.dims);
    if (data !== undefined) state.set(name, { ...value, data } as TensorData);
  }
  session.restore(state);
}

function stepInput(step: number, learningRate: number): StepInput {
  const labels = Int32Array.from({ length: batchSize }, (_, i) => (i * 3) % classes);
  const images = formula(1000 + step, [batchSize, 3, imageSize, imageSize], -2, 2).data;
  const pixels = imageSize ** 2;
  labels.forEach((label, i) => {
    for (let p = 0; p < pixels; p++) images[i * 3 * pixels + p]! += label * 0.2;
  });
  return { images, labels, weights: formula(2000 + step, [batchSize], 0.5, 1.5).data, learningRate };
}

interface TrajectoryCase {
  readonly kind: 'sgd' | 'adamw' | 'clipped';
  readonly optimizer: OptimizerSettings;
  readonly learningRate: number;
  readonly labelSmoothing: number;
  readonly largestGradient?: number;
}

const cases: readonly TrajectoryCase[] = [
  {
    kind: 'sgd',
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
    learningRate: 0.004,
    labelSmoothing: 0,
  },
  {
    kind: 'adamw',
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 },
    learningRate: 0.001,
    labelSmoothing: 0.1,
  },
  {
    kind: 'clipped',
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
    learningRate: 0.02,
    labelSmoothing: 0,
    largestGradient: 0.5,
  },
];

test.each(cases)('20 steps with $kind go where PyTorch goes', async ({ kind, learningRate, ...settings }) => {
  const session = await createTrainingSession({
    architecture: 'cifar-resnet',
    classes,
    imageSize,
    batchSize,
    seed: 1,
    ...settings,
  });
  setWeights(session);
  const reference = fixture[kind];
  for (let step = 0; step < steps; step++) {
    const { loss, losses } = await session.step(stepInput(step, learningRate * (1 - step / steps)));
    expect(Math.abs(loss / reference.losses[step]! - 1)).toBeLessThan(0.01);
    expect(losses.length).toBe(batchSize);
  }
  const variance = session.state().get('layer1.0.bn1.running_var');
  reference.runningVariance.forEach((value, i) => {
    expect(Math.abs(Number(variance?.data[i]) / value - 1)).toBeLessThan(0.01);
  });
  const logits = await session.predict(formula(3000, [3, 3, imageSize, imageSize], -2, 2).data);
  const spread = Math.max(...reference.logits) - Math.min(...reference.logits);
  const worst = Math.max(...logits.map((value, i) => Math.abs(value - reference.logits[i]!)));
  expect(worst / spread).toBeLessThan(0.03);
  await session.dispose();
});
