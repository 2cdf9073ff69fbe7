import { type KeyboardEvent, memo, type MouseEvent, useCallback, useState } from 'react';
import { formatCount, formatPercent } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import { shareOfRow, toneOf } from './confusion.ts';
import styles from './confusion-matrix.module.css';

interface ConfusionMatrixProps {
  /** Rows: true class, columns: predicted. */
  matrix: readonly (readonly number[])[];
  classNames: readonly string[];
  /** Positions of the classes that have a row and a column. */
  shown: readonly number[];
  onOpen: (trueClass: number, predictedClass: number) => void;
}

/** Up to this many classes, the cells may be large. */
const ROOMY = 14;

/** Counted among the classes that are shown. */
type Place = readonly [row: number, column: number];

/** A grid with one tab stop: the arrows move between cells, Enter opens the images of one. */
export function ConfusionMatrix({ matrix, classNames, shown, onOpen }: ConfusionMatrixProps) {
  const [at, setAt] = useState<Place>([0, 0]);
  const open = useCallback(
    (target: EventTarget) => {
      const [row, column] = placeOf(target) ?? [-1, -1];
      const [truth, predicted] = [shown[row] ?? -1, shown[column] ?? -1];
      if ((matrix[truth]?.[predicted] ?? 0) > 0) onOpen(truth, predicted);
    },
    [matrix, shown, onOpen],
  );
  const onClick = useCallback((event: MouseEvent<HTMLElement>) => open(event.target), [open]);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const place = placeOf(event.target);
      const [down, right] = moves[event.key] ?? [0, 0];
      if (!place || (down === 0 && right === 0)) return;
      event.preventDefault();
      const last = shown.length - 1;
      const next: Place = [clamp(place[0] + down, last), clamp(place[1] + right, last)];
      setAt(next);
      cellAt(event.currentTarget.closest('table'), next)?.focus();
    },
    [shown],
  );
  return (
    <div className={styles.frame}>
      <table className={cx(styles.matrix, shown.length <= ROOMY && styles.roomy)}>
        <caption className="visually-hidden">
          Confusion matrix: rows are true classes, columns what was predicted. Enter opens the images of a
          cell.
        </caption>
        <thead>
          <tr>
            <td className={styles.corner}>true \ predicted</td>
            {shown.map((label, column) => (
              <th key={label} scope="col" className={cx(styles.column, at[1] === column && styles.lit)}>
                <span title={classNames[label]}>{classNames[label]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((trueClass, place) => (
            <Row
              key={trueClass}
              row={matrix[trueClass] ?? []}
              place={place}
              trueClass={trueClass}
              shown={shown}
              classNames={classNames}
              focused={at[0] === place ? at[1] : -1}
              onClick={onClick}
              onKeyDown={onKeyDown}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row(props: {
  row: readonly number[];
  place: number;
  trueClass: number;
  shown: readonly number[];
  classNames: readonly string[];
  /** The column that takes the tab stop, -1 if it is in another row. */
  focused: number;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}) {
  const { row, place, trueClass, shown, classNames, focused } = props;
  const truth = classNames[trueClass] ?? '';
  return (
    <tr>
      <th scope="row" className={cx(styles.rowName, focused >= 0 && styles.lit)} title={truth}>
        {truth}
      </th>
      {shown.map((predicted, column) => {
        const count = row[predicted] ?? 0;
        const share = shareOfRow(row, predicted);
        const right = predicted === trueClass;
        return (
          <td key={predicted} className={styles.cell}>
            <button
              type="button"
              onClick={props.onClick}
              onKeyDown={props.onKeyDown}
              data-place={`${place} ${column}`}
              tabIndex={column === focused ? 0 : -1}
              className={cx(styles.value, right ? styles.right : styles.wrong, share >= 0.5 && styles.strong)}
              style={{ background: `color-mix(in oklab, var(--tone) ${toneOf(share)}%, var(--hover))` }}
              title={`${truth} → ${classNames[predicted]}: ${formatCount(count)} (${formatPercent(share)})`}
              aria-label={`${formatCount(count)} of ${truth} predicted as ${classNames[predicted]}`}
            >
              {count > 0 ? formatCount(count) : ''}
            </button>
          </td>
        );
      })}
    </tr>
  );
});

const moves: Readonly<Record<string, Place>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clamp = (value: number, last: number): number => Math.min(last, Math.max(0, value));

const cellAt = (table: HTMLElement | null, [row, column]: Place): HTMLElement | null | undefined =>
  table?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`);

function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [row, column] = cell?.dataset['place']?.split(' ').map(Number) ?? [];
  return row === undefined || column === undefined ? null : [row, column];
}
