import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import type { KeptShares } from '../../../src-shared/api/scoring.ts';
import { originNames } from '../../../src-shared/format/prompts.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { setSource } from '../loading.ts';
import { useReview } from '../store.ts';
import styles from './filter.module.css';
import { NEAR_MARGIN } from './near-threshold.ts';

const orders = [
  { value: 'set', label: 'By set and class' },
  { value: 'probability-up', label: 'Least probable first' },
  { value: 'probability-down', label: 'Most probable first' },
] as const;

/** What of the images the grid shows, and in which order. */
export function ShownOptions({ groups }: { groups: KeptShares['groups'] }) {
  const { origin, near, nearDuplicates, order } = useReview((state) => state.source);
  const present = new Set(groups.flatMap(({ by, key }) => (by === 'origin' && key !== null ? [key] : [])));
  const origins = (Object.keys(originNames) as PromptOrigin[]).filter(
    (each) => present.has(each) || each === origin,
  );
  return (
    <section className={styles.section} aria-label="Shown images">
      <h3 className={styles.heading}>Show</h3>
      {origins.length > 0 && (
        <Select
          label="Prompts"
          hideLabel
          value={origin ?? 'any'}
          options={[
            { value: 'any', label: 'Prompts of every origin' },
            ...origins.map((each) => ({ value: each, label: originNames[each] })),
          ]}
          onChange={(chosen) => setSource({ origin: chosen === 'any' ? null : chosen })}
        />
      )}
      <Select
        label="Order"
        hideLabel
        value={order}
        options={orders}
        onChange={(chosen) => setSource({ order: chosen })}
      />
      <Checkbox
        isSelected={near}
        onChange={(selected) => setSource({ near: selected })}
        hint={`± ${NEAR_MARGIN.toFixed(2)}, key T`}
      >
        Only near the threshold
      </Checkbox>
      <Checkbox isSelected={nearDuplicates} onChange={(selected) => setSource({ nearDuplicates: selected })}>
        Only near-duplicates
      </Checkbox>
    </section>
  );
}
