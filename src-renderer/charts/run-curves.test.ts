import { expect, test } from 'vitest';
import type { MetricPoint } from '../../src-shared/domain/run.ts';
import { type RecipeName, recipeSchema, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { formatLoss, lossCurves, marksOf, rateCurves, recipeLines, stageMarksOf } from './run-curves.ts';

const point = (step: number, part: Partial<MetricPoint>): MetricPoint => ({
  step,
  learningRate: step / 100,
  loss: 1,
  realLoss: null,
  syntheticLoss: null,
  trainAccuracy: 0.5,
  valLoss: null,
  valAccuracy: null,
  imagesPerSecond: 1,
  ...part,
});

const run = (recipe: RecipeName, twoStage = {}) => ({
  recipe,
  totalSteps: 100,
  settings: trainingSettingsSchema.parse({ twoStage }),
});

test('each later stage is marked where it begins, with what it is', () => {
  expect(stageMarksOf(run('mixed'))).toEqual([]);
  expect(stageMarksOf(run('bridged++', { first: 0.3 }))).toEqual([
    { step: 30, label: 'Stage 2: real images, new head', strong: true, row: 0 },
  ]);
  expect(stageMarksOf(run('bridged++', { headFirst: 0.2 })).map(({ step }) => step)).toEqual([50, 60]);
});

test('the best weights are those of the last stage, the warm-up that of the first', () => {
  const metrics = [
    point(50, { valAccuracy: 0.9 }),
    point(80, { valAccuracy: 0.7 }),
    point(100, { valAccuracy: 0.6 }),
  ];
  const marks = marksOf(run('bridged'), metrics);
  expect(marks.map(({ label, step }) => [label, step])).toEqual([
    ['warm-up ends', 5],
    ['best val', 80],
    ['Stage 2: real images', 50],
  ]);
});

test('real and synthetic losses are drawn apart where a run has both', () => {
  const synthetic = point(50, { syntheticLoss: 2 });
  const real = point(100, { realLoss: 1 });
  expect(lossCurves([synthetic, real]).map(({ id, points }) => [id, points])).toEqual([
    ['real', [{ step: 100, value: 1 }]],
    ['synthetic', [{ step: 50, value: 2 }]],
  ]);
  expect(lossCurves([real]).map(({ id }) => id)).toEqual(['loss']);
});

test('the learning rate is drawn as it was', () => {
  const [curve] = rateCurves([point(10, {}), point(20, {})]);
  expect(curve?.points.map(({ value }) => value)).toEqual([0.1, 0.2]);
  expect(curve?.exact).toBe(true);
});

test('losses are short, also where a run diverged', () => {
  expect([0, 2.305, 99, 30_600, 1.2e9].map(formatLoss)).toEqual(['0.00', '2.31', '99.00', '30.6k', '1.2bn']);
});

test('every recipe has a line of its own', () => {
  const looks = recipeSchema.options.map((name) => JSON.stringify(recipeLines[name]));
  expect(new Set(looks).size).toBe(looks.length);
});
