import type { MetricPoint, Run } from '../../src-shared/domain/run.ts';
import type { RecipeName } from '../../src-shared/domain/training.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { planStages, stageBoundaries } from '../../src-shared/recipes/stages.ts';
import type { Curve, Mark } from './curve-chart.tsx';
import { peak, type Point } from './smoothing.ts';

type Measured =
  | 'learningRate'
  | 'loss'
  | 'realLoss'
  | 'syntheticLoss'
  | 'trainAccuracy'
  | 'valLoss'
  | 'valAccuracy';

/** One column of a run's log as a curve, without the steps at which it was not measured. */
export function pointsOf(metrics: readonly MetricPoint[], column: Measured): Point[] {
  return metrics.flatMap((point) => {
    const value = point[column];
    return value === null || !Number.isFinite(value) ? [] : [{ step: point.step, value }];
  });
}

/** Recipes to be proved are drawn in whole lines, their controls dashed. */
export const recipeLines: Readonly<Record<RecipeName, Pick<Curve, 'colour' | 'dashed'>>> = {
  'real-only': { colour: 'var(--series-1)' },
  'synthetic-only': { colour: 'var(--series-2)' },
  mixed: { colour: 'var(--series-3)' },
  'auxiliary-bn': { colour: 'var(--series-4)' },
  'auxiliary-bn-affine': { colour: 'var(--series-4)', dashed: true },
  'auxiliary-bn-statistics': { colour: 'var(--series-3)', dashed: true },
  bridged: { colour: 'var(--series-5)' },
  'bridged++': { colour: 'var(--series-6)' },
  'real-to-real': { colour: 'var(--series-6)', dashed: true },
  'linear-probe': { colour: 'var(--series-1)', dashed: true },
  'from-scratch': { colour: 'var(--series-2)', dashed: true },
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

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 3 });

/** "2.31", and "30.6k" where a run diverged. */
export const formatLoss = (loss: number): string =>
  Math.abs(loss) < 100 ? loss.toFixed(2) : compact.format(loss);

/** The schedule as it went. */
export const rateCurves = (metrics: readonly MetricPoint[]): Curve[] => [
  {
    id: 'rate',
    name: 'Learning rate',
    colour: 'var(--series-3)',
    points: pointsOf(metrics, 'learningRate'),
    exact: true,
  },
];

type Staged = Pick<Run, 'recipe' | 'settings' | 'totalSteps'>;

const boundariesOf = (run: Staged) => {
  const stages = planStages(recipes[run.recipe], run.settings);
  return { stages, boundaries: stageBoundaries(stages, run.totalSteps) };
};

/** Where each stage of a run but the first begins. */
export function stageMarksOf(run: Staged): Mark[] {
  const { stages, boundaries } = boundariesOf(run);
  return stages.slice(1).map(({ title }, i) => ({
    step: boundaries[i + 1] ?? 0,
    label: `Stage ${i + 2}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    strong: true,
    row: i,
  }));
}

/** Where a run changes: the stages of its recipe, the end of its first warm-up, and the step whose weights are chosen so far. */
export function marksOf(run: Staged, metrics: readonly MetricPoint[]): Mark[] {
  const { schedule, choose } = run.settings;
  const { boundaries } = boundariesOf(run);
  const warm = Math.round(schedule.warmup * (boundaries[1] ?? run.totalSteps));
  const lastStage = boundaries.at(-2) ?? 0;
  const late = metrics.filter(({ step }) => step > lastStage);
  const best = choose === 'best' ? peak(pointsOf(late, 'valAccuracy')) : null;
  return [
    ...(warm > 0 ? [{ step: warm, label: 'warm-up ends' }] : []),
    ...(best ? [{ step: best.step, label: 'best val', low: true }] : []),
    // Last, so that their names stand over the other lines.
    ...stageMarksOf(run),
  ];
}
