import { describe, expect, test } from 'vitest';
import type { RecipeName } from '../../../src-shared/domain/training.ts';
import type { Score } from '../../project/queries/run-scores.ts';
import type { ComparedEvaluations } from './image-intervals.ts';
import { summarize as summarizeWith } from './summaries.ts';

const summarize = (scores: readonly Score[]) => summarizeWith(scores, () => Promise.resolve(null));

let runId = 0;
const scores = (recipe: RecipeName, top1: readonly number[], fields: Partial<Score> = {}): Score[] =>
  top1.map((value, index) => ({
    runId: ++runId,
    evaluationId: 1000 + runId,
    experiment: 'first',
    recipe,
    seed: index + 1,
    name: 'test',
    kind: 'test',
    styleCoverage: 'unknown',
    images: 100,
    imageDigest: 'these',
    top1: value,
    meanPerClass: value - 0.1,
    clean: null,
    generation: null,
    shortcut: null,
    ...fields,
  }));

describe('a recipe over three seeds', async () => {
  // By hand: real 0.6, 0.62, 0.64 has mean 0.62, std 0.02. Mixed is 0.03, 0.05, 0.04 better: mean 0.04, std 0.01;
  // t(0.975, 2) = 4.302653, so the interval is 0.04 -+ 4.302653 * 0.01 / sqrt(3) = 0.04 -+ 0.0248414.
  const [real, mixed] = await summarize([
    ...scores('real-only', [0.6, 0.62, 0.64]),
    ...scores('mixed', [0.63, 0.67, 0.68]),
  ]);

  test('has mean and sample standard deviation of both accuracies', () => {
    expect(real).toMatchObject({ experiment: 'first', recipe: 'real-only', n: 3 });
    expect(real?.columns[0]?.mean).toBeCloseTo(0.62, 12);
    expect(real?.columns[0]?.std).toBeCloseTo(0.02, 12);
    expect(real?.columns[0]?.meanPerClass.mean).toBeCloseTo(0.52, 12);
    expect(real?.columns[0]?.difference).toBeNull();
  });

  test('is compared with real only, seed by seed', () => {
    const difference = mixed?.columns[0]?.difference;
    expect(difference?.mean).toBeCloseTo(0.04, 12);
    expect(difference?.interval?.low).toBeCloseTo(0.04 - 0.0248414, 6);
    expect(difference?.interval?.high).toBeCloseTo(0.04 + 0.0248414, 6);
    expect(difference?.n).toBe(3);
  });

  test('stands alone as best when the others can be told from it', () => {
    expect([real, mixed].map((summary) => summary?.columns[0]?.best)).toEqual([false, true]);
  });
});

test('entries that cannot be told from the best are best too', async () => {
  const summaries = await summarize([
    ...scores('real-only', [0.6, 0.7, 0.65]),
    ...scores('mixed', [0.66, 0.69, 0.66]),
    ...scores('synthetic-only', [0.3, 0.31, 0.32]),
  ]);
  expect(summaries.map(({ recipe, columns }) => [recipe, columns[0]?.best])).toEqual([
    ['real-only', true],
    ['mixed', true],
    ['synthetic-only', false],
  ]);
});

test('one seed has no deviation, and nothing is best', async () => {
  const [real, mixed] = await summarize([...scores('real-only', [0.6]), ...scores('mixed', [0.61])]);
  expect(real?.columns[0]).toMatchObject({ std: null, n: 1, best: false });
  expect(mixed?.columns[0]).toMatchObject({ best: false, difference: { interval: null, n: 1 } });
});

test('a single seed does not take the mark from recipes with several', async () => {
  const summaries = await summarize([
    ...scores('real-only', [0.6, 0.6, 0.6]),
    ...scores('mixed', [0.9]),
    ...scores('synthetic-only', [0.5, 0.5, 0.51]),
  ]);
  expect(summaries.map(({ columns }) => columns[0]?.best)).toEqual([true, false, false]);
});

test('recipes without common seeds are not told apart', async () => {
  const other = scores('mixed', [0.3, 0.3]).map((score) => ({ ...score, seed: score.seed + 10 }));
  const summaries = await summarize([...scores('real-only', [0.6, 0.62]), ...other]);
  expect(summaries.map(({ columns }) => columns[0]?.best)).toEqual([true, true]);
});

