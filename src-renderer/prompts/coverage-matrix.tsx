import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { formatCount, formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import {
  type Coverage,
  type CoverageCell,
  type CoverageLine,
  keptShare,
} from '../../src-shared/prompts/prompt-coverage.ts';
import { cx } from '../ui/class-names.ts';
import styles from './coverage.module.css';

type Names = CoverageLine['names'];
type Place = readonly [row: number, column: number];

/** What the cells tell. */
export type Shown = 'prompts' | 'kept';

/**
 * Contexts down, styles across. One tab stop: the arrows move between cells, Enter shows the prompts of one, and again all of them; on an empty
 * cell it asks for what is missing.
 */
export function CoverageMatrix(props: {
  coverage: Coverage;
  /** What the filter has chosen. */
  contexts: Names | null;
  styles: Names | null;
  onChoose: (contexts: Names | null, styles: Names | null) => void;
  shows: Shown;
  /** Classes that are looked at. */
  classes: number;
  isFillable: (row: number, column: number) => boolean;
  onFill: (row: number, column: number) => void;
}) {
  const { coverage, shows, classes } = props;
  const [at, setAt] = useState<Place>([0, 0]);
  const isChosen = (row: number, column: number) =>
    same(props.contexts, coverage.contexts[row]?.names) && same(props.styles, coverage.styles[column]?.names);
  const choose = (target: EventTarget) => {
    const [row, column] = placeOf(target) ?? [-1, -1];
    const cell = coverage.cells[row]?.[column];
    if (!cell) return;
    setAt([row, column]);
    if (cell.prompts === 0) {
      if (props.isFillable(row, column)) props.onFill(row, column);
    } else if (isChosen(row, column)) props.onChoose(null, null);
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
          Prompts by context and style. Enter shows the prompts of a cell, or writes those that are missing.
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
                const cell = coverage.cells[row]?.[column] ?? none;
                const fillable = cell.prompts === 0 && props.isFillable(row, column);
                const words = `${label}, ${style}: ${cellWords(cell, classes, fillable)}`;
                return (
                  <td key={style}>
                    <button
                      type="button"
                      onClick={onClick}
                      onKeyDown={onKeyDown}
                      data-place={`${row} ${column}`}
                      tabIndex={row === focusRow && column === focusColumn ? 0 : -1}
                      className={cx(
                        styles.cell,
                        isChosen(row, column) && styles.chosen,
                        fillable && styles.gap,
                        cell.prompts > 0 && cell.classes < classes && styles.partial,
                      )}
                      style={{
                        background: `color-mix(in oklab, var(--accent) ${toneOf(cell, shows, coverage.largest)}%, var(--hover))`,
                      }}
                      aria-pressed={isChosen(row, column)}
                      aria-label={words}
                      title={words}
                    >
                      {cell.prompts > 0 && <span>{figureOf(cell, shows)}</span>}
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

const none: CoverageCell = { prompts: 0, classes: 0, images: 0, keep: 0, reject: 0 };

/** Strength of the colour in per cent: a single prompt can be told from none, and digits stay readable on the fullest. */
function toneOf(cell: CoverageCell, shows: Shown, largest: number): number {
  if (shows === 'kept') return 50 * (keptShare(cell) ?? 0);
  return cell.prompts === 0 ? 0 : 12 + 38 * Math.sqrt(cell.prompts / Math.max(1, largest));
}

function figureOf(cell: CoverageCell, shows: Shown): string {
  if (shows === 'prompts') return formatCount(cell.prompts);
  const share = keptShare(cell);
  return share === null ? '–' : String(Math.round(share * 100));
}

function cellWords(cell: CoverageCell, classes: number, fillable: boolean): string {
  if (cell.prompts === 0) {
    return fillable ? `no prompts. Enter writes ${formatNoun(classes, 'prompt')}` : 'no prompts';
  }
  const lacking = classes - cell.classes;
  const gap = lacking > 0 ? `, ${formatNoun(lacking, 'class', 'classes')} without` : '';
  const share = keptShare(cell);
  const kept = share === null ? '' : `, ${formatPercent(share, 0)} of judged images kept`;
  return `${formatNoun(cell.prompts, 'prompt')}${gap}${kept}`;
}

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
