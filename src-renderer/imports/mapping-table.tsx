import { memo, useCallback, useMemo } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { Badge } from '../ui/states.tsx';
import styles from './import.module.css';
import { type MappingRow, type RowState, stateOfRows } from './mapping.ts';

interface MappingTableProps {
  rows: MappingRow[];
  classes: readonly ImageClass[];
  onChange: (change: (rows: MappingRow[]) => MappingRow[]) => void;
}

/** Folders at the left, the classes they become at the right. The same name twice merges two folders. */
export function MappingTable({ rows, classes, onChange }: MappingTableProps) {
  const states = useMemo(() => stateOfRows(rows, classes), [rows, classes]);
  const change = useCallback(
    (folder: string, part: Partial<MappingRow>) =>
      onChange((old) => old.map((row) => (row.folder === folder ? { ...row, ...part } : row))),
    [onChange],
  );
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Import</th>
            <th scope="col">Folder</th>
            <th scope="col" className={styles.number}>
              Images
            </th>
            <th scope="col">Class</th>
            <th scope="col">
              <span className="visually-hidden">What becomes of it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Row key={row.folder} row={row} state={states[at] ?? { kind: 'out' }} onChange={change} />
          ))}
        </tbody>
      </table>
      <datalist id="known-classes">
        {classes.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}

/** Plain inputs: a source may have a thousand folders. */
const Row = memo(function Row({
  row,
  state,
  onChange,
}: {
  row: MappingRow;
  state: RowState;
  onChange: (folder: string, part: Partial<MappingRow>) => void;
}) {
  const name = row.folder || 'directly in the folder';
  return (
    <tr className={row.included ? undefined : styles.left}>
      <td>
        <input
          type="checkbox"
          checked={row.included}
          onChange={(event) => onChange(row.folder, { included: event.target.checked })}
          aria-label={`Import ${name}`}
        />
      </td>
      <td className={styles.folder} title={name}>
        {name}
      </td>
      <td className={styles.number} title={splitWords(row)}>
        {formatCount(row.images)}
      </td>
      <td>
        <input
          className={styles.className}
          value={row.className}
          onChange={(event) => onChange(row.folder, { className: event.target.value })}
          disabled={!row.included}
          list="known-classes"
          maxLength={200}
          spellCheck={false}
          aria-label={`Class of ${name}`}
          aria-invalid={state.kind === 'invalid'}
        />
      </td>
      <td>
        <StateBadge state={state} />
      </td>
    </tr>
  );
});

function StateBadge({ state }: { state: RowState }) {
  switch (state.kind) {
    case 'out':
      return <span className={styles.soft}>left out</span>;
    case 'invalid':
      return <Badge look="reject">{state.reason}</Badge>;
    case 'existing':
      return <Badge>in the project</Badge>;
    case 'new':
      return <Badge look="keep">new class</Badge>;
    case 'merged':
      return <Badge look="accent">{state.folders} folders in one</Badge>;
    default:
      return state satisfies never;
  }
}

const splitWords = ({ splits }: MappingRow): string =>
  Object.entries(splits)
    .map(([split, count]) => `${split} ${formatCount(count)}`)
    .join(', ');
