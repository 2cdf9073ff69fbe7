import { formatCount } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import styles from './classes.module.css';

/** A number over a thin bar of its size. */
export function CountCell({
  count,
  of,
  look,
}: {
  count: number;
  of: number;
  look: 'real' | 'keep' | 'reject' | 'plain';
}) {
  return (
    <td className={cx(styles.number, count === 0 && styles.zero)}>
      {formatCount(count)}
      <span
        className={cx(styles.bar, styles[look])}
        style={{ width: `${(count / of) * 100}%` }}
        aria-hidden
      />
    </td>
  );
}

/** Kept images, and how many of them are wanted where that was said; the bar is full when all are there. */
export function KeptCell({ count, wanted, of }: { count: number; wanted: number | null; of: number }) {
  const share = wanted === null ? count / of : count / Math.max(1, wanted);
  return (
    <td
      className={cx(styles.number, count === 0 && wanted === null && styles.zero)}
      title={wanted === null ? undefined : `${formatCount(count)} kept of ${formatCount(wanted)} wanted`}
    >
      {formatCount(count)}
      {wanted !== null && <span className={styles.wanted}> of {formatCount(wanted)}</span>}
      <span
        className={cx(styles.bar, styles.keep)}
        style={{ width: `${Math.min(1, share) * 100}%` }}
        aria-hidden
      />
    </td>
  );
}
