import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { verdictOfCode } from './columns.ts';
import styles from './review.module.css';
import { useReview } from './store.ts';
import { Tile } from './tile.tsx';

interface GridRowProps {
  row: number;
  top: number;
  perRow: number;
  size: number;
  calm: boolean;
}

export function GridRow({ row, top, perRow, size, calm }: GridRowProps) {
  const columns = useReview((state) => state.columns);
  const rows = useReview((state) => state.rows);
  const selection = useReview((state) => state.selection);
  useReview((state) => state.revision);
  const { data: names } = useQuery({ ...queries.classes(), select: namesById });
  if (!columns) return null;
  const first = row * perRow;
  const count = Math.max(0, Math.min(perRow, rows.length - first));
  return (
    <div
      className={styles.row}
      role="row"
      aria-rowindex={row + 1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {Array.from({ length: count }, (_, column) => {
        const position = first + column;
        const at = rows[position]!;
        const id = columns.ids[at]!;
        return (
          <Tile
            key={id}
            id={id}
            position={position}
            column={column}
            size={size}
            className={names?.get(columns.classIds[at]!) ?? ''}
            verdict={verdictOfCode(columns.verdicts[at]!)}
            focused={position === selection.focus}
            chosen={selection.ids.has(id)}
            calm={calm}
          />
        );
      })}
    </div>
  );
}

const namesById = (classes: readonly { id: number; name: string }[]) =>
  new Map(classes.map(({ id, name }) => [id, name]));
