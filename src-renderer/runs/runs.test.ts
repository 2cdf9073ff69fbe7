import { expect, test } from 'vitest';
import type { Run, RunSummary, SummaryColumn } from '../../src-shared/domain/run.ts';
import { type RecipeName, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { mostConfused, shareOfRow, topMistakes } from './confusion.ts';
import { accuracyWords, differenceWords } from './summary-words.ts';
import { commonPrefix, experimentsOf, nextSorting, sorted } from './table-model.ts';

const run = (
  id: number,
  experiment: string,
  recipe: RecipeName,
  seed: number,
  sets: Run['evaluations'] = [],
): Run => ({
  id,
  jobId: 1,
  experiment,
  recipe,
  seed,
  status: 'done',
  settings: trainingSettingsSchema.parse({}),
  realSetId: 1,
  syntheticSetIds: [],
  images: { real: 10, synthetic: 0 },
  digests: { data: 'd', synthetic: 's' },
  classNames: ['a', 'b'],
  step: 600,
  totalSteps: 600,
  imagesPerSecond: null,
  dataWaitShare: null,
  bestValAccuracy: null,
  evaluations: sets,
  shortcut: null,
  generation: null,
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  error: null,
  notes: [],
  drawn: id === 1,
});

const evaluated = (
  name: string,
  kind: Run['evaluations'][number]['kind'],
  styleCoverage: Run['evaluations'][number]['styleCoverage'] = 'unknown',
): Run['evaluations'][number] => ({
  name,
  kind,
  setId: 1,
  styleCoverage,
  images: 10,
  top1: 0.5,
  meanPerClass: 0.5,
  top5: null,
  confusion: [],
  calibration: null,
  corruptions: null,
  features: [],
});

const column = (name: string, mean: number): SummaryColumn => ({
  name,
  kind: 'test',
  styleCoverage: 'unknown',
  mean,
  std: null,
  n: 1,
  meanPerClass: { mean, std: null },
  generations: null,
  sameImages: true,
  withoutDoubtful: null,
  difference: null,
  best: false,
});

const summary = (experiment: string, recipe: RecipeName, mean: number): RunSummary => ({
  experiment,
  recipe,
  runIds: [],
  shortcut: null,
  n: 1,
  columns: [column('test', mean)],
});

test('experiments from the latest, recipes in their order, seeds ascending', () => {
  const runs = [
    run(1, 'old', 'mixed', 2),
    run(2, 'old', 'mixed', 1),
    run(3, 'old', 'real-only', 1),
    run(4, 'new', 'mixed', 1),
  ];
  const [first, second] = experimentsOf(runs, [summary('old', 'mixed', 0.5)]);
  expect([first?.name, second?.name]).toEqual(['new', 'old']);
  expect(second?.rows.map(({ recipe }) => recipe)).toEqual(['real-only', 'mixed']);
  expect(second?.rows[1]?.runs.map(({ id }) => id)).toEqual([2, 1]);
  expect(second?.rows[1]?.summary?.n).toBe(1);
  expect(second?.rows[0]?.summary).toBeUndefined();
  expect([first?.drawn, second?.drawn]).toEqual([false, true]);
});

test('columns: val, test, then held-out styles before covered ones', () => {
  const sets = [
    evaluated('sketch', 'ood', 'covered'),
    evaluated('test', 'test'),
    evaluated('neon', 'ood', 'held-out'),
    evaluated('val', 'val'),
    { ...evaluated('val, auxiliary batch norm', 'val'), batchNorm: 'auxiliary' as const },
  ];
  const [experiment] = experimentsOf([run(1, 'x', 'real-only', 1, sets)], []);
  expect(experiment?.columns.map(({ name }) => name)).toEqual(['val', 'test', 'neon', 'sketch']);
});

test('sorting puts what has no value last, in both directions', () => {
  const runs = [run(1, 'x', 'real-only', 1), run(2, 'x', 'synthetic-only', 1), run(3, 'x', 'mixed', 1)];
  const [experiment] = experimentsOf(runs, [summary('x', 'real-only', 0.5), summary('x', 'mixed', 0.7)]);
  const order = (descending: boolean) =>
    sorted(experiment?.rows ?? [], { column: 'test', descending }).map(({ recipe }) => recipe);
  expect(order(true)).toEqual(['mixed', 'real-only', 'synthetic-only']);
  expect(order(false)).toEqual(['real-only', 'mixed', 'synthetic-only']);
});

test('a heading is pressed through down, up and off', () => {
  const down = nextSorting({ column: null, descending: true }, 'test');
  const up = nextSorting(down, 'test');
  expect(down).toEqual({ column: 'test', descending: true });
  expect(up).toEqual({ column: 'test', descending: false });
  expect(nextSorting(up, 'test').column).toBeNull();
  expect(nextSorting(up, 'val')).toEqual({ column: 'val', descending: true });
});

test('mistakes by their number, without the diagonal', () => {
  const matrix = [
    [8, 2, 0],
    [5, 1, 1],
    [0, 0, 0],
  ];
  expect(topMistakes(matrix, 2)).toEqual([
    { trueClass: 1, predictedClass: 0, count: 5 },
    { trueClass: 0, predictedClass: 1, count: 2 },
  ]);
  expect(shareOfRow([8, 2, 0], 0)).toBe(0.8);
  expect(shareOfRow([0, 0], 0)).toBe(0);
});

test('what all out-of-distribution names begin with is left out of the headings', () => {
  expect(commonPrefix(['Menagerie, neon', 'Menagerie, sketch'])).toBe('Menagerie, ');
  expect(commonPrefix(['Menagerie, neon', 'sketch'])).toBe('');
  expect(commonPrefix(['Menagerie, neon'])).toBe('');
  expect(commonPrefix([])).toBe('');
});

test('an accuracy says what stands behind it', () => {
  const plain = { ...column('test', 0.6), n: 3, meanPerClass: { mean: 0.59, std: 0.01 } };
  expect(accuracyWords(plain)).toBe('mean per class 59.0 % ± 1.0, n = 3');
  expect(accuracyWords({ ...plain, sameImages: false })).toContain('not all runs of the experiment');
  const generations = { n: 2, std: 0.014 };
  const withoutDoubtful = { mean: 0.58, std: null, images: 390 };
  expect(
    accuracyWords({ ...plain, generations, withoutDoubtful })
      .split('\n')
      .slice(1),
  ).toEqual([
    'synthetic images of 2 generation seeds, ± 1.4 between them',
    '58.0 % on the 390 images that look like none that was trained or chosen on',
  ]);
});

test('a difference says what each of its intervals is about', () => {
  const testImages = { low: 0.012, high: 0.03, images: 4000 };
  const interval = { low: -0.003, high: 0.045 };
  expect(differenceWords({ mean: 0.02, interval, n: 3, testImages }).split('\n')).toEqual([
    'other training seeds: −0.3 to +4.5 points (95 %, t interval of 3 paired seeds)',
    'other test images: +1.2 to +3.0 points (95 %, bootstrap of 4,000 images)',
  ]);
  expect(differenceWords({ mean: 0.02, interval: null, n: 1, testImages: null })).toBe(
    'one seed: no interval over training seeds',
  );
});

test('of many classes those that are taken for others, or others for them, come into the matrix', () => {
  const matrix = [
    [9, 0, 0, 1],
    [0, 5, 5, 0],
    [0, 0, 10, 0],
    [0, 0, 0, 10],
  ];
  expect(mostConfused(matrix, 4)).toEqual([0, 1, 2, 3]);
  expect(mostConfused(matrix, 2)).toEqual([1, 2]);
  expect(mostConfused(matrix, 3)).toEqual([0, 1, 2]);
});
