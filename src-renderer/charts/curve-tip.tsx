import { formatCount } from '../../src-shared/format/numbers.ts';
import type { Curve } from './curve-chart.tsx';
import styles from './curve-chart.module.css';

interface CurveTipProps {
  curves: readonly Curve[];
  format: (value: number) => string;
  /** The curve that is pointed at, which stands first. */
  lit: string | null;
  /** Given by the chart. */
  active?: boolean;
  label?: string | number;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
}

/** More names than this would cover the chart; the line that is pointed at is always among them. */
const MOST_NAMES = 9;

/** The values of all curves at a step, the highest first, each with its name. */
export function CurveTip({ curves, format, lit, active, label, payload }: CurveTipProps) {
  if (!active || !payload) return null;
  const values = payload.flatMap(({ dataKey, value }) => {
    const curve = curves.find(({ id }) => id === dataKey);
    return curve && typeof value === 'number' ? [{ curve, value }] : [];
  });
  const ordered = values.toSorted(
    (a, b) => Number(b.curve.id === lit) - Number(a.curve.id === lit) || b.value - a.value,
  );
  if (ordered.length === 0) return null;
  return (
    <div className={styles.tip}>
      <p className={styles.tipStep}>Step {formatCount(Number(label))}</p>
      {ordered.slice(0, MOST_NAMES).map(({ curve, value }) => (
        <p key={curve.id} className={styles.tipRow} style={{ fontWeight: curve.id === lit ? 600 : 400 }}>
          <span className={styles.swatch} style={{ background: curve.colour }} />
          <span className={styles.tipName}>{curve.name}</span>
          <span>{format(value)}</span>
        </p>
      ))}
      {ordered.length > MOST_NAMES && (
        <p className={styles.tipStep}>and {ordered.length - MOST_NAMES} more</p>
      )}
    </div>
  );
}
