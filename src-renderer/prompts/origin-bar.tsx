import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { originNames } from '../../src-shared/format/prompts.ts';
import styles from './prompts.module.css';
import { type OriginTally, totalOf } from './tallies.ts';

/** A thin bar of one class: its parts are the origins, its length the count beside the largest class. */
export function OriginBar({ tally, largest }: { tally: OriginTally; largest: number }) {
  const total = totalOf(tally);
  return (
    <span
      className={styles.originBar}
      style={{ width: `${(total / Math.max(1, largest)) * 100}%` }}
      aria-hidden
    >
      {promptOriginSchema.options
        .filter((origin) => tally[origin] > 0)
        .map((origin) => (
          <span
            key={origin}
            className={styles.originPart}
            data-origin={origin}
            style={{ flexGrow: tally[origin] }}
            title={`${originNames[origin]}: ${tally[origin]}`}
          />
        ))}
    </span>
  );
}
