import { useMemo } from 'react';
import { ListBox, ListBoxItem, ListLayout, Text, Virtualizer } from 'react-aria-components';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import { OriginBar } from './origin-bar.tsx';
import { OriginList } from './origin-list.tsx';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';
import { emptyTally, sumTallies, tallyByClass, totalOf } from './tallies.ts';

const ALL = 'all';
const layout = { rowHeight: 44, padding: 8 };

/** The classes with their prompts by origin; choosing one shows its prompts only. */
export function ClassPanel({
  classes,
  prompts,
}: {
  classes: readonly ImageClass[];
  prompts: readonly Prompt[];
}) {
  const classId = usePrompts((state) => state.filter.classId);
  const tallies = useMemo(() => tallyByClass(prompts), [prompts]);
  const sum = useMemo(() => sumTallies(tallies.values()), [tallies]);
  const largest = Math.max(1, ...[...tallies.values()].map(totalOf));
  const ordered = classes.toSorted((a, b) => a.position - b.position);
  const items = [
    { id: ALL, name: 'All classes', phrase: null, tally: sum },
    ...ordered.map(({ id, name, phrase }) => ({
      id: String(id),
      name,
      phrase,
      tally: tallies.get(id) ?? emptyTally,
    })),
  ];
  const tally = classId === null ? sum : (tallies.get(classId) ?? emptyTally);
  return (
    <aside className={styles.classPanel} aria-label="Classes and origins">
      <OriginList tally={tally} />
      <h2 className={styles.panelTitle}>Classes</h2>
      <Virtualizer layout={ListLayout} layoutOptions={layout}>
        <ListBox
          aria-label="Classes"
          className={styles.classList ?? ''}
          items={items}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[classId === null ? ALL : String(classId)]}
          onSelectionChange={(keys) => {
            const [chosen] = keys;
            setFilter({ classId: chosen === undefined || chosen === ALL ? null : Number(chosen) });
          }}
        >
          {({ id, name, phrase, tally: own }) => {
            const count = totalOf(own);
            return (
              <ListBoxItem
                id={id}
                textValue={name}
                className={styles.classItem ?? ''}
                aria-label={`${name}: ${formatNoun(count, 'prompt')}`}
              >
                <span className={styles.className} title={phrase ? `${name}: “${phrase}”` : name}>
                  {name}
                  {phrase && <Text className={styles.phrase}>{phrase}</Text>}
                </span>
                <span className={cx(styles.classCount, count === 0 && styles.none)}>
                  {formatCount(count)}
                </span>
                {id !== ALL && <OriginBar tally={own} largest={largest} />}
              </ListBoxItem>
            );
          }}
        </ListBox>
      </Virtualizer>
    </aside>
  );
}
