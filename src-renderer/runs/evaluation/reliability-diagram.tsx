import { useState } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Calibration } from '../../../src-shared/domain/evaluation.ts';
import { formatCount, formatPercent } from '../../../src-shared/format/numbers.ts';
import { Segments } from '../../ui/segments.tsx';
import styles from './evaluation.module.css';
import { barsOf, type DiagramBar } from './figures.ts';

const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-soft)', fontSize: 11 },
  tickLine: false,
  type: 'number',
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  tickFormatter: (value: number) => `${Math.round(value * 100)}`,
} as const;

const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
] as const;

/** Accuracy over confidence; bars on the diagonal can be believed. */
export function ReliabilityDiagram({ calibration }: { calibration: Calibration }) {
  const { predicted, tempered } = calibration;
  const [shown, setShown] = useState<'predicted' | 'tempered'>('predicted');
  const chosen = shown === 'tempered' && tempered ? tempered : predicted;
  const bars = barsOf(chosen);
  return (
    <figure className={styles.diagram}>
      <figcaption className={styles.caption}>
        <span className={styles.subtitle}>Reliability</span>
        {tempered && (
          <Segments
            label="Confidences"
            value={shown}
            onChange={setShown}
            segments={[
              { value: 'predicted', label: 'As predicted' },
              { value: 'tempered', label: `Temperature ${tempered.temperature.toFixed(2)}` },
            ]}
          />
        )}
      </figcaption>
      <div className={styles.plot} aria-hidden>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 300, height: 220 }}>
          <BarChart
            data={bars}
            margin={{ top: 6, right: 8, bottom: 14, left: 0 }}
            barCategoryGap={0}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke="var(--line)" />
            <XAxis
              {...axis}
              dataKey="at"
              label={{
                value: 'Confidence, %',
                position: 'bottom',
                offset: -2,
                fill: 'var(--text-soft)',
                fontSize: 11,
              }}
            />
            <YAxis {...axis} width={34} axisLine={false} />
            <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--hover)' }} content={<BinTip />} />
            <ReferenceLine segment={DIAGONAL} stroke="var(--control-line)" strokeDasharray="3 3" />
            <Bar
              dataKey="accuracy"
              fill="var(--accent)"
              fillOpacity={0.75}
              barSize={18}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <BinTable bars={bars} />
    </figure>
  );
}

function BinTip({ active, payload }: { active?: boolean; payload?: readonly { payload?: unknown }[] }) {
  const bar = payload?.[0]?.payload as DiagramBar | undefined;
  if (!active || !bar || bar.images === 0) return null;
  return (
    <div className={styles.tip}>
      <p>
        Confidence {formatPercent(bar.from, 0)} to {formatPercent(bar.to, 0)}
      </p>
      <p>{formatPercent(bar.accuracy)} right</p>
      <p>{formatPercent(bar.confidence)} mean confidence</p>
      <p>{formatCount(bar.images)} images</p>
    </div>
  );
}

/** The same for those who do not see the diagram. */
const BinTable = ({ bars }: { bars: readonly DiagramBar[] }) => (
  <table className="visually-hidden">
    <caption>Accuracy by confidence</caption>
    <thead>
      <tr>
        <th scope="col">Confidence</th>
        <th scope="col">Images</th>
        <th scope="col">Mean confidence</th>
        <th scope="col">Accuracy</th>
      </tr>
    </thead>
    <tbody>
      {bars
        .filter(({ images }) => images > 0)
        .map(({ from, to, images, confidence, accuracy }) => (
          <tr key={from}>
            <th scope="row">
              {formatPercent(from, 0)} to {formatPercent(to, 0)}
            </th>
            <td>{formatCount(images)}</td>
            <td>{formatPercent(confidence)}</td>
            <td>{formatPercent(accuracy)}</td>
          </tr>
        ))}
    </tbody>
  </table>
);
