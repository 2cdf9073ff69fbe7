import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { originNames } from '../../src-shared/format/prompts.ts';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';
import type { OriginTally } from './tallies.ts';

/** The origins that occur, with their counts: the key to the colours, and a filter. */
export function OriginList({ tally }: { tally: OriginTally }) {
  const origin = usePrompts((state) => state.filter.origin);
  const occurring = promptOriginSchema.options.filter((each) => tally[each] > 0 || each === origin);
  if (occurring.length === 0) return null;
  return (
    <>
      <h2 className={styles.panelTitle} id="prompt-origins">
        Written as
      </h2>
      <ToggleButtonGroup
        aria-labelledby="prompt-origins"
        className={styles.origins ?? ''}
        selectionMode="single"
        orientation="vertical"
        selectedKeys={origin === null ? [] : [origin]}
        onSelectionChange={(keys) =>
          setFilter({ origin: promptOriginSchema.options.find((each) => keys.has(each)) ?? null })
        }
      >
        {occurring.map((each) => (
          <ToggleButton
            key={each}
            id={each}
            className={styles.origin ?? ''}
            aria-label={`${originNames[each]}: ${formatNoun(tally[each], 'prompt')}`}
          >
            <span className={styles.dot} data-origin={each} aria-hidden />
            <span className={styles.originName}>{originNames[each]}</span>
            <span className={styles.originCount}>{formatCount(tally[each])}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </>
  );
}
