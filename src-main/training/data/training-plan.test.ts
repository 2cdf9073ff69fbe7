import { expect, test } from 'vitest';
import type { DomainName } from '../../../src-shared/recipes/recipe.ts';
import type { BatchPlan, Composition, PoolImage } from './batch-plan.ts';
import { evaluationPlan, trainingPlan } from './training-plan.ts';

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

test('the k-th image of a domain and its augmentation are the same in every composition of a seed', () => {
  const of = (plan: BatchPlan, wanted: DomainName) =>
    steps(plan, 60)
      .filter(({ domain }) => domain === wanted)
      .slice(0, 180);
  const alone = of(planOf({ kind: 'real-only', batchSize: 10 }), 'real');
  expect(alone).toHaveLength(180);
  expect(of(planOf({ kind: 'fixed-share', real: 5, synthetic: 5 }), 'real')).toEqual(alone);
  expect(of(planOf({ kind: 'concatenated', batchSize: 9 }), 'real')).toEqual(alone);
  expect(of(planOf({ kind: 'real-only', batchSize: 10 }, 2), 'real')).not.toEqual(alone);
  expect(of(planOf({ kind: 'concatenated', batchSize: 9 }), 'synthetic')).toEqual(
    of(planOf({ kind: 'synthetic-only', batchSize: 8 }), 'synthetic'),
  );
});

test.each<Composition>([
  { kind: 'real-only', batchSize: 8 },
  { kind: 'concatenated', batchSize: 7 },
  { kind: 'fixed-share', real: 6, synthetic: 10 },
])('$kind: goes on where earlier stages left off', (composition) => {
  const whole = trainingPlan({ seed: 1, composition: { kind: 'real-only', batchSize: 1 }, real, synthetic });
  const shown = { real: 33, synthetic: 5 };
  const plan = trainingPlan({ seed: 1, composition, real, synthetic, shown });
  const presented = steps(plan, 30);
  const fromReal = presented.filter(({ domain }) => domain === 'real');
  expect(fromReal).toEqual(fromReal.map((_, i) => whole.itemsAt(33 + i)[0]));
  expect(plan.shownBefore(30)).toEqual({
    real: 33 + fromReal.length,
    synthetic: 5 + presented.length - fromReal.length,
  });
});

test('every arrangement of a pool is equally likely', () => {
  const counts = new Map<string, number>();
  const rounds = 6000;
  for (let seed = 0; seed < rounds; seed++) {
    const composition = { kind: 'concatenated', batchSize: 4 } as const;
    const plan = trainingPlan({ seed, composition, real: pool(0, 2), synthetic: pool(100, 2) });
    const order = plan
      .itemsAt(1)
      .map(({ imageIndex }) => imageIndex)
      .join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  const expected = rounds / 24;
  const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // The 0.999 quantile of chi-square with 23 degrees of freedom.
  expect(chiSquare).toBeLessThan(49.7);
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
