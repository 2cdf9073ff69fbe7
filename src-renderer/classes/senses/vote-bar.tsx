import type { SenseVote } from '../../../src-shared/domain/sense.ts';
import { formatPercent } from '../../../src-shared/format/numbers.ts';
import { cx } from '../../ui/class-names.ts';
import styles from './senses.module.css';

/** The share of a sense as a bar, with its 95 % interval as a line over it. */
export function VoteBar(props: {
  share: SenseVote['shares'][number];
  images: number;
  isProposed: boolean;
  isOutdated: boolean;
}) {
  const { share, low, high, voters } = props.share;
  const words = `${formatPercent(share)} of the vote, 95 % interval ${formatPercent(low)} to ${formatPercent(high)}; ${voters} of ${props.images} images`;
  return (
    <div className={cx(styles.vote, props.isOutdated && styles.outdated)}>
      <span className="visually-hidden">{words}</span>
      <div className={styles.track} title={words} aria-hidden>
        <span
          className={cx(styles.share, props.isProposed && styles.proposed)}
          style={{ width: `${share * 100}%` }}
        />
        <span className={styles.interval} style={{ left: `${low * 100}%`, right: `${(1 - high) * 100}%` }} />
      </div>
      <span className={styles.figures} aria-hidden>
        <b>{formatPercent(share, 0)}</b>{' '}
        <span className={styles.faint}>
          {formatPercent(low, 0)} to {formatPercent(high, 0)} · {voters} of {props.images} images
        </span>
      </span>
    </div>
  );
}
