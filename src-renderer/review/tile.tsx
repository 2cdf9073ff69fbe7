import { Check, X } from 'lucide-react';
import { memo, useState } from 'react';
import type { Verdict } from '../../src-shared/domain/image-set.ts';
import { thumbnailAddress } from '../api/addresses.ts';
import { cx } from '../ui/class-names.ts';
import styles from './review.module.css';

interface TileProps {
  id: number;
  position: number;
  column: number;
  size: number;
  className: string;
  verdict: Verdict;
  focused: boolean;
  chosen: boolean;
  /** Whether a thumbnail that is not there yet may be fetched. */
  calm: boolean;
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  undecided: 'undecided',
  keep: 'kept',
  reject: 'rejected',
};

/** Names below this size would cover the picture. */
const NAMED_FROM = 110;

export const Tile = memo(function Tile(props: TileProps) {
  const { id, position, size, className, verdict, focused, chosen } = props;
  const [wanted, setWanted] = useState(props.calm);
  if (props.calm && !wanted) setWanted(true);
  const [missing, setMissing] = useState(false);
  return (
    <div
      id={`tile-${id}`}
      role="gridcell"
      aria-colindex={props.column + 1}
      aria-selected={chosen}
      aria-label={`Image ${id}, ${className}, ${verdictWords[verdict]}`}
      tabIndex={-1}
      data-position={position}
      className={cx(styles.tile, styles[verdict], focused && styles.focused, chosen && styles.chosen)}
      style={{ width: size, height: size }}
    >
      {wanted && !missing && (
        <img
          src={thumbnailAddress(id)}
          alt=""
          width={size}
          height={size}
          decoding="async"
          draggable={false}
          onError={() => setMissing(true)}
        />
      )}
      {missing && <span className={styles.gone}>File not found</span>}
      {size >= NAMED_FROM && <span className={styles.tileName}>{className}</span>}
      {verdict === 'keep' && <Check className={styles.mark} aria-hidden />}
      {verdict === 'reject' && <X className={styles.mark} aria-hidden />}
    </div>
  );
});
