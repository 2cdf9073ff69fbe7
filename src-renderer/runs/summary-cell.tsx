import type { SummaryColumn } from '../../src-shared/domain/run.ts';
import { formatPercent, formatPoints } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import styles from './runs.module.css';
import { accuracyWords, differenceWords } from './summary-words.ts';

/** "71.2 ± 0.8" with the mean per class below, or with differences "+2.1" with its two intervals. */
export function SummaryCell({
  cell,
  asDifference,
}: {
  cell: SummaryColumn | undefined;
  asDifference: boolean;
}) {
  if (!cell) return <span className={styles.soft}>–</span>;
  if (asDifference) return <Difference cell={cell} />;
  const spread = cell.std === null ? '' : ` ± ${(cell.std * 100).toFixed(1)}`;
  return (
    <span className={cx(cell.best && styles.best)} title={accuracyWords(cell)}>
      {(cell.mean * 100).toFixed(1)}
      <span className={styles.spread}>{spread}</span>
      <span className={styles.interval}>{(cell.meanPerClass.mean * 100).toFixed(1)} per class</span>
      {cell.withoutDoubtful && (
        <span className={styles.interval}>{formatPercent(cell.withoutDoubtful.mean)} without doubtful</span>
      )}
    </span>
  );
}

function Difference({ cell }: { cell: SummaryColumn }) {
  const { difference } = cell;
  if (!difference) return <span className={styles.soft}>–</span>;
  const { interval, testImages } = difference;
  const clear = interval !== null && (interval.low > 0 || interval.high < 0);
  return (
    <span className={cx(clear && styles.best)} title={differenceWords(difference)}>
      {formatPoints(difference.mean)}
      {interval && <Interval name="seeds" interval={interval} />}
      {testImages && <Interval name="images" interval={testImages} />}
    </span>
  );
}

const Interval = ({ name, interval }: { name: string; interval: { low: number; high: number } }) => (
  <span className={styles.interval}>
    {name} {formatPoints(interval.low)} to {formatPoints(interval.high)}
  </span>
);
