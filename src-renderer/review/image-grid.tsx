import { useVirtualizer } from '@tanstack/react-virtual';
import { useQuery } from '@tanstack/react-query';
import { type MouseEvent, useDeferredValue, useEffect, useRef } from 'react';
import { queries } from '../api/queries.ts';
import { useUi } from '../app/ui-state.ts';
import { CommandContextMenu } from '../commands/command-context-menu.tsx';
import { gridLayout, useWidth } from './grid-layout.ts';
import { GridRow } from './grid-row.tsx';
import styles from './review.module.css';
import { extendTo, pointAt, toggleAt } from './selection.ts';
import { focusedId, shownOf, useReview } from './store.ts';
import { useCalmScrolling } from './use-calm-scrolling.ts';
import { openFull } from './views.ts';

/** The grid itself. Only the rows in sight exist; the keyboard stays with the grid and points at tiles by their ids. */
export function ImageGrid({ hidden }: { hidden: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const tileSize = useDeferredValue(useUi((state) => state.tileSize));
  const state = useSteadyReview();
  const { columns, rows: shown, selection, revision } = state;
  const focused = focusedId(state);
  const { data: names } = useQuery({ ...queries.classes(), select: namesById });
  const layout = gridLayout(width, tileSize);
  const { perRow, size, rowHeight } = layout;
  const calm = useCalmScrolling(frame, layout);
  const rowCount = Math.ceil(shown.length / perRow);
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 1,
    paddingStart: 8,
    paddingEnd: 8,
  });

  const { focus } = selection;
  useEffect(() => rows.measure(), [rows, rowHeight]);
  useEffect(() => useReview.setState({ perRow }), [perRow]);
  useEffect(() => {
    if (focus >= 0 && !hidden) rows.scrollToIndex(Math.floor(focus / perRow));
  }, [rows, focus, perRow, hidden]);
  useEffect(() => {
    if (!hidden) frame.current?.focus({ preventScroll: true });
  }, [hidden]);

  return (
    <CommandContextMenu groups={['Verdicts', 'Full view']}>
      <div
        ref={frame}
        className={styles.grid}
        role="grid"
        data-review-grid
        aria-label="Images"
        aria-multiselectable
        aria-rowcount={rowCount}
        aria-colcount={perRow}
        aria-busy={columns === null}
        aria-activedescendant={focused === null ? undefined : `tile-${focused}`}
        tabIndex={hidden ? -1 : 0}
        inert={hidden}
        onMouseDown={onMouseDown}
        onDoubleClick={(event) => positionUnder(event) !== null && openFull()}
      >
        <div className={styles.canvas} style={{ height: rows.getTotalSize() }}>
          {columns &&
            width > 0 &&
            rows
              .getVirtualItems()
              .map(({ index, start }) => (
                <GridRow
                  key={index}
                  row={index}
                  top={start}
                  perRow={perRow}
                  size={size}
                  calm={calm}
                  columns={columns}
                  shown={shown}
                  revision={revision}
                  selection={selection}
                  names={names}
                />
              ))}
        </div>
      </div>
    </CommandContextMenu>
  );
}

/** The review as it is; when other images come, the old ones stay until the new ones were built in slices. */
function useSteadyReview(): ReturnType<typeof useReview.getState> {
  const live = useReview();
  const deferred = useDeferredValue(live);
  return live.columns === deferred.columns ? live : deferred;
}

const namesById = (classes: readonly { id: number; name: string }[]): ReadonlyMap<number, string> =>
  new Map(classes.map(({ id, name }) => [id, name]));

function onMouseDown(event: MouseEvent<HTMLElement>): void {
  const position = positionUnder(event);
  if (position === null) return;
  useReview.setState((state) => {
    const shown = shownOf(state);
    if (event.button === 2 && state.selection.ids.has(shown.idAt(position))) return {};
    if (event.shiftKey) return { selection: extendTo(state.selection, position, shown) };
    if (event.ctrlKey || event.metaKey) return { selection: toggleAt(state.selection, position, shown) };
    return { selection: pointAt(position, shown) };
  });
}

function positionUnder(event: MouseEvent<HTMLElement>): number | null {
  const tile = event.target instanceof Element ? event.target.closest('[data-position]') : null;
  return tile instanceof HTMLElement ? Number(tile.dataset['position']) : null;
}
