import { useMemo, useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import styles from './curve-chart.module.css';
import { CurveTip } from './curve-tip.tsx';
import { Legend } from './legend.tsx';
import { type Point, smooth, tabulate, thin } from './smoothing.ts';

export interface Curve {
  id: string;
  name: string;
  /** A custom property of the theme, e.g. `var(--series-1)`. */
  colour: string;
  points: readonly Point[];
  /** Drawn with gaps: synthetic data, or validation beside training. */
  dashed?: boolean;
  /** Never smoothed, e.g. a validation accuracy of few points. */
  exact?: boolean;
}

/** A step at which something changes; `low` puts its name at the bottom, out of the way of the others. */
export interface Mark {
  step: number;
  label: string;
  low?: boolean;
  /** A stage begins here: a whole line. */
  strong?: boolean;
  /** How many lines further in its name stands, out of the way of the one before. */
  row?: number;
}

export interface CurveChartProps {
  title: string;
  curves: readonly Curve[];
  format: (value: number) => string;
  /** In [0, 1): the weight of the past in the bold line. */
  smoothing: number;
  marks?: readonly Mark[];
  lastStep: number;
  domain?: [number | 'auto', number | 'auto'];
  /** Half as high, across all columns: for what is only glanced at. */
  isLow?: boolean;
  /** Said in place of the curves while they have no points. */
  waiting?: string;
}

const MOST_POINTS = 400;
const LABEL_LINE = 14;
/** Keeps words readable over lines. */
const halo = { stroke: 'var(--panel)', strokeWidth: 4, style: { paintOrder: 'stroke' } } as const;
const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-soft)', fontSize: 11 },
  tickLine: false,
} as const;

/** Curves over steps: the smoothed line over the raw one. Pointing at a line, or at its name, brings it out; so does the focus on its name. */
export function CurveChart(props: CurveChartProps) {
  const { curves, smoothing, format } = props;
  const [lit, setLit] = useState<string | null>(null);
  const rows = useMemo(
    () => tabulate(curves.flatMap((curve) => linesOf(curve, smoothing))),
    [curves, smoothing],
  );
  const isNamedByTitle = curves.length === 1 && curves[0]?.name === props.title;
  const faded = (id: string) => lit !== null && lit !== id;
  return (
    <figure className={cx(styles.chart, props.isLow && styles.low)}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{props.title}</span>
        {!isNamedByTitle && <Legend curves={curves} lit={lit} onLit={setLit} />}
      </figcaption>
      <div className={styles.plot}>
        {rows.length === 0 && <p className={styles.waiting}>{props.waiting}</p>}
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 220 }}>
          <LineChart data={rows} margin={{ top: 6, right: 12, bottom: 0, left: 0 }} title={props.title}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              {...axis}
              dataKey="step"
              type="number"
              domain={[0, Math.max(1, props.lastStep)]}
              tickFormatter={formatCount}
              minTickGap={40}
            />
            <YAxis
              {...axis}
              width={46}
              domain={props.domain ?? ['auto', 'auto']}
              tickFormatter={format}
              axisLine={false}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)' }}
              content={<CurveTip curves={curves} format={format} lit={lit} />}
            />
            {props.marks?.map(({ step, label, low, strong, row = 0 }) => (
              <ReferenceLine
                key={label}
                x={step}
                stroke="var(--control-line)"
                {...(strong ? {} : { strokeDasharray: '2 3' })}
                label={{
                  value: label,
                  // Near the right edge the words stand before the line: behind it they would be cut off.
                  position: `inside${low ? 'Bottom' : 'Top'}${step > 0.8 * props.lastStep ? 'Right' : 'Left'}`,
                  fill: 'var(--text-soft)',
                  fontSize: 11,
                  dy: (low ? -1 : 1) * row * LABEL_LINE,
                  ...halo,
                }}
              />
            ))}
            {curves.map((curve) => (
              <Line
                key={`${curve.id} raw`}
                {...lineLook(curve)}
                dataKey={`${curve.id} raw`}
                strokeOpacity={faded(curve.id) ? 0.06 : 0.28}
                strokeWidth={1}
                tooltipType="none"
              />
            ))}
            {curves.map((curve) => (
              <Line
                key={curve.id}
                {...lineLook(curve)}
                dataKey={curve.id}
                strokeOpacity={faded(curve.id) ? 0.25 : 1}
                strokeWidth={lit === curve.id ? 3 : 2}
                dot={curve.points.length === 1}
                onMouseEnter={() => setLit(curve.id)}
                onMouseLeave={() => setLit(null)}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

function linesOf(curve: Curve, smoothing: number) {
  const raw = thin(curve.points, MOST_POINTS);
  if (curve.exact || smoothing === 0) return [{ id: curve.id, points: raw }];
  const smoothed = thin(smooth(curve.points, smoothing), MOST_POINTS);
  return [
    { id: `${curve.id} raw`, points: raw },
    { id: curve.id, points: smoothed },
  ];
}

const lineLook = (curve: Curve) => ({
  type: 'linear' as const,
  name: curve.name,
  stroke: curve.colour,
  ...(curve.dashed ? { strokeDasharray: '5 3' } : {}),
  dot: false,
  connectNulls: true,
  isAnimationActive: false,
});
