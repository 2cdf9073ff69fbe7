import { describe, expect, test } from 'vitest';
import type { RecipeName } from '../../src-shared/domain/training.ts';
import type { Score } from '../project/queries/evaluations.ts';
import { summarize } from './summaries.ts';

let runId = 0;
const scores = (recipe: RecipeName, top1: readonly number[], fields: Partial<Score> = {}): Score[] =>
  top1.map((value, index) => ({
    runId: ++runId,
    experiment: 'first',
    recipe,
    seed: index + 1,
    name: 'test',
    kind: 'test',
    styleCoverage: 'unknown',
    images: 100,
    top1: value,
    meanPerClass: value - 0.1,
    ...fields,
  }));

describe('a recipe over three seeds', () => {
  // By hand: real 0.6, 0.62, 0.64 has mean 0.62, std 0.02. Mixed is 0.03, 0.05, 0.04 better: mean 0.04, std 0.01;
  // t(0.975, 2) = 4.302653, so the interval is 0.04 -+ 4.302653 * 0.01 / sqrt(3) = 0.04 -+ 0.0248414.
  const [real, mixed] = summarize([
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

test('entries that cannot be told from the best are best too', () => {
  const summaries = summarize([
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

test('one seed has no deviation, and nothing is best', () => {
  const [real, mixed] = summarize([...scores('real-only', [0.6]), ...scores('mixed', [0.61])]);
  expect(real?.columns[0]).toMatchObject({ std: null, n: 1, best: false });
  expect(mixed?.columns[0]).toMatchObject({ best: false, difference: { interval: null, n: 1 } });
});

test('a single seed does not take the mark from recipes with several', () => {
  const summaries = summarize([
    ...scores('real-only', [0.6, 0.6, 0.6]),
    ...scores('mixed', [0.9]),
    ...scores('synthetic-only', [0.5, 0.5, 0.51]),
  ]);
  expect(summaries.map(({ columns }) => columns[0]?.best)).toEqual([true, false, false]);
});

test('recipes without common seeds are not told apart', () => {
  const other = scores('mixed', [0.3, 0.3]).map((score) => ({ ...score, seed: score.seed + 10 }));
  const summaries = summarize([...scores('real-only', [0.6, 0.62]), ...other]);
  expect(summaries.map(({ columns }) => columns[0]?.best)).toEqual([true, true]);
});

test('columns are the evaluated sets, experiments stay apart', () => {
  const summaries = summarize([
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
