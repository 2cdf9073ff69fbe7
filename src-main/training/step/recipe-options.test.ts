import { describe, expect, test, vi } from 'vitest';
import { formula } from '../../graph/testing/formula.ts';
import {
  formulaImages,
  formulaQuestion,
  formulaShape,
  formulaStep,
  setFormulaWeights,
} from '../testing/formula-session.ts';
import fixture from './fixtures/recipe-options.json' with { type: 'json' };
import {
  createTrainingSession,
  type StepInput,
  type TrainingSession,
  type TrainingSessionOptions,
} from './training-session.ts';

vi.setConfig({ testTimeout: 300_000 });

const STEPS = 12;
const REAL = 10;
const sgd = { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 } as const;
const adamw = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 } as const;

const open = (options: Partial<TrainingSessionOptions>): Promise<TrainingSession> =>
  createTrainingSession({ ...formulaShape, optimizer: sgd, seed: 1, threads: 1, ...options });

interface Reference {
  readonly losses: readonly number[];
  readonly logits: readonly number[];
}

/** The errors that float32 sums in another order make, over so many steps. */
async function follow(
  session: TrainingSession,
  { losses, logits }: Reference,
  { learningRate = 0.004, change = (input: StepInput, _step: number): StepInput => input } = {},
): Promise<void> {
  setFormulaWeights(session);
  for (let step = 0; step < STEPS; step++) {
    const input = change(formulaStep(step, learningRate * (1 - step / STEPS)), step);
    const { loss } = await session.step(input);
    expect(Math.abs(loss / losses[step]! - 1)).toBeLessThan(0.005);
  }
  const answers = await session.predict(formulaQuestion());
  const spread = Math.max(...logits) - Math.min(...logits);
  const worst = Math.max(...answers.map((value, i) => Math.abs(value - logits[i]!)));
  expect(worst / spread).toBeLessThan(0.02);
}

function expectClose(session: TrainingSession, name: string, reference: readonly number[]): void {
  const value = session.state().get(name);
  expect(value?.dims).toEqual([reference.length]);
  reference.forEach((wanted, i) => {
    expect(Math.abs(Number(value?.data[i]) / wanted - 1)).toBeLessThan(0.01);
  });
}

