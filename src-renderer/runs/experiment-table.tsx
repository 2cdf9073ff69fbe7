import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button } from 'react-aria-components';
import { DrawnNotice } from '../charts/drawn-notice.tsx';
import { Section } from '../ui/page.tsx';
import { Badge } from '../ui/states.tsx';
import { RecipeRowView } from './recipe-row.tsx';
import { RunRow } from './run-row.tsx';
import styles from './runs.module.css';
import { useRunsState } from './selection.ts';
import { type Column, type Experiment, nextSorting, sorted, type Sorting } from './table-model.ts';

/** One experiment: a row a recipe, which opens to its runs; a column a set. */
export function ExperimentTable({ experiment }: { experiment: Experiment }) {
  const [sorting, setSorting] = useState<Sorting>({ column: null, descending: true });
  const opened = useRunsState((state) => state.opened);
  const { columns } = experiment;
  return (
    <Section title={experiment.name} hint={boldWords(experiment)}>
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.check}>
                <span className="visually-hidden">Show curves</span>
              </th>
              <th scope="col" className={styles.sticky}>
                Recipe
              </th>
              <th scope="col" className={styles.number}>
                Seeds
              </th>
              {columns.map((column) => (
                <ColumnHead
                  key={column.name}
                  column={column}
                  sorting={sorting}
                  onPress={() => setSorting(nextSorting(sorting, column.name))}
                />
              ))}
              {columns.length === 0 && (
                <th scope="col" className={styles.number}>
                  Best val so far
                </th>
              )}
              <th scope="col" className={styles.number}>
                Images
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted(experiment.rows, sorting).map((row) => (
              <Fragment key={row.key}>
                <RecipeRowView row={row} columns={columns} isOpen={opened.has(row.key)} />
                {opened.has(row.key) &&
                  row.runs.map((run) => <RunRow key={run.id} run={run} columns={columns} />)}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {experiment.drawn && <DrawnNotice />}
    </Section>
  );
}

/** Says what bold stands for, as far as the seeds allow it to be said. */
function boldWords({ rows }: Experiment): string {
  const most = Math.max(0, ...rows.map(({ summary }) => summary?.n ?? 0));
  if (most === 0) return '';
  if (most === 1) return 'Top-1 accuracy. Bold: the best. One seed tells nothing about chance.';
  return 'Top-1 accuracy, mean ± standard deviation over training seeds. Bold: the best, and what cannot be told from it (paired t interval, 95 %). Behind it the difference to real only, in points.';
}

function ColumnHead(props: { column: Column; sorting: Sorting; onPress: () => void }) {
  const { column, sorting } = props;
  const current = sorting.column === column.name;
  const order = current ? (sorting.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" className={styles.number} aria-sort={order}>
      <Button className={styles.sort ?? ''} onPress={props.onPress}>
        {current && (sorting.descending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
        <span className={styles.columnName} title={column.name}>
          {column.title}
        </span>
      </Button>
      {column.kind === 'ood' && column.styleCoverage !== 'unknown' && (
        <div>
          <Badge>{column.styleCoverage === 'held-out' ? 'held-out style' : 'covered style'}</Badge>
        </div>
      )}
    </th>
  );
}
