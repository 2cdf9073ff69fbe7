import { useVirtualizer } from '@tanstack/react-virtual';
import { FilterX } from 'lucide-react';
import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { CommandContextMenu } from '../commands/command-context-menu.tsx';
import { extendTo, pointAt, toggleAt } from '../review/selection.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { EmptyState } from '../ui/states.tsx';
import { cellId, COLUMN_COUNT, columnPlaces, columns } from './columns.ts';
import { beginEdit } from './editing.ts';
import { everyPrompt } from './filter.ts';
import { PromptRow } from './prompt-row.tsx';
import styles from './prompts.module.css';
import { setFilter, shownList, usePrompts } from './store.ts';

const ROW_HEIGHT = 34;
const HEAD_HEIGHT = 30;

/** The prompts that pass the filter. Only rows in sight exist; the keyboard stays with the table and points at cells. */
export function PromptTable({ classes }: { classes: readonly ImageClass[] }) {
  const shown = usePrompts((state) => state.shown);
  const selection = usePrompts((state) => state.selection);
  const editing = usePrompts((state) => state.editing);
  const column = usePrompts((state) => state.column);
  const filter = usePrompts((state) => state.filter);
  const frame = useRef<HTMLDivElement>(null);
  const names = useMemo(() => new Map(classes.map(({ id, name }) => [id, name])), [classes]);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const { focus } = selection;
  const focused = shown[focus]?.id;
  useEffect(() => {
    if (focus >= 0) rows.scrollToIndex(focus);
  }, [rows, focus]);
  useEffect(() => {
    if (editing === null && !isTyping()) frame.current?.focus({ preventScroll: true });
  }, [editing]);
  if (shown.length === 0) return <NothingShown />;
  const withClass = filter.classId === null;
  return (
    <div className={styles.tableArea}>
      <CommandContextMenu groups={['Prompts']}>
        <div
          ref={frame}
          className={styles.table}
          role="grid"
          data-prompt-table
          aria-label="Prompts"
          aria-multiselectable
          aria-rowcount={shown.length + 1}
          aria-colcount={COLUMN_COUNT}
          aria-activedescendant={focused === undefined ? undefined : cellId(focused, column)}
          tabIndex={0}
          onMouseDown={onMouseDown}
          onDoubleClick={(event) => placeUnder(event) !== null && beginEdit()}
        >
          <TableHead withClass={withClass} />
          <div className={styles.canvas} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const prompt = shown[index];
              return (
                prompt && (
                  <PromptRow
                    key={prompt.id}
                    prompt={prompt}
                    place={index}
                    top={start - HEAD_HEIGHT}
                    className={withClass ? (names.get(prompt.classId) ?? '') : null}
                    focused={index === focus}
                    chosen={selection.ids.has(prompt.id)}
                    column={index === focus || prompt.id === editing ? column : null}
                    editing={prompt.id === editing}
                  />
                )
              );
            })}
          </div>
        </div>
      </CommandContextMenu>
    </div>
  );
}

const TableHead = ({ withClass }: { withClass: boolean }) => (
  <div
    role="row"
    aria-rowindex={1}
    className={cx(styles.head, styles.columns, withClass && styles.withClass)}
  >
    {withClass && <span {...head('className')}>Class</span>}
    <span {...head('text')} data-prompt-head="text">
      Prompt
    </span>
    <span {...head('origin')} className={styles.originHead}>
      Written as
    </span>
    <span {...head('context')} className={styles.wideOnly} data-prompt-head="context">
      Context
    </span>
    <span {...head('style')} className={styles.wideOnly} data-prompt-head="style">
      Style
    </span>
    <span {...head('images')} className={styles.number}>
      Images
    </span>
    <span {...head('kept')} className={styles.number}>
      Kept
    </span>
    <span {...head('actions')}>
      <span className="visually-hidden">Actions</span>
    </span>
  </div>
);

const head = (column: keyof typeof columnPlaces) =>
  ({ role: 'columnheader', 'aria-colindex': columnPlaces[column] }) as const;

const NothingShown = () => (
  <EmptyState
    icon={<FilterX />}
    title="No prompt matches the filter"
    actions={<Button onPress={() => setFilter(everyPrompt)}>Show all prompts</Button>}
  >
    The class, the origin or the words chosen leave nothing over.
  </EmptyState>
);

/** Whether the keyboard is with a field, which the table must not take it from. */
const isTyping = (): boolean =>
  document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea');

function onMouseDown(event: MouseEvent<HTMLElement>): void {
  const place = placeUnder(event);
  if (place === null || isControl(event)) return;
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
  const column = columns.find((each) => each === cell?.dataset['column']);
  if (column) usePrompts.setState({ column });
  usePrompts.setState(({ selection, shown }) => {
    const list = shownList(shown);
    if (event.button === 2 && selection.ids.has(list.idAt(place))) return {};
    if (event.shiftKey) return { selection: extendTo(selection, place, list) };
    if (event.ctrlKey || event.metaKey) return { selection: toggleAt(selection, place, list) };
    return { selection: pointAt(place, list) };
  });
}

const isControl = (event: MouseEvent<HTMLElement>): boolean =>
  event.target instanceof Element && event.target.closest('button, textarea, input') !== null;

function placeUnder(event: MouseEvent<HTMLElement>): number | null {
  const row = event.target instanceof Element ? event.target.closest('[data-place]') : null;
  return row instanceof HTMLElement ? Number(row.dataset['place']) : null;
}
