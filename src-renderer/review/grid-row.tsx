import { memo } from 'react';
import { type Columns, verdictOfCode, versionAt } from './columns.ts';
import styles from './review.module.css';
import type { Selection } from './selection.ts';
import { Tile } from './tile.tsx';
import { useBuilt } from './use-built.ts';

interface GridRowProps {
  row: number;
  top: number;
  perRow: number;
  size: number;
  /** Whether tiles that were not shown before are worth building. */
  calm: boolean;
  columns: Columns;
  /** Rows of the columns that pass the filter, in order. */
  shown: Int32Array;
  /** Changes whenever the columns were changed in place. */
  revision: number;
  selection: Selection;
  names: ReadonlyMap<number, string> | undefined;
}

/** One row of tiles; while one scrolls too fast to see anything, an empty strip of the same size. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, top, perRow, size, calm, columns, shown, selection, names } = props;
  const built = useBuilt(calm);
  const first = row * perRow;
  const count = built ? Math.max(0, Math.min(perRow, shown.length - first)) : 0;
  return (
    <div
      className={styles.row}
      role="row"
      aria-rowindex={row + 1}
      style={{ transform: `translateY(${top}px)`, height: size }}
    >
      {Array.from({ length: count }, (_, column) => {
        const position = first + column;
        const at = shown[position]!;
        const id = columns.ids[at]!;
        return (
          <Tile
            key={column}
            id={id}
            version={versionAt(columns, at)}
            position={position}
            column={column}
            size={size}
            className={names?.get(columns.classIds[at]!) ?? ''}
            verdict={verdictOfCode(columns.verdicts[at]!)}
            byFilter={columns.byThreshold[at] === 1}
            percent={columns.percents?.[at] ?? -1}
            focused={position === selection.focus}
            chosen={selection.ids.has(id)}
          />
        );
      })}
    </div>
  );
});
