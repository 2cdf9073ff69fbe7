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
