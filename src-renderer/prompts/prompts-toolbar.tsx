import { Grid3x3, X } from 'lucide-react';
import { memo, useDeferredValue, useMemo } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { originNames } from '../../src-shared/format/prompts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { SearchField } from '../ui/text-field.tsx';
import { useNarrow } from '../ui/use-narrow.ts';
import { everyPrompt, isNarrowed } from './filter.ts';
import { focusTable, PROMPT_SEARCH } from './focus.ts';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';
import { MarkFilter } from './mark-filter.tsx';
import { WriterFilter } from './writer-filter.tsx';
import { namesOf } from './tallies.ts';

const ANY = '*';
const NONE = '-';
const SEVERAL = '+';

/** Narrows the table by what the prompts name and say. */
export function PromptsToolbar({ classes }: { classes: readonly ImageClass[] }) {
  const filter = usePrompts((state) => state.filter);
  const coverageOpen = usePrompts((state) => state.coverageOpen);
  const narrow = useNarrow();
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Filter">
      {narrow && <NarrowChoices classes={classes} />}
      <div className={styles.search} id={PROMPT_SEARCH}>
        <SearchField
          label="Search the prompts"
          placeholder="Words in the prompt"
          value={filter.text}
          onChange={(text) => setFilter({ text })}
          onSubmit={focusTable}
        />
      </div>
      <NameFilter field="context" label="Context" any="Every context" none="No context" />
      <NameFilter field="style" label="Style" any="Every style" none="No style" />
      <WriterFilter />
      <MarkFilter />
      {isNarrowed(filter) && (
        <Button
          look="quiet"
          icon={<X aria-hidden />}
          onPress={() => setFilter({ ...everyPrompt, classId: filter.classId })}
        >
          Clear
        </Button>
      )}
      <div className={styles.toolbarEnd}>
        <IconButton
          label={coverageOpen ? 'Hide the coverage' : 'Show the coverage'}
          shortcut="I"
          icon={<Grid3x3 />}
          aria-pressed={coverageOpen}
          onPress={() => usePrompts.setState({ coverageOpen: !coverageOpen })}
        />
      </div>
    </div>
  );
}

/** In a narrow window: what the panel of classes and origins offers in a wide one. */
function NarrowChoices({ classes }: { classes: readonly ImageClass[] }) {
  const filter = usePrompts((state) => state.filter);
  return (
    <>
      <div className={styles.narrowChoice}>
        <Select
          label="Class"
          hideLabel
          value={filter.classId ?? 0}
          options={[
            { value: 0, label: 'All classes' },
            ...classes
              .toSorted((a, b) => a.position - b.position)
              .map(({ id, name, prompts }) => ({ value: id, label: name, hint: formatCount(prompts) })),
          ]}
          onChange={(id) => setFilter({ classId: id === 0 ? null : id })}
        />
      </div>
      <div className={styles.narrowChoice}>
        <Select
          label="Written as"
          hideLabel
          value={filter.origin ?? ANY}
          options={[
            { value: ANY, label: 'Written anyhow' },
            ...promptOriginSchema.options.map((origin) => ({ value: origin, label: originNames[origin] })),
          ]}
          onChange={(value) =>
            setFilter({ origin: promptOriginSchema.options.find((origin) => origin === value) ?? null })
          }
        />
      </div>
    </>
  );
}

const NameFilter = memo(function NameFilter(props: {
  field: 'context' | 'style';
  label: string;
  any: string;
  none: string;
}) {
  const { field } = props;
  const prompts = useDeferredValue(usePrompts((state) => state.prompts));
  const classId = useDeferredValue(usePrompts((state) => state.filter.classId));
  const chosen = usePrompts((state) => (field === 'context' ? state.filter.contexts : state.filter.styles));
  const options = useMemo(() => {
    const mine = (prompts ?? []).filter((prompt) => classId === null || prompt.classId === classId);
    return namesOf(mine, field).map(({ name, count }, place) => ({
      value: name === null ? NONE : `${place} ${name}`,
      label: name ?? props.none,
      name,
      hint: formatCount(count),
    }));
  }, [prompts, classId, field, props.none]);
  const several = chosen !== null && chosen.length > 1;
  const current = chosen === null ? undefined : options.find(({ name }) => name === chosen[0]);
  return (
    <div className={styles.nameFilter}>
      <Select
        isLong
        label={props.label}
        hideLabel
        value={several ? SEVERAL : (current?.value ?? ANY)}
        options={[
          { value: ANY, label: props.any },
          ...(several ? [{ value: SEVERAL, label: `${chosen.length} ${field}s` }] : []),
          ...options,
        ]}
        onChange={(value) => {
          if (value === SEVERAL) return;
          const option = options.find((each) => each.value === value);
          const names = option ? [option.name] : null;
          setFilter(field === 'context' ? { contexts: names } : { styles: names });
        }}
      />
    </div>
  );
});
