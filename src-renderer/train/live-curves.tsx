import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { MetricPoint, Run } from '../../src-shared/domain/run.ts';
import { queries } from '../api/queries.ts';
import { CurveChart } from '../charts/curve-chart.tsx';
import { DrawnNotice } from '../charts/drawn-notice.tsx';
import {
  accuracyCurves,
  formatLoss,
  lossCurves,
  marksOf,
  rateCurves,
  stageMarksOf,
} from '../charts/run-curves.ts';
import { SmoothingSlider } from '../charts/smoothing-slider.tsx';
import { formatCount, formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import { FailureNote, Note, Skeleton } from '../ui/states.tsx';
import styles from './live.module.css';
import { stageLines } from './recipe-groups.ts';

const noMetrics: readonly MetricPoint[] = [];

/** One run as it goes: what it does in words, its figures, its curves. */
export function LiveCurves({ run }: { run: Run }) {
  const { data, error } = useQuery(queries.metrics(run.id));
  const [smoothing, setSmoothing] = useState(0.6);
  const metrics = data ?? noMetrics;
  const loss = useMemo(() => lossCurves(metrics), [metrics]);
  const accuracy = useMemo(() => accuracyCurves(metrics), [metrics]);
  const rate = useMemo(() => rateCurves(metrics), [metrics]);
  const marks = useMemo(() => marksOf(run, metrics), [run, metrics]);
  const stageMarks = useMemo(() => stageMarksOf(run), [run]);
  const recipe = describeRecipe(run.recipe, run.settings);
  const shared = { smoothing, marks, lastStep: run.totalSteps, waiting: waitingWords(run) };
  return (
    <div className={styles.curves}>
      <header className={styles.curvesHeader}>
        <div>
          <h2>
            {recipe.title}, seed {run.seed}
          </h2>
          <p className={styles.soft}>{recipe.sentence}</p>
          {stageLines(recipe.stages, { kind: 'steps', steps: run.totalSteps }).map((line, at) => (
            <p key={line}>
              {at + 1}. {line}
            </p>
          ))}
        </div>
        <SmoothingSlider value={smoothing} onChange={setSmoothing} />
      </header>
      <Figures run={run} latest={metrics.at(-1)} />
      {run.error && (
        <Note kind="failed">
          <p>{run.error.message}</p>
          {run.error.advice && <p>{run.error.advice}</p>}
        </Note>
      )}
      {error && <FailureNote error={error} />}
      {data ? (
        <div className={styles.charts}>
          <CurveChart title="Loss" curves={loss} format={formatLoss} {...shared} />
          <CurveChart
            title="Accuracy"
            curves={accuracy}
            format={(value) => formatPercent(value, 0)}
            domain={[0, 1]}
            {...shared}
          />
          <CurveChart
            title="Learning rate"
            curves={rate}
            format={(value) => String(Number(value.toPrecision(2)))}
            domain={[0, 'auto']}
            isLow
            {...shared}
            marks={stageMarks}
          />
        </div>
      ) : (
        !error && <Skeleton height={290} />
      )}
      {run.drawn && <DrawnNotice />}
    </div>
  );
}

const waitingWords = ({ status, settings }: Run): string =>
  status === 'queued'
    ? 'Waits for its turn.'
    : `The first point comes after ${formatNoun(settings.validateEvery, 'step')}.`;

function Figures({ run, latest }: { run: Run; latest: MetricPoint | undefined }) {
  const speed = latest?.imagesPerSecond ?? run.imagesPerSecond;
  return (
    <dl className={styles.figures}>
      <Figure name="Step" value={`${formatCount(run.step)} / ${formatCount(run.totalSteps)}`} />
      <Figure name="Best val accuracy" value={formatPercent(run.bestValAccuracy)} />
      <Figure name="Learning rate" value={latest ? latest.learningRate.toPrecision(2) : '–'} />
      <Figure name="Speed" value={speed === null ? '–' : `${formatCount(Math.round(speed))} images/s`} />
      <Figure name="Waiting for data" value={formatPercent(run.dataWaitShare, 0)} />
      <Figure
        name="Images"
        value={`${formatCount(run.images.real)} real, ${formatCount(run.images.synthetic)} synthetic`}
      />
    </dl>
  );
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div className={styles.figure}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
