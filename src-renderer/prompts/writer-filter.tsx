import { useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useMemo } from 'react';
import { promptWriterSchema } from '../../src-shared/domain/prompt.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { writerNames } from '../../src-shared/format/prompts.ts';
import { queries } from '../api/queries.ts';
import { Select } from '../ui/select.tsx';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';

const ANY = 'any';

/** Who wrote the prompts, and by which recipe of the project; absent while there is one of them only. */
export const WriterFilter = memo(function WriterFilter() {
  const prompts = useDeferredValue(usePrompts((state) => state.prompts));
  const writerChosen = usePrompts((state) => state.filter.writer);
  const recipeChosen = usePrompts((state) => state.filter.recipeId);
  const { data: recipes } = useQuery(queries.promptRecipes());
  const counts = useMemo(() => {
    const tally = new Map<string | number, number>();
    const count = (key: string | number) => tally.set(key, (tally.get(key) ?? 0) + 1);
    for (const { writer, recipeId } of prompts ?? []) {
      count(writer);
      if (recipeId !== null) count(recipeId);
    }
    return tally;
  }, [prompts]);
  const writers = promptWriterSchema.options.filter(
    (writer) => counts.has(writer) || writer === writerChosen,
  );
  const known = (recipes ?? []).filter(({ id }) => counts.has(id) || id === recipeChosen);
  if (writers.length + known.length < 2) return null;
  const options = [
    ...writers.map((writer) => ({
      value: writer as string,
      label: `By ${writerNames[writer]}`,
      hint: formatCount(counts.get(writer) ?? 0),
    })),
    ...known.map(({ id, name }) => ({
      value: String(id),
      label: `Recipe “${name}”`,
      hint: formatCount(counts.get(id) ?? 0),
    })),
  ];
  return (
    <div className={styles.nameFilter}>
      <Select
        label="Writer"
        hideLabel
        value={writerChosen ?? (recipeChosen === null ? ANY : String(recipeChosen))}
        options={[{ value: ANY, label: 'Every writer' }, ...options]}
        onChange={(value) =>
          setFilter({
            writer: promptWriterSchema.options.find((writer) => writer === value) ?? null,
            recipeId: known.find(({ id }) => String(id) === value)?.id ?? null,
          })
        }
      />
    </div>
  );
});
