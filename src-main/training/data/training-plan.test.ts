import { expect, test } from 'vitest';
import type { BatchPlan, Composition, PoolImage } from './batch-plan.ts';
import { evaluationPlan, realImagesPerStep, trainingPlan } from './training-plan.ts';

const pool = (from: number, count: number): PoolImage[] =>
  Array.from({ length: count }, (_, i) => ({ imageIndex: from + i, label: i % 3 }));
const real = pool(0, 50);
const synthetic = pool(100, 70);

const planOf = (composition: Composition, seed = 1): BatchPlan =>
  trainingPlan({ seed, composition, real, synthetic });
const steps = (plan: BatchPlan, count: number) =>
  Array.from({ length: count }, (_, step) => plan.itemsAt(step)).flat();

test.each<Composition>([
  { kind: 'real-only', batchSize: 8 },
  { kind: 'synthetic-only', batchSize: 8 },
  { kind: 'concatenated', batchSize: 7 },
  { kind: 'fixed-share', real: 6, synthetic: 10 },
])('$kind: every epoch of every stream shows each of its images once', (composition) => {
  const plan = planOf(composition);
  const items = steps(plan, 70);
  expect(items).toHaveLength(70 * plan.batchSize);
  const streams =
    composition.kind === 'concatenated'
      ? [items]
      : (['real', 'synthetic'] as const).map((domain) => items.filter((item) => item.domain === domain));
  for (const stream of streams.filter(({ length }) => length > 0)) {
    const images = new Set(stream.map(({ imageIndex }) => imageIndex));
    for (let from = 0; from + images.size <= stream.length; from += images.size) {
      const epoch = stream.slice(from, from + images.size);
      expect(new Set(epoch.map(({ imageIndex }) => imageIndex))).toEqual(images);
    }
    const orders = [0, 1].map((epoch) =>
      stream.slice(epoch * images.size, (epoch + 1) * images.size).map(({ imageIndex }) => imageIndex),
    );
    expect(orders[0]).not.toEqual(orders[1]);
    expect(new Set(stream.map(({ augmentationSeed }) => augmentationSeed)).size).toBeGreaterThan(
      stream.length - 2,
    );
  }
});

test('labels and domains stay with their images', () => {
  for (const item of steps(planOf({ kind: 'concatenated', batchSize: 10 }), 24)) {
    expect(item.domain).toBe(item.imageIndex < 100 ? 'real' : 'synthetic');
    expect(item.label).toBe((item.imageIndex % 100) % 3);
  }
});

test('any step can be asked for first, and again', () => {
  const straight = planOf({ kind: 'fixed-share', real: 6, synthetic: 10 });
  const first = steps(straight, 40);
  const resumed = planOf({ kind: 'fixed-share', real: 6, synthetic: 10 });
  expect(resumed.itemsAt(33)).toEqual(first.slice(33 * 16, 34 * 16));
  expect(resumed.itemsAt(2)).toEqual(first.slice(2 * 16, 3 * 16));
});

test('at one seed all recipes see the real images in one order with one augmentation; another seed gives another', () => {
  const realOf = (plan: BatchPlan, count: number) =>
    steps(plan, count)
      .filter(({ domain }) => domain === 'real')
      .slice(0, 100);
  const alone = realOf(planOf({ kind: 'real-only', batchSize: 10 }), 20);
  expect(realOf(planOf({ kind: 'fixed-share', real: 5, synthetic: 5 }), 20)).toEqual(alone);
  expect(realOf(planOf({ kind: 'real-only', batchSize: 10 }, 2), 20)).not.toEqual(alone);
});

test('a fixed share puts the real images first, each domain’s mean with its weight', () => {
  const composition: Composition = { kind: 'fixed-share', real: 2, synthetic: 3 };
  const plan = trainingPlan({
    seed: 1,
    composition,
    real,
    synthetic,
    lossWeights: { real: 0.8, synthetic: 0.3 },
  });
  expect(plan.itemsAt(5).map(({ domain, weight }) => [domain, weight])).toEqual([
    ['real', 0.4],
    ['real', 0.4],
    ['synthetic', 0.3 / 3],
    ['synthetic', 0.3 / 3],
    ['synthetic', 0.3 / 3],
  ]);
});

test('a pool smaller than its share goes round within the batch', () => {
  const plan = trainingPlan({
    seed: 1,
    composition: { kind: 'real-only', batchSize: 5 },
    real: pool(0, 2),
    synthetic: [],
  });
  const shown = plan.itemsAt(0).map(({ imageIndex }) => imageIndex);
  expect(shown.slice(0, 4).sort((a, b) => a - b)).toEqual([0, 0, 1, 1]);
});

test('an empty pool is refused with advice', () => {
  const options = { seed: 1, real, synthetic: [] };
  expect(() => trainingPlan({ ...options, composition: { kind: 'synthetic-only', batchSize: 4 } })).toThrow(
    'There are no synthetic images to train on.',
  );
  expect(() => trainingPlan({ ...options, composition: { kind: 'concatenated', batchSize: 4 } })).toThrow(
    'There are no synthetic images to train on.',
  );
  expect(trainingPlan({ ...options, composition: { kind: 'real-only', batchSize: 4 } }).batchSize).toBe(4);
});

test('real images per step', () => {
  const perStep = (composition: Composition) => realImagesPerStep({ seed: 1, composition, real, synthetic });
  expect(perStep({ kind: 'real-only', batchSize: 12 })).toBe(12);
  expect(perStep({ kind: 'synthetic-only', batchSize: 12 })).toBe(0);
  expect(perStep({ kind: 'fixed-share', real: 4, synthetic: 8 })).toBe(4);
  expect(perStep({ kind: 'concatenated', batchSize: 12 })).toBe(5);
});

test('an evaluation shows every image once and fills up with weight 0', () => {
  const plan = evaluationPlan(real, 16);
  expect(plan.steps).toBe(4);
  const items = steps(plan, plan.steps);
  expect(items).toHaveLength(64);
  expect(items.filter(({ weight }) => weight === 1).map(({ imageIndex }) => imageIndex)).toEqual(
    real.map(({ imageIndex }) => imageIndex),
  );
  expect(items.filter(({ weight }) => weight === 0)).toHaveLength(14);
  expect(evaluationPlan([], 16).steps).toBe(0);
});
