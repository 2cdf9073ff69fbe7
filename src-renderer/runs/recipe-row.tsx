import { ChevronRight, CopyPlus } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { SummaryColumn } from '../../src-shared/domain/run.ts';
import { formatCount, formatPercent, formatPoints } from '../../src-shared/format/numbers.ts';
import { openClone } from '../train/open-clone.ts';
import { IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './runs.module.css';
import { overlay, toggleOpened, useRunsState } from './selection.ts';
import { cellOf, type Column, type RecipeRow } from './table-model.ts';

/** One recipe over its seeds. */
export function RecipeRowView(props: { row: RecipeRow; columns: readonly Column[]; isOpen: boolean }) {
  const { row, columns, isOpen } = props;
  const overlaid = useRunsState((state) => state.overlaid);
  const differences = useRunsState((state) => state.differences);
  const ids = row.runs.map(({ id }) => id);
  const shown = ids.filter((id) => overlaid.has(id)).length;
  const first = row.runs[0];
  return (
    <tr className={styles.recipe}>
      <td className={styles.check}>
        <Checkbox
          aria-label={`Show the curves of ${row.title}`}
          isSelected={shown === ids.length}
          isIndeterminate={shown > 0 && shown < ids.length}
          onChange={(on) => overlay(ids, on)}
        />
      </td>
      <th scope="row" className={styles.sticky}>
        <Button
          className={cx(styles.expand, isOpen && styles.open)}
          onPress={() => toggleOpened(row.key)}
          aria-expanded={isOpen}
        >
          <ChevronRight aria-hidden />
          {row.title}
        </Button>
      </th>
      <td className={styles.number}>{seedWords(row)}</td>
      {columns.map(({ name }) => (
        <td key={name} className={styles.number}>
          <Cell cell={cellOf(row, name)} asDifference={differences && row.recipe !== 'real-only'} />
        </td>
      ))}
      {columns.length === 0 && <td className={cx(styles.number, styles.soft)}>–</td>}
      <td className={cx(styles.number, styles.soft)}>
        {first && `${formatCount(first.images.real)} + ${formatCount(first.images.synthetic)}`}
      </td>
      <td className={styles.actions}>
        <IconButton
          size="small"
          label={`Clone ${row.title} with changes`}
          icon={<CopyPlus />}
          onPress={() => void openClone(row.runs)}
        />
      </td>
    </tr>
  );
}

function seedWords({ runs, summary }: RecipeRow): string {
  const finished = summary?.n ?? 0;
  return finished === runs.length ? String(finished) : `${finished} of ${runs.length}`;
}

/** "71.2 ± 0.8", or with differences "+2.1 (−0.3 to +4.5)". */
function Cell({ cell, asDifference }: { cell: SummaryColumn | undefined; asDifference: boolean }) {
  if (!cell) return <span className={styles.soft}>–</span>;
  if (asDifference) return <Difference cell={cell} />;
  const spread = cell.std === null ? '' : ` ± ${(cell.std * 100).toFixed(1)}`;
  const perClass = `mean per class ${formatPercent(cell.meanPerClass.mean)}, n = ${cell.n}`;
  return (
    <span className={cx(cell.best && styles.best)} title={perClass}>
      {(cell.mean * 100).toFixed(1)}
      <span className={styles.spread}>{spread}</span>
    </span>
  );
}

function Difference({ cell }: { cell: SummaryColumn }) {
  const { difference } = cell;
  if (!difference) return <span className={styles.soft}>–</span>;
  const { interval } = difference;
  const words = interval
    ? `95 % interval ${formatPoints(interval.low)} to ${formatPoints(interval.high)} points, ${difference.n} paired seeds`
    : 'one seed: no interval';
  const clear = interval !== null && (interval.low > 0 || interval.high < 0);
  return (
    <span className={cx(clear && styles.best)} title={words}>
      {formatPoints(difference.mean)}
      {interval && (
        <span className={styles.interval}>
          {formatPoints(interval.low)} to {formatPoints(interval.high)}
        </span>
      )}
    </span>
  );
}