test('columns are the evaluated sets, experiments stay apart', async () => {
  const summaries = await summarize([
    ...scores('mixed', [0.5]),
    ...scores('mixed', [0.3], { name: 'art', kind: 'ood', styleCoverage: 'held-out' }),
    ...scores('mixed', [0.9], { experiment: 'second' }),
  ]);
  expect(summaries.map(({ experiment, columns }) => [experiment, columns.map(({ name }) => name)])).toEqual([
    ['first', ['test', 'art']],
    ['second', ['test']],
  ]);
  expect(summaries[0]?.columns[1]).toMatchObject({
    kind: 'ood',
    styleCoverage: 'held-out',
    difference: null,
  });
});

test('the difference to the baseline has an interval over test images, at the common seeds', async () => {
  const asked: ComparedEvaluations[] = [];
  const images = { low: -0.01, high: 0.02, images: 100 };
  const real = scores('real-only', [0.6, 0.62, 0.61]);
  const mixed = scores('mixed', [0.63, 0.64]);
  const [, summary] = await summarizeWith([...real, ...mixed], (runs) => {
    asked.push(runs);
    return Promise.resolve(images);
  });
  expect(summary?.columns[0]?.difference).toMatchObject({ n: 2, testImages: images });
  const ids = (list: readonly Score[]) => list.slice(0, 2).map((score) => [score.evaluationId]);
  expect(asked).toEqual([{ name: 'test', own: ids(mixed), baseline: ids(real) }]);
});

test('training seeds and generation seeds have deviations of their own', async () => {
  const from = (seed: number) => ({ generation: { seed, of: 'digest' } });
  // Around 0.7 and around 0.8: means 0.71 and 0.83 at the seeds 1 and 2 of both, whose deviation is 0.12 / √2.
  const generated = [
    ...scores('mixed', [0.7, 0.72, 0.74], from(1)),
    ...scores('mixed', [0.81, 0.85], from(2)),
  ];
  const summaries = await summarize([...scores('real-only', [0.6, 0.6, 0.6]), ...generated]);
  const column = summaries[1]?.columns[0];
  // At seed 1 (0.7 + 0.81) / 2, at seed 2 (0.72 + 0.85) / 2, at seed 3 0.74.
  expect(column?.mean).toBeCloseTo((0.755 + 0.785 + 0.74) / 3, 12);
  expect(column?.n).toBe(3);
  // Pooled: variances 0.0004 with two degrees of freedom and 0.0008 with one.
  expect(column?.std).toBeCloseTo(Math.sqrt((2 * 0.0004 + 0.0008) / 3), 12);
  expect(column?.generations?.n).toBe(2);
  expect(column?.generations?.std).toBeCloseTo(0.12 / Math.SQRT2, 12);
  expect(column?.difference?.mean).toBeCloseTo((0.155 + 0.185 + 0.14) / 3, 12);
  expect(summaries[0]?.columns[0]?.generations).toBeNull();
});

test('the accuracy without doubtful images stands where all runs left the same number out', async () => {
  const clean = (images: number) => ({ clean: { images, top1: 0.5 } });
  const columnOf = async (list: readonly Score[]) => (await summarize(list))[0]?.columns[0]?.withoutDoubtful;
  expect(await columnOf(scores('mixed', [0.6, 0.7], clean(90)))).toEqual({ mean: 0.5, std: 0, images: 90 });
  expect(await columnOf(scores('mixed', [0.6, 0.7]))).toBeNull();
  const [first, second] = [scores('mixed', [0.6], clean(90)), scores('mixed', [0.7], clean(80))];
  expect(await columnOf([...first, { ...second[0]!, seed: 2 }])).toBeNull();
});

test('the shortcut probe of a recipe is the mean of its runs', async () => {
  const [one, two] = [scores('mixed', [0.6], { shortcut: 0.9 }), scores('mixed', [0.6], { shortcut: 0.94 })];
  const [summary] = await summarize([...one, { ...two[0]!, seed: 2 }]);
  expect(summary?.shortcut).toBeCloseTo(0.92, 12);
});

test('it shows where runs were not measured on the same images', async () => {
  const sameImages = async (other: Partial<Score>) => {
    const summaries = await summarize([
      ...scores('real-only', [0.6, 0.7]),
      ...scores('mixed', [0.6, 0.7], other),
    ]);
    return summaries.map(({ columns }) => columns[0]?.sameImages);
  };
  expect(await sameImages({})).toEqual([true, true]);
  expect(await sameImages({ imageDigest: null })).toEqual([true, true]);
  expect(await sameImages({ imageDigest: 'others' })).toEqual([false, false]);
  expect(await sameImages({ imageDigest: null, images: 99 })).toEqual([false, false]);
});
