import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import { OriginBar } from './origin-bar.tsx';
import { OriginList } from './origin-list.tsx';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';
import { emptyTally, type OriginTally, sumTallies, tallyByClass, totalOf } from './tallies.ts';

const ROW = 44;

interface Item {
  /** Null stands for all classes. */
  readonly id: number | null;
  readonly name: string;
  readonly phrase: string | null;
  readonly tally: OriginTally;
}

/** The classes with their prompts by origin; choosing one shows its prompts only. */
export const ClassPanel = memo(function ClassPanel({
  classes,
  prompts,
}: {
  classes: readonly ImageClass[];
  prompts: readonly Prompt[];
}) {
  const classId = usePrompts((state) => state.filter.classId);
  const tallies = useMemo(() => tallyByClass(prompts), [prompts]);
  const items = useMemo((): readonly Item[] => {
    const ordered = classes.toSorted((a, b) => a.position - b.position);
    return [
      { id: null, name: 'All classes', phrase: null, tally: sumTallies(tallies.values()) },
      ...ordered.map(({ id, name, phrase }) => ({
        id,
        name,
        phrase,
        tally: tallies.get(id) ?? emptyTally,
      })),
    ];
  }, [classes, tallies]);
  const chosen = Math.max(
    0,
    items.findIndex(({ id }) => id === classId),
  );
  return (
    <aside className={styles.classPanel} aria-label="Classes and origins">
      <OriginList tally={items[chosen]?.tally ?? emptyTally} />
      <h2 className={styles.panelTitle}>Classes</h2>
      <ClassList items={items} chosen={chosen} />
    </aside>
  );
});

/** Only classes in sight exist. The choice follows the arrow keys. */
function ClassList({ items, chosen }: { items: readonly Item[]; chosen: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 4,
    paddingStart: 8,
    paddingEnd: 8,
  });
  useEffect(() => rows.scrollToIndex(chosen), [rows, chosen]);
  const largest = Math.max(1, ...items.slice(1).map(({ tally }) => totalOf(tally)));
  const choose = (place: number) => setFilter({ classId: items[place]?.id ?? null });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, chosen, items);
    if (to === null) return;
    event.preventDefault();
    choose(to);
  };
  return (
    <div
      ref={frame}
      className={styles.classList}
      role="listbox"
      aria-label="Classes"
      tabIndex={0}
      aria-activedescendant={`prompt-class-${chosen}`}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const option = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
        if (option) choose(Number(option.dataset['place']));
      }}
    >
      <div className={styles.canvas} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return (
            item && (
              <ClassOption
                key={item.id ?? 0}
                item={item}
                place={index}
                top={start}
                chosen={index === chosen}
                largest={largest}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function ClassOption(props: { item: Item; place: number; top: number; chosen: boolean; largest: number }) {
  const { id, name, phrase, tally } = props.item;
  const count = totalOf(tally);
  return (
    <div
      id={`prompt-class-${props.place}`}
      role="option"
      tabIndex={-1}
      data-place={props.place}
      aria-selected={props.chosen}
      aria-label={`${name}: ${formatNoun(count, 'prompt')}`}
      data-selected={props.chosen || undefined}
      className={styles.classItem}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <span className={styles.className} title={phrase ? `${name}: “${phrase}”` : name}>
        {name}
        {phrase && <span className={styles.phrase}>{phrase}</span>}
      </span>
      <span className={cx(styles.classCount, count === 0 && styles.none)}>{formatCount(count)}</span>
      {id !== null && <OriginBar tally={tally} largest={props.largest} />}
    </div>
  );
}

/** Where a key leads from a place; letters go to the next name that begins with them. */
function keyTarget(key: string, from: number, items: readonly Item[]): number | null {
  const last = items.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default: {
      if (key.length !== 1) return null;
      const starts = ({ name }: Item) => name.toLowerCase().startsWith(key.toLowerCase());
      const after = items.findIndex((item, place) => place > from && starts(item));
      const found = after < 0 ? items.findIndex(starts) : after;
      return found < 0 ? null : found;
    }
  }
}