/** A network without branches that has the second set's tensors in the place of the main ones. */
async function expectSecondSetUsed(session: TrainingSession): Promise<void> {
  const state = session.state();
  const plain = await open({});
  const swapped = [...session.weights('evaluated')].map(
    ([name, value]) => [name, state.get(name.replace(/\.(\w+)$/, '.aux_bn.0.$1')) ?? value] as const,
  );
  plain.evaluateWith(new Map(swapped));
  const [found, wanted] = [
    await session.predict(formulaQuestion(), 'auxiliary'),
    await plain.predict(formulaQuestion()),
  ];
  expect(Math.max(...found.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-4);
  const main = await session.predict(formulaQuestion());
  expect(Math.max(...found.map((value, i) => Math.abs(value - main[i]!)))).toBeGreaterThan(1e-2);
  await plain.dispose();
}

describe('a second set of batch-norm tensors', () => {
  const norm = 'layer1.0.bn1';
  test.each(['all', 'affine', 'statistics'] as const)(
    'with its own %s trains as in PyTorch',
    async (kind) => {
      const session = await open({ branches: { kind, real: REAL } });
      const reference = fixture.auxiliary[kind];
      await follow(session, reference);
      expectClose(session, `${norm}.weight`, reference.mainScale);
      expectClose(session, `${norm}.running_var`, reference.mainVariance);
      if ('auxiliaryScale' in reference)
        expectClose(session, `${norm}.aux_bn.0.weight`, reference.auxiliaryScale);
      if ('auxiliaryVariance' in reference)
        expectClose(session, `${norm}.aux_bn.0.running_var`, reference.auxiliaryVariance);
      expect(session.state().has(`${norm}.aux_bn.0.weight`)).toBe(kind !== 'statistics');
      expect(session.state().has(`${norm}.aux_bn.0.running_var`)).toBe(kind !== 'affine');
      expect([...session.weights('evaluated').keys()].filter((name) => name.includes('aux'))).toEqual([]);
      await expectSecondSetUsed(session);
      await session.dispose();
    },
  );

  test('starts as a copy of a pretrained one', async () => {
    const scale = formula(4, [16], 0.5, 2);
    const session = await open({
      branches: { kind: 'all', real: REAL },
      firstWeights: new Map([['bn1.weight', scale]]),
    });
    expect(session.state().get('bn1.aux_bn.0.weight')).toEqual(scale);
    await session.dispose();
  });
});

test('targets between two classes, smoothed, are PyTorch’s', async () => {
  const session = await open({ labelSmoothing: 0.1, variants: [{ mixesLabels: true, headOnly: false }] });
  await follow(session, fixture.mixed, {
    change: (input, step) => ({
      ...input,
      mixed: {
        others: input.labels.map((label) => (label + 1 + step) % formulaShape.classes),
        shares: formula(5000 + step, [formulaShape.batchSize], 0, 1).data,
      },
    }),
  });
  await expect(session.step(formulaStep(0, 0.1))).rejects.toThrow('needs mixed labels');
  await session.dispose();
});

test('a moving average is what is evaluated, as PyTorch averages weights and buffers', async () => {
  const session = await open({ averageDecay: 0.9 });
  await follow(session, fixture.average);
  const { images } = formulaStep(0, 0);
  const averaged = await session.predict(images);
  session.evaluateWith(session.weights('current'));
  expect(await session.predict(images)).not.toEqual(averaged);
  await session.dispose();
});

test('layers learn at their own rates, as PyTorch’s parameter groups', async () => {
  const session = await open({ headRate: 4, layerDecay: 0.7 });
  await follow(session, fixture.layerWise);
  await session.dispose();
  const other = await open({ optimizer: adamw, headRate: 3, layerDecay: 0.8, largestGradient: 0.5 });
  await follow(other, fixture.layerWiseAdamW, { learningRate: 0.001 });
  await other.dispose();
});

test('statistics of a few batches are those of PyTorch’s update_bn', async () => {
  const session = await open({ takesStatistics: true });
  setFormulaWeights(session);
  const found: Map<string, Float32Array>[] = [];
  for (let step = 0; step < 3; step++) {
    found.push(await session.batchStatistics(formulaImages(step), session.weights('current')));
  }
  const meanOf = (name: string, i: number): number =>
    found.reduce((sum, batch) => sum + batch.get(name)![i]!, 0) / found.length;
  const { mean, variance } = fixture.statistics;
  mean.forEach((value, i) => expect(meanOf('layer2.0.downsample.1.running_mean', i)).toBeCloseTo(value, 4));
  variance.forEach((value, i) => {
    expect(meanOf('layer2.0.downsample.1.running_var', i) / value).toBeCloseTo(1, 3);
  });
  await session.dispose();
});

test('a stage that trains the head alone changes nothing else; the next begins with a fresh optimizer', async () => {
  const session = await open({
    averageDecay: 0.9,
    variants: [
      { mixesLabels: false, headOnly: false },
      { mixesLabels: false, headOnly: true },
    ],
  });
  await session.step(formulaStep(0, 0.01));
  const before = session.state();
  session.beginStage({ headSeed: 5 });
  const begun = session.state();
  expect(begun.get('fc.weight')).not.toEqual(before.get('fc.weight'));
  expect(begun.get('average.conv1.weight')).toEqual(begun.get('conv1.weight'));
  expect(Number(begun.get('optimizer.step')?.data[0])).toBe(0);
  expect(begun.get('optimizer.momentum.conv1.weight')?.data.every((value) => value === 0)).toBe(true);

  await session.step({ ...formulaStep(1, 0.01), variant: 1 });
  const after = session.state();
  const changed = [...after].filter(([name, { data }]) =>
    data.some((value, i) => value !== begun.get(name)?.data[i]),
  );
  expect(changed.map(([name]) => name).toSorted()).toEqual([
    'average.fc.bias',
    'average.fc.weight',
    'fc.bias',
    'fc.weight',
    'optimizer.momentum.fc.bias',
    'optimizer.momentum.fc.weight',
    'optimizer.step',
  ]);
  await session.dispose();
});
