import type { RecipeDifference, SummaryColumn } from '../../src-shared/domain/run.ts';
import { formatPercent, formatPoints } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import styles from './runs.module.css';
import { accuracyWords, differenceWords } from './summary-words.ts';

/** "71.2 ± 0.8 +2.1": a mean and its difference to real only; below, the mean per class or the intervals of the difference. */
export function SummaryCell({
  cell,
  withIntervals,
}: {
  cell: SummaryColumn | undefined;
  withIntervals: boolean;
}) {
  if (!cell) return <span className={styles.soft}>–</span>;
  const { difference, withoutDoubtful } = cell;
  const spread = cell.std === null ? '' : ` ± ${(cell.std * 100).toFixed(1)}`;
  return (
    <>
      <span className={cx(cell.best && styles.best)} title={accuracyWords(cell)}>
        {(cell.mean * 100).toFixed(1)}
        <span className={styles.spread}>{spread}</span>
      </span>
      {difference ? (
        <Difference difference={difference} />
      ) : (
        <span className={styles.difference} aria-hidden />
      )}
      {withIntervals && difference ? (
        <>
          {difference.interval && <Interval name="seeds" interval={difference.interval} />}
          {difference.testImages && <Interval name="images" interval={difference.testImages} />}
        </>
      ) : (
        <>
          <span className={styles.interval}>{(cell.meanPerClass.mean * 100).toFixed(1)} per class</span>
          {withoutDoubtful && (
            <span className={styles.interval}>{formatPercent(withoutDoubtful.mean)} without doubtful</span>
          )}
        </>
      )}
    </>
  );
}

/** Bold where its interval over seeds leaves 0 out. */
function Difference({ difference }: { difference: RecipeDifference }) {
  const { interval, mean } = difference;
  const clear = interval !== null && (interval.low > 0 || interval.high < 0);
  return (
    <span className={cx(styles.difference, clear && styles.best)} title={differenceWords(difference)}>
      {formatPoints(mean)}
      <span className="visually-hidden"> to real only</span>
    </span>
  );
}

const Interval = ({ name, interval }: { name: string; interval: { low: number; high: number } }) => (
  <span className={styles.interval}>
    {name} {formatPoints(interval.low)} to {formatPoints(interval.high)}
  </span>
);
