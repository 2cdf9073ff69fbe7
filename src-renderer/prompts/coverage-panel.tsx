import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { queries } from '../api/queries.ts';
import { IconButton } from '../ui/button.tsx';
import { coverageOf } from './coverage.ts';
import { CoverageMatrix } from './coverage-matrix.tsx';
import { everyPrompt, filterPrompts } from './filter.ts';
import styles from './coverage.module.css';
import { setFilter, usePrompts } from './store.ts';

/** Which contexts and styles the prompts name, and how often each pair. */
export function CoveragePanel() {
  const { data: vocabularies } = useQuery(queries.vocabularies());
  const live = usePrompts((state) => state.prompts);
  const filter = usePrompts((state) => state.filter);
  const prompts = useDeferredValue(live);
  const { classId, origin } = filter;
  const groupOf = useMemo(
    () =>
      new Map(
        vocabularies?.flatMap(({ styles: list }) => list.map(({ name, group }) => [name, group] as const)),
      ),
    [vocabularies],
  );
  const coverage = useMemo(() => {
    const mine = filterPrompts(prompts ?? [], { ...everyPrompt, classId, origin });
    return coverageOf(mine, groupOf);
  }, [prompts, classId, origin, groupOf]);
  const named = (list: readonly { names: readonly (string | null)[] }[]) =>
    list.flatMap(({ names }) => names).filter((name) => name !== null).length;
  return (
    <aside className={styles.panel} aria-label="Coverage">
      <header className={styles.header}>
        <h2>Coverage</h2>
        <IconButton
          size="small"
          label="Hide the coverage"
          shortcut="I"
          icon={<X />}
          onPress={() => usePrompts.setState({ coverageOpen: false })}
        />
      </header>
      <p className={styles.words}>
        {formatNoun(named(coverage.contexts), 'context')} and {formatNoun(named(coverage.styles), 'style')}{' '}
        are named. A cell shows its prompts.
      </p>
      <CoverageMatrix
        coverage={coverage}
        contexts={filter.contexts}
        styles={filter.styles}
        onChoose={(contexts, stylesChosen) => setFilter({ contexts, styles: stylesChosen })}
      />
    </aside>
  );
}
