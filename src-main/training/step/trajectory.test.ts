import { expect, test } from 'vitest';
import type { OptimizerSettings } from '../../networks/optimizers/settings.ts';
import { formulaQuestion, formulaShape, formulaStep, setFormulaWeights } from '../testing/formula-session.ts';
import fixture from './fixtures/trajectory.json' with { type: 'json' };
import { createTrainingSession } from './training-session.ts';

const steps = 20;

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
  const session = await createTrainingSession({ ...formulaShape, seed: 1, ...settings });
  setFormulaWeights(session);
  const reference = fixture[kind];
  for (let step = 0; step < steps; step++) {
    const { loss, losses } = await session.step(formulaStep(step, learningRate * (1 - step / steps)));
    expect(Math.abs(loss / reference.losses[step]! - 1)).toBeLessThan(0.01);
    expect(losses.length).toBe(formulaShape.batchSize);
  }
  const variance = session.state().get('layer1.0.bn1.running_var');
  reference.runningVariance.forEach((value, i) => {
    expect(Math.abs(Number(variance?.data[i]) / value - 1)).toBeLessThan(0.01);
  });
  const logits = await session.predict(formulaQuestion());
  const spread = Math.max(...reference.logits) - Math.min(...reference.logits);
  const worst = Math.max(...logits.map((value, i) => Math.abs(value - reference.logits[i]!)));
  expect(worst / spread).toBeLessThan(0.03);
  await session.dispose();
});
