import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import { EditInPlace } from '../ui/edit-in-place.tsx';
import { setWanted } from './changes.ts';
import styles from './classes.module.css';
import { wantedProblem } from './problems.ts';

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

/** Kept images, and how many of them are wanted, which can be said here; the bar is full when all are there. */
export function KeptCell({ imageClass, of }: { imageClass: ImageClass; of: number }) {
  const { id, name, wanted } = imageClass;
  const count = imageClass.counts.synthetic.keep;
  const share = wanted === null ? count / of : count / Math.max(1, wanted);
  const words = wanted === null ? 'none in mind' : formatCount(wanted);
  return (
    <td className={cx(styles.number, count === 0 && wanted === null && styles.zero)}>
      <EditInPlace
        label={`Kept images wanted of ${name}`}
        buttonLabel={`${formatCount(count)} kept of ${name}, wanted: ${words}. Change what is wanted`}
        value={wanted === null ? '' : String(wanted)}
        placeholder="wanted"
        maxLength={7}
        inputMode="numeric"
        problemOf={wantedProblem}
        onChange={(text) => void setWanted(id, text === '' ? null : Number(text))}
        className={styles.keptButton}
        fieldClassName={styles.wantedField}
      >
        {formatCount(count)}
        {wanted !== null && <span className={styles.wanted}> of {formatCount(wanted)}</span>}
      </EditInPlace>
      <span
        className={cx(styles.bar, styles.keep)}
        style={{ width: `${Math.min(1, share) * 100}%` }}
        aria-hidden
      />
    </td>
  );
}
