import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { MetricPoint, Run } from '../../src-shared/domain/run.ts';
import type { RecipeName } from '../../src-shared/domain/training.ts';
import type { Curve, Mark } from './curve-chart.tsx';
import { peak, type Point } from './smoothing.ts';

type Measured = 'loss' | 'realLoss' | 'syntheticLoss' | 'trainAccuracy' | 'valLoss' | 'valAccuracy';

/** One column of a run's log as a curve, without the steps at which it was not measured. */
export function pointsOf(metrics: readonly MetricPoint[], column: Measured): Point[] {
  return metrics.flatMap((point) => {
    const value = point[column];
    return value === null || !Number.isFinite(value) ? [] : [{ step: point.step, value }];
  });
}

export const recipeColours: Readonly<Record<RecipeName, string>> = {
  'real-only': 'var(--series-1)',
  'synthetic-only': 'var(--series-2)',
  mixed: 'var(--series-3)',
  'auxiliary-bn': 'var(--series-4)',
  'auxiliary-bn-affine': 'var(--series-4)',
  'auxiliary-bn-statistics': 'var(--series-4)',
  bridged: 'var(--series-5)',
  'bridged++': 'var(--series-6)',
  'real-to-real': 'var(--series-6)',
  'linear-probe': 'var(--series-1)',
  'from-scratch': 'var(--series-1)',
};

/** Loss of one run: of real and synthetic images apart where it sees both, and on val. */
export function lossCurves(metrics: readonly MetricPoint[]): Curve[] {
  const real = pointsOf(metrics, 'realLoss');
  const synthetic = pointsOf(metrics, 'syntheticLoss');
  const apart = real.length > 0 && synthetic.length > 0;
  const val = pointsOf(metrics, 'valLoss');
  return [
    ...(apart
      ? []
      : [{ id: 'loss', name: 'Train', colour: 'var(--series-1)', points: pointsOf(metrics, 'loss') }]),
    ...(apart ? [{ id: 'real', name: 'Real images', colour: 'var(--series-1)', points: real }] : []),
    ...(apart
      ? [{ id: 'synthetic', name: 'Synthetic images', colour: 'var(--series-2)', points: synthetic }]
      : []),
    ...(val.length > 0
      ? [{ id: 'val', name: 'Val', colour: 'var(--series-6)', points: val, exact: true, dashed: true }]
      : []),
  ];
}

export function accuracyCurves(metrics: readonly MetricPoint[]): Curve[] {
  const val = pointsOf(metrics, 'valAccuracy');
  return [
    { id: 'train', name: 'Train', colour: 'var(--series-1)', points: pointsOf(metrics, 'trainAccuracy') },
    ...(val.length > 0
      ? [{ id: 'val', name: 'Val', colour: 'var(--series-6)', points: val, exact: true, dashed: true }]
      : []),
  ];
}

/** Where a run changes: the stages of its recipe, the end of its warm-up, and the step whose weights are chosen so far. */
export function marksOf(run: Run, metrics: readonly MetricPoint[]): Mark[] {
  const { schedule, choose } = run.settings;
  const warm = Math.round(schedule.warmup * run.totalSteps);
  const best = choose === 'best' ? peak(pointsOf(metrics, 'valAccuracy')) : null;
  let begun = 0;
  const stages = describeRecipe(run.recipe, run.settings).stages.flatMap(({ title, share }) => {
    const step = Math.round(begun * run.totalSteps);
    begun += share;
    return step > 0 ? [{ step, label: title }] : [];
  });
  return [
    ...stages,
    ...(warm > 0 ? [{ step: warm, label: 'warm-up ends' }] : []),
    ...(best ? [{ step: best.step, label: 'best val', low: true }] : []),
  ];
}
