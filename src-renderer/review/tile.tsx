import { Check, X } from 'lucide-react';
import { memo, useState } from 'react';
import type { Verdict } from '../../src-shared/domain/image-set.ts';
import { thumbnailAddress } from '../api/addresses.ts';
import { cx } from '../ui/class-names.ts';
import styles from './review.module.css';

interface TileProps {
  id: number;
  version: string;
  position: number;
  column: number;
  size: number;
  className: string;
  verdict: Verdict;
  /** Whether a threshold gave the verdict. */
  byFilter: boolean;
  /** Own-class probability in percent; -1 without one. */
  percent: number;
  focused: boolean;
  chosen: boolean;
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  undecided: 'undecided',
  keep: 'kept',
  reject: 'rejected',
};

/** Names below this size would cover the picture. */
const NAMED_FROM = 110;
const SCORED_FROM = 72;

function tileWords({ id, className, verdict, byFilter, percent }: TileProps): string {
  const who = byFilter ? ' by the filter' : '';
  const score = percent >= 0 ? `, ${percent} %` : '';
  return `Image ${id}, ${className}${score}, ${verdictWords[verdict]}${who}`;
}

/** One image. The tile itself is used again for another image when the list moves under it; the picture in it is not. */
export const Tile = memo(function Tile(props: TileProps) {
  const { id, version, position, size, className, verdict, byFilter, percent, focused, chosen } = props;
  const address = thumbnailAddress(id, version);
  return (
    <div
      id={`tile-${id}`}
      role="gridcell"
      aria-colindex={props.column + 1}
      aria-selected={chosen}
      aria-label={tileWords(props)}
      tabIndex={-1}
      data-position={position}
      className={cx(
        styles.tile,
        styles[verdict],
        byFilter && styles.byFilter,
        focused && styles.focused,
        chosen && styles.chosen,
      )}
      style={{ width: size, height: size }}
    >
      <Thumbnail key={address} address={address} />
      {size >= NAMED_FROM && <span className={styles.tileName}>{className}</span>}
      {percent >= 0 && size >= SCORED_FROM && <span className={styles.percent}>{percent}</span>}
      {verdict === 'keep' && <Check className={styles.mark} aria-hidden />}
      {verdict === 'reject' && <X className={styles.mark} aria-hidden />}
    </div>
  );
});

function Thumbnail({ address }: { address: string }) {
  const [missing, setMissing] = useState(false);
  if (missing) return <span className={styles.gone}>File not found</span>;
  return <img src={address} alt="" decoding="async" draggable={false} onError={() => setMissing(true)} />;
}
