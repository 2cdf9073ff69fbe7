import { expect, test } from 'vitest';
import type { Evaluation, Run, RunSummary, SummaryColumn } from '../../src-shared/domain/run.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { formatRunTable, runNotes } from './run-table.ts';

const run = (seed: number, notes: string[]): Run => ({
  id: seed,
  jobId: 1,
  experiment: 'first',
  recipe: 'mixed',
  seed,
  status: 'done',
  settings: trainingSettingsSchema.parse({}),
  realSetId: 1,
  syntheticSetIds: [2],
  images: { real: 1, synthetic: 1 },
  digests: { data: 'd', synthetic: 's' },
  classNames: [],
  step: 10,
  totalSteps: 10,
  imagesPerSecond: null,
  dataWaitShare: null,
  bestValAccuracy: null,
  evaluations: [],
  shortcut: null,
  generation: null,
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  error: null,
  notes,
  drawn: false,
});

test('each note has a line that names its run', () => {
  expect(runNotes([run(1, []), run(2, ['One image could not be read.', 'The runtime is another.'])])).toEqual(
    ['mixed, seed 2: One image could not be read.', 'mixed, seed 2: The runtime is another.'],
  );
});

const column = (fields: Partial<SummaryColumn>): SummaryColumn => ({
  name: 'test',
  kind: 'test',
  styleCoverage: 'unknown',
  mean: 0.6,
  std: 0.01,
  n: 3,
  generations: null,
  sameImages: true,
  meanPerClass: { mean: 0.59, std: 0.02 },
  withoutDoubtful: null,
  difference: null,
  best: false,
  ...fields,
});

const summary = (fields: Partial<RunSummary>): RunSummary => ({
  experiment: 'first',
  recipe: 'real-only',
  runIds: [1],
  n: 3,
  shortcut: null,
  columns: [column({ name: 'val', kind: 'val' }), column({})],
  ...fields,
});

test('differences stand below with both of their intervals, and only columns that say something', () => {
  const difference = {
    mean: 0.021,
    interval: { low: -0.003, high: 0.045 },
    n: 3,
    testImages: { low: 0.012, high: 0.03, images: 400 },
  };
  const mixed = summary({
    recipe: 'mixed',
    shortcut: 0.974,
    columns: [column({ mean: 0.621, best: true, difference })],
  });
  expect(formatRunTable([summary({}), mixed], []).split('\n')).toEqual([
    'experiment  recipe     n  val         test',
    'first       real-only  3  60.0 ± 1.0  60.0 ± 1.0',
    'first       mixed      3              62.1 ± 1.0 *',
    'Top-1 accuracy in percent, mean ± standard deviation over n seeds; * marks what cannot be told from the best of a column.',
    '',
    'experiment  recipe     set   mean per class  to real-only  over seeds    over test images',
    'first       real-only  test  59.0 ± 2.0      –             –             –',
    'first       mixed      test  59.0 ± 2.0      +2.1          −0.3 to +4.5  +1.2 to +3.0',
    'Intervals are of 95 %: over seeds by Student’s t of the paired differences, over test images by bootstrap.',
    'first, mixed: real and synthetic images are told apart with an area under the curve of 0.97 (0.5 is chance).',
  ]);
});

test('generation seeds and images in doubt have columns where there are any', () => {
  const generations = { n: 2, std: 0.014 };
  const withoutDoubtful = { mean: 0.58, std: null, images: 390 };
  const table = formatRunTable([summary({ columns: [column({ generations, withoutDoubtful })] })], []);
  expect(table).toContain('mean per class  without doubtful images  generation seeds');
  expect(table).toContain('58.0 (390 images)        2, ± 1.4');
});

test('it says once where runs were not measured on the same images', () => {
  const columns = [column({ name: 'val', kind: 'val' }), column({ sameImages: false })];
  const table = formatRunTable([summary({ columns }), summary({ recipe: 'mixed', columns })], []);
  expect(table.split('first, test: not all runs were measured on the same images.')).toHaveLength(2);
  expect(table).not.toContain('first, val: not all');
});

test('what went through the auxiliary batch norms stands apart, as a diagnosis', () => {
  const auxiliary: Evaluation = {
    name: 'val, auxiliary batch norm',
    kind: 'val',
    setId: 1,
    styleCoverage: 'unknown',
    images: 10,
    top1: 0.5,
    meanPerClass: 0.5,
    top5: null,
    confusion: [],
    calibration: null,
    corruptions: null,
    features: [],
    batchNorm: 'auxiliary',
  };
  const measured: Run = { ...run(2, []), recipe: 'auxiliary-bn', evaluations: [auxiliary] };
  expect(formatRunTable([summary({})], [measured])).toContain(
    'first, auxiliary-bn, seed 2: val, auxiliary batch norm 50.0 (a diagnosis: the model uses the main batch norms).',
  );
});
