import { ChevronRight, CopyPlus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { openClone } from '../train/open-clone.ts';
import { IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './runs.module.css';
import { overlay, toggleOpened, useRunsState } from './selection.ts';
import { SummaryCell } from './summary-cell.tsx';
import { shortcutWords } from './summary-words.ts';
import { cellOf, type Column, type RecipeRow } from './table-model.ts';

/** One recipe over its seeds. */
export function RecipeRowView(props: { row: RecipeRow; columns: readonly Column[]; isOpen: boolean }) {
  const { row, columns, isOpen } = props;
  const overlaid = useRunsState((state) => state.overlaid);
  const intervals = useRunsState((state) => state.intervals);
  const ids = row.runs.map(({ id }) => id);
  const shown = ids.filter((id) => overlaid.has(id)).length;
  const first = row.runs[0];
  const shortcut = row.summary?.shortcut ?? null;
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
          <SummaryCell cell={cellOf(row, name)} withIntervals={intervals} />
        </td>
      ))}
      {columns.length === 0 && <td className={cx(styles.number, styles.soft)}>–</td>}
      <td className={cx(styles.number, styles.soft)}>
        {first && `${formatCount(first.images.real)} + ${formatCount(first.images.synthetic)}`}
        {shortcut !== null && (
          <span className={styles.interval} title={shortcutWords(shortcut)}>
            told apart {shortcut.toFixed(2)}
          </span>
        )}
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
