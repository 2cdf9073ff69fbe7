import { memo, useDeferredValue, useMemo } from 'react';
import { promptWriterSchema } from '../../src-shared/domain/prompt.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { writerNames } from '../../src-shared/format/prompts.ts';
import { Select } from '../ui/select.tsx';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';

/** Who wrote the prompts; absent while one writer wrote them all. */
export const WriterFilter = memo(function WriterFilter() {
  const prompts = useDeferredValue(usePrompts((state) => state.prompts));
  const chosen = usePrompts((state) => state.filter.writer);
  const counts = useMemo(() => {
    const tally = new Map<string, number>();
    for (const { writer } of prompts ?? []) tally.set(writer, (tally.get(writer) ?? 0) + 1);
    return tally;
  }, [prompts]);
  const occurring = promptWriterSchema.options.filter((writer) => counts.has(writer) || writer === chosen);
  if (occurring.length < 2) return null;
  return (
    <div className={styles.nameFilter}>
      <Select
        label="Writer"
        hideLabel
        value={chosen ?? 'any'}
        options={[
          { value: 'any', label: 'Every writer' },
          ...occurring.map((writer) => ({
            value: writer,
            label: `By ${writerNames[writer]}`,
            hint: formatCount(counts.get(writer) ?? 0),
          })),
        ]}
        onChange={(value) =>
          setFilter({ writer: promptWriterSchema.options.find((writer) => writer === value) ?? null })
        }
      />
    </div>
  );
});
