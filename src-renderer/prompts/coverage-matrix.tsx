import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { cx } from '../ui/class-names.ts';
import type { Coverage, CoverageLine } from './coverage.ts';
import styles from './coverage.module.css';

type Names = CoverageLine['names'];
type Place = readonly [row: number, column: number];

/** Contexts down, styles across. One tab stop: the arrows move between cells, Enter shows the prompts of one, and again all of them. */
export function CoverageMatrix(props: {
  coverage: Coverage;
  /** What the filter has chosen. */
  contexts: Names | null;
  styles: Names | null;
  onChoose: (contexts: Names | null, styles: Names | null) => void;
}) {
  const { coverage } = props;
  const [at, setAt] = useState<Place>([0, 0]);
  const isChosen = (row: number, column: number) =>
    same(props.contexts, coverage.contexts[row]?.names) && same(props.styles, coverage.styles[column]?.names);
  const choose = (target: EventTarget) => {
    const [row, column] = placeOf(target) ?? [-1, -1];
    if ((coverage.counts[row]?.[column] ?? 0) === 0) return;
    setAt([row, column]);
    if (isChosen(row, column)) props.onChoose(null, null);
    else props.onChoose(coverage.contexts[row]?.names ?? null, coverage.styles[column]?.names ?? null);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => choose(event.target);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeOf(event.target);
    const [down, right] = moves[event.key] ?? [0, 0];
    if (!place || (down === 0 && right === 0)) return;
    event.preventDefault();
    const next: Place = [
      clamp(place[0] + down, coverage.contexts.length - 1),
      clamp(place[1] + right, coverage.styles.length - 1),
    ];
    setAt(next);
    cellAt(event.currentTarget.closest('table'), next)?.focus();
  };
  const focusRow = clamp(at[0], coverage.contexts.length - 1);
  const focusColumn = clamp(at[1], coverage.styles.length - 1);
  return (
    <div className={styles.frame}>
      <table className={styles.matrix}>
        <caption className="visually-hidden">
          Prompts by context and style. Enter shows the prompts of a cell.
        </caption>
        <thead>
          <tr>
            <td className={styles.corner}>
              <span className="visually-hidden">context, style</span>
            </td>
            {coverage.styles.map(({ label }, column) => (
              <th key={label} scope="col" className={cx(styles.column, column === focusColumn && styles.lit)}>
                <span title={label}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {coverage.contexts.map(({ label }, row) => (
            <tr key={label}>
              <th scope="row" className={cx(styles.rowName, row === focusRow && styles.lit)} title={label}>
                {label}
              </th>
              {coverage.styles.map(({ label: style }, column) => {
                const count = coverage.counts[row]?.[column] ?? 0;
                return (
                  <td key={style}>
                    <button
                      type="button"
                      onClick={onClick}
                      onKeyDown={onKeyDown}
                      data-place={`${row} ${column}`}
                      tabIndex={row === focusRow && column === focusColumn ? 0 : -1}
                      className={cx(styles.cell, isChosen(row, column) && styles.chosen)}
                      style={{
                        background: `color-mix(in oklab, var(--accent) ${toneOf(count, coverage.largest)}%, var(--hover))`,
                      }}
                      aria-pressed={isChosen(row, column)}
                      aria-label={`${label}, ${style}: ${formatNoun(count, 'prompt')}`}
                      title={`${label}, ${style}: ${formatNoun(count, 'prompt')}`}
                    >
                      {count > 0 && <span>{formatCount(count)}</span>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Strength of the colour in per cent: a single prompt can be told from none, and digits stay readable on the fullest. */
const toneOf = (count: number, largest: number): number =>
  count === 0 ? 0 : 12 + 38 * Math.sqrt(count / Math.max(1, largest));

const same = (a: Names | null, b: Names | undefined): boolean =>
  a !== null && b !== undefined && a.length === b.length && a.every((name, i) => name === b[i]);

const moves: Readonly<Record<string, Place>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clamp = (value: number, last: number): number => Math.max(0, Math.min(last, value));

const cellAt = (table: HTMLElement | null, [row, column]: Place): HTMLElement | null | undefined =>
  table?.querySelector<HTMLElement>(`[data-place="${row} ${column}"]`);

function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [row, column] = cell?.dataset['place']?.split(' ').map(Number) ?? [];
  return row === undefined || column === undefined ? null : [row, column];
}
