import { memo, useDeferredValue, useMemo } from 'react';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { Select } from '../ui/select.tsx';
import { type Mark, marks } from './filter.ts';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';

const markNames: Readonly<Record<Mark, string>> = {
  stale: 'Stale',
  locked: 'Locked',
  edited: 'Changed by hand',
};

/** Stale, locked or changed prompts only; absent while there are none. */
export const MarkFilter = memo(function MarkFilter() {
  const prompts = useDeferredValue(usePrompts((state) => state.prompts));
  const chosen = usePrompts((state) => state.filter.mark);
  const counts = useMemo(
    () => new Map(marks.map((mark) => [mark, (prompts ?? []).filter((prompt) => prompt[mark]).length])),
    [prompts],
  );
  const occurring = marks.filter((mark) => (counts.get(mark) ?? 0) > 0 || mark === chosen);
  if (occurring.length === 0) return null;
  return (
    <div className={styles.nameFilter}>
      <Select
        label="Marks"
        hideLabel
        value={chosen ?? 'any'}
        options={[
          { value: 'any', label: 'Every mark' },
          ...occurring.map((mark) => ({
            value: mark,
            label: markNames[mark],
            hint: formatCount(counts.get(mark) ?? 0),
          })),
        ]}
        onChange={(value) => setFilter({ mark: marks.find((mark) => mark === value) ?? null })}
      />
    </div>
  );
});
