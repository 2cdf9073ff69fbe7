import { expect, test } from 'vitest';
import { onnxRuntimeEngine } from '../../graph/executors/engines.ts';
import { formula } from '../../graph/testing/formula.ts';
import { recomputes } from '../../graph/memory/fit-memory.ts';
import { createTrainingSession, type TrainingSessionOptions } from './training-session.ts';

const options = {
  architecture: 'cifar-resnet',
  classes: 5,
  imageSize: 32,
  batchSize: 16,
  optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
  seed: 3,
  threads: 1,
} as const satisfies TrainingSessionOptions;

const images = formula(5, [16, 3, 32, 32], -1, 1).data;
const labels = Int32Array.from({ length: 16 }, (_, i) => i % 5);
const weights = new Float32Array(16).fill(1);

async function trained(extra: Partial<TrainingSessionOptions>) {
  const session = await createTrainingSession({ ...options, ...extra });
  for (let step = 0; step < 3; step++) await session.step({ images, labels, weights, learningRate: 0.1 });
  const result = { plan: session.plan, state: session.state() };
  await session.dispose();
  return result;
}

test('a step that does not fit into the memory trains the same weights, and a resumed run does as it did', async () => {
  const plain = await trained({ engine: await onnxRuntimeEngine(undefined, () => 1e12) });
  expect(recomputes(plain.plan)).toBe(false);
  const short = await trained({ engine: await onnxRuntimeEngine(undefined, () => 1e6) });
  expect(recomputes(short.plan)).toBe(true);
  expect(short.state).toEqual(plain.state);
  const resumed = await trained({
    engine: await onnxRuntimeEngine(undefined, () => 1e12),
    plan: short.plan,
  });
  expect(resumed).toEqual(short);
}, 300_000);
