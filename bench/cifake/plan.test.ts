import { expect, test } from 'vitest';
import { totalStepsOf } from '../../src-main/training/budget.ts';
import { planSteps, runStages } from '../../src-main/training/run/stages.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { Forecast } from './forecast.ts';
import { experimentOf, recipeOf, type Row, rows, settingsOf, STEPS } from './plan.ts';

const pool = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => ({ imageIndex: from + i, label: i % 10 }));
const REAL = 2000;

/** A run of a row, and how many of the images of its batches at some steps are real. */
function runOf(row: Row) {
  const settings = settingsOf(row, STEPS);
  const recipe = recipeOf(row);
  const run = { recipe, seed: 1, settings, totalSteps: STEPS };
  const steps = planSteps(run, { real: pool(REAL, 0), synthetic: pool(REAL * row.volume, REAL) });
  const real = (step: number): number =>
    steps.batches.itemsAt(step).filter(({ imageIndex }) => imageIndex < REAL).length;
  return { run, steps, real };
}

const find = (recipe: Row['recipe'], volume: number): Row =>
  rows.find((row) => row.recipe === recipe && row.volume === volume)!;

test.each(rows)('$recipe $volume takes 600 steps of 128 in an experiment of its own', (row) => {
  const { run, steps } = runOf(row);
  expect(totalStepsOf(recipes[run.recipe], run.settings, { real: REAL, synthetic: 0 })).toBe(600);
  expect(steps.batches.itemsAt(0)).toHaveLength(128);
  expect(rows.filter((each) => experimentOf(each, 600) === experimentOf(row, 600))).toEqual([row]);
  expect(experimentOf(row, 6)).not.toBe(experimentOf(row, 600));
});

test('batches hold what the protocol says', () => {
  for (const [recipe, volume] of [
    ['half-half', 6],
    ['auxiliary-bn', 1],
    ['auxiliary-bn', 6],
  ] as const) {
    expect(runOf(find(recipe, volume)).real(7)).toBe(64);
  }
  expect(runOf(find('real-to-real', 0)).real(0)).toBe(128);
  expect(runOf(find('synthetic-only', 6)).real(0)).toBe(0);
  const mixed = runOf(find('mixed', 6));
  const real = Array.from({ length: 20 }, (_, step) => mixed.real(step)).reduce((sum, each) => sum + each, 0);
  expect(real / (20 * 128)).toBeCloseTo(1 / 7, 1);
});

test('one-cycle peaks at 0.1 after a tenth, and at 0.05 in the second stage', () => {
  const single = runOf(find('real-only', 0)).steps;
  expect(single.learningRateAt(59)).toBeCloseTo(0.1, 6);
  const { run, steps, real } = runOf(find('bridged++', 6));
  expect(runStages(run).map(({ from, until, mixup, newHead }) => [from, until, mixup, newHead])).toEqual([
    [0, 300, 0.2, false],
    [300, 600, 0, true],
  ]);
  expect(steps.learningRateAt(29)).toBeCloseTo(0.1, 6);
  expect(steps.learningRateAt(329)).toBeCloseTo(0.05, 6);
  expect([real(299), real(300)]).toEqual([0, 128]);
});

test('what is left is corrected by how long runs really took', () => {
  const forecast = new Forecast(300);
  expect(forecast.left(100, 0.5)).toBe(250);
  forecast.finished(100, 150);
  expect(forecast.left(100, 0)).toBe(300);
  expect(forecast.left(100, 0.5)).toBe(225);
});
