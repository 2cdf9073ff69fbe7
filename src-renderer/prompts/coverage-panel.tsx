import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { PromptVocabulary } from '../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { type CoverageLine, coverageOf } from '../../src-shared/prompts/prompt-coverage.ts';
import { queries } from '../api/queries.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Segments } from '../ui/segments.tsx';
import { Select } from '../ui/select.tsx';
import { CoverageDiversity } from './coverage-diversity.tsx';
import { fillGap } from './coverage-fill.ts';
import { type Gap, gapOf } from './coverage-gaps.ts';
import { CoverageMatrix, type Shown } from './coverage-matrix.tsx';
import { everyPrompt, filterPrompts } from './filter.ts';
import styles from './coverage.module.css';
import { setFilter, usePrompts } from './store.ts';

/** With more styles than this, a column stands for a group of them. */
const MOST_COLUMNS = 10;
const ALL = 'all';

const noClasses: readonly ImageClass[] = [];

function useVocabulary(): PromptVocabulary | undefined {
  const { data: vocabularies } = useQuery(queries.vocabularies());
  const { data: sets } = useQuery(queries.sets());
  const usual = usualVocabulary(sets ?? []);
  return vocabularies?.find(({ id }) => id === usual);
}

/** Which contexts and styles the prompts name, how often each pair, and what became of their images. */
export function CoveragePanel() {
  const vocabulary = useVocabulary();
  const { data: vocabularies } = useQuery(queries.vocabularies());
  const { data: classes = noClasses } = useQuery(queries.classes());
  const live = usePrompts((state) => state.prompts);
  const filter = usePrompts((state) => state.filter);
  const [shows, setShows] = useState<Shown>('prompts');
  const [everyWord, setEveryWord] = useState(false);
  const [filling, setFilling] = useState(false);
  const prompts = useDeferredValue(live);
  const { classId, origin } = filter;
  const groupOf = useMemo(
    () =>
      new Map(
        vocabularies?.flatMap(({ styles: list }) => list.map(({ name, group }) => [name, group] as const)),
      ),
    [vocabularies],
  );
  const mine = useMemo(
    () => filterPrompts(prompts ?? [], { ...everyPrompt, classId, origin }),
    [prompts, classId, origin],
  );
  const coverage = useMemo(() => {
    const words = everyWord && vocabulary ? namesOf(vocabulary) : {};
    return coverageOf(mine, { groupOf, mostColumns: MOST_COLUMNS, ...words });
  }, [mine, groupOf, everyWord, vocabulary]);
  const wanted = classId === null ? classes.map(({ id }) => id) : [classId];
  const gapAt = (row: number, column: number): Gap | null => {
    const [context, style] = [coverage.contexts[row], coverage.styles[column]];
    return vocabulary && context && style ? gapOf(context, style, vocabulary) : null;
  };
  /** Of the classes that are looked at, those without a prompt there, whatever its origin. */
  const lackingAt = (row: number, column: number): number[] => {
    const [contexts, styleNames] = [coverage.contexts[row]?.names, coverage.styles[column]?.names];
    if (!contexts || !styleNames) return [];
    const there = filterPrompts(live ?? [], { ...everyPrompt, classId, contexts, styles: styleNames });
    const having = new Set(there.map((prompt) => prompt.classId));
    return wanted.filter((id) => !having.has(id));
  };
  const fill = async (row: number, column: number) => {
    const gap = gapAt(row, column);
    const lacking = lackingAt(row, column);
    if (!gap || !vocabulary || filling || lacking.length === 0) return;
    setFilling(true);
    await fillGap(gap, lacking, live ?? [], vocabulary.id);
    setFilling(false);
  };
  const chosen = placeOf(coverage, filter.contexts, filter.styles);
  const lacking = chosen && gapAt(...chosen) ? lackingAt(...chosen).length : 0;
  const judged = mine.some(({ images }) => images.keep + images.reject > 0);
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
        {formatNoun(namedIn(coverage.contexts), 'context')} and{' '}
        {formatNoun(namedIn(coverage.styles), 'style')} {everyWord ? 'are shown' : 'are named'}. A cell shows
        its prompts; an empty one is filled.
      </p>
      <div className={styles.controls}>
        <Select
          label="Class"
          hideLabel
          isLong
          value={classId ?? ALL}
          options={[
            { value: ALL, label: 'All classes' },
            ...classes.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => setFilter({ classId: value === ALL ? null : value })}
        />
        {judged && (
          <Segments
            label="What the cells show"
            segments={[
              { value: 'prompts', label: 'Prompts' },
              { value: 'kept', label: 'Kept %' },
            ]}
            value={shows}
            onChange={setShows}
          />
        )}
        <Checkbox isSelected={everyWord} onChange={setEveryWord}>
          Words without prompts too
        </Checkbox>
      </div>
      {chosen && lacking > 0 && (
        <div className={styles.controls}>
          <Button size="small" isDisabled={filling} onPress={() => void fill(...chosen)}>
            {`Write for ${formatNoun(lacking, 'class', 'classes')} without`}
          </Button>
        </div>
      )}
      <CoverageMatrix
        coverage={coverage}
        contexts={filter.contexts}
        styles={filter.styles}
        onChoose={(contexts, stylesChosen) => setFilter({ contexts, styles: stylesChosen })}
        shows={judged ? shows : 'prompts'}
        classes={wanted.length}
        isFillable={(row, column) => gapAt(row, column) !== null}
        onFill={(row, column) => void fill(row, column)}
      />
      <CoverageDiversity classId={classId} prompts={live ?? []} />
    </aside>
  );
}

const namesOf = ({ contexts, styles: list }: PromptVocabulary) => ({
  contexts: contexts.map(({ name }) => name),
  styles: list.map(({ name }) => name),
});

const namedIn = (lines: readonly CoverageLine[]): number =>
  lines.flatMap(({ names }) => names).filter((name) => name !== null).length;

const same = (line: CoverageLine, names: CoverageLine['names']): boolean =>
  line.names.length === names.length && line.names.every((name, i) => name === names[i]);

/** The cell that the filter shows. */
function placeOf(
  coverage: { contexts: readonly CoverageLine[]; styles: readonly CoverageLine[] },
  contexts: CoverageLine['names'] | null,
  styleNames: CoverageLine['names'] | null,
): [row: number, column: number] | null {
  if (!contexts || !styleNames) return null;
  const row = coverage.contexts.findIndex((line) => same(line, contexts));
  const column = coverage.styles.findIndex((line) => same(line, styleNames));
  return row < 0 || column < 0 ? null : [row, column];
}
