import { expect, test } from 'vitest';
import { formula } from '../../graph/testing/formula.ts';
import type { TensorOf } from '../../graph/tensor-data.ts';
import { type ArchitectureName, createClassifier } from '../../networks/architectures.ts';
import fixture from '../../networks/fixtures/native-networks.json' with { type: 'json' };
import type { OptimizerSettings } from '../../networks/optimizers/settings.ts';
import { gatedWeight } from '../../networks/testing/formula-weights.ts';
import { createTrainingSession } from './training-session.ts';

const [classes, batchSize, steps] = [7, 8, 20];
const labels = Int32Array.from({ length: batchSize }, (_, i) => (i * 3) % classes);

const optimizers = {
  sgd: (weightDecay: number): OptimizerSettings => ({
    kind: 'sgd',
    momentum: 0.9,
    nesterov: true,
    weightDecay,
  }),
  adamw: (weightDecay: number): OptimizerSettings => ({
    kind: 'adamw',
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay,
  }),
};

/** The same as in tools/fixtures/pytorch/native_networks.py. */
function images(size: number): Float32Array {
  const { data } = formula(1000, [batchSize, 3, size, size], -1.5, 1.5);
  const pixels = size ** 2;
  labels.forEach((label, i) => {
    for (let p = 0; p < pixels; p++) data[i * 3 * pixels + p]! += label * 0.3;
  });
  return data;
}

const cases = Object.entries(fixture.networks).flatMap(([name, { training }]) =>
  (['sgd', 'adamw'] as const).map((kind) => [kind, name as ArchitectureName, training] as const),
);

test.each(cases)(
  '20 steps of %s take %s where PyTorch goes',
  async (kind, architecture, training) => {
    const { imageSize } = training;
    const { rate, weightDecay, losses } = training[kind];
    const { parameters, buffers } = createClassifier(architecture, { classes, imageSize });
    const firstWeights = new Map<string, TensorOf<'float32'>>(
      [...parameters, ...buffers].map(({ name, shape }) => [name, gatedWeight(name, shape)]),
    );
    const optimizer = optimizers[kind](weightDecay);
    const session = await createTrainingSession({
      architecture,
      classes,
      imageSize,
      batchSize,
      optimizer,
      seed: 1,
      firstWeights,
    });
    const weights = new Float32Array(batchSize).fill(1);
    const batch = images(imageSize);
    const gaps: number[] = [];
    for (let step = 0; step < steps; step++) {
      const learningRate = rate * (1 - step / steps);
      const { loss } = await session.step({
        images: batch,
        labels,
        weights,
        learningRate,
      });
      gaps.push(Math.abs(loss / losses[step]! - 1));
    }
    await session.dispose();
    expect(Math.max(...gaps)).toBeLessThan(0.01);
  },
  600_000,
);
