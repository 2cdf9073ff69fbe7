import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { MetricPoint, Run } from '../../src-shared/domain/run.ts';
import { recipeSchema } from '../../src-shared/domain/training.ts';
import { queries } from '../api/queries.ts';
import { type Curve, CurveChart } from '../charts/curve-chart.tsx';
import { DrawnNotice } from '../charts/drawn-notice.tsx';
import { formatLoss, pointsOf, recipeLines } from '../charts/run-curves.ts';
import { SmoothingSlider } from '../charts/smoothing-slider.tsx';
import { formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import { Section } from '../ui/page.tsx';
import { Segments } from '../ui/segments.tsx';
import styles from './runs.module.css';

const measures = [
  { value: 'valAccuracy', label: 'Val accuracy' },
  { value: 'loss', label: 'Train loss' },
  { value: 'trainAccuracy', label: 'Train accuracy' },
  { value: 'valLoss', label: 'Val loss' },
] as const;

type Measure = (typeof measures)[number]['value'];

/** The curves of the chosen runs over one another, coloured by recipe; pointing at one names it. */
export function OverlaidCurves({ runs: chosen }: { runs: readonly Run[] }) {
  const [measure, setMeasure] = useState<Measure>('valAccuracy');
  const [smoothing, setSmoothing] = useState(0);
  const runs = useMemo(() => chosen.toSorted(byRecipe), [chosen]);
  const metrics = useQueries({ queries: runs.map(({ id }) => queries.metrics(id)), combine: dataOf });
  const curves = useMemo(() => {
    const several = new Set(runs.map(({ experiment }) => experiment)).size > 1;
    return runs.map((run, at) => curveOf(run, metrics[at] ?? [], measure, several));
  }, [runs, metrics, measure]);
  const accuracy = measure === 'valAccuracy' || measure === 'trainAccuracy';
  return (
    <Section
      title="Curves"
      hint={`${formatNoun(runs.length, 'run')} chosen`}
      actions={<SmoothingSlider value={smoothing} onChange={setSmoothing} />}
    >
      <div className={styles.measures}>
        <Segments label="What is drawn" segments={measures} value={measure} onChange={setMeasure} />
      </div>
      <CurveChart
        title={measures.find(({ value }) => value === measure)?.label ?? ''}
        curves={curves}
        smoothing={smoothing}
        lastStep={Math.max(...runs.map(({ totalSteps }) => totalSteps))}
        format={(value) => (accuracy ? formatPercent(value, 0) : formatLoss(value))}
      />
      {runs.some(({ drawn }) => drawn) && <DrawnNotice />}
    </Section>
  );
}

const byRecipe = (a: Run, b: Run): number =>
  recipeSchema.options.indexOf(a.recipe) - recipeSchema.options.indexOf(b.recipe) ||
  a.seed - b.seed ||
  a.id - b.id;

const dataOf = (results: { data: MetricPoint[] | undefined }[]): (MetricPoint[] | undefined)[] =>
  results.map(({ data }) => data);

function curveOf(run: Run, metrics: readonly MetricPoint[], measure: Measure, several: boolean): Curve {
  const title = describeRecipe(run.recipe, run.settings).title;
  return {
    id: String(run.id),
    name: `${several ? `${run.experiment}: ` : ''}${title}, seed ${run.seed}`,
    ...recipeLines[run.recipe],
    points: pointsOf(metrics, measure),
  };
}
