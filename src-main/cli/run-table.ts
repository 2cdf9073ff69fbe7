import type { Run, RunSummary } from '../../src-shared/domain/run.ts';
import { tabulate } from '../export/run-table.ts';
import { formatColumns } from './format.ts';

/** Accuracies by recipe over the seeds, mean ± standard deviation in percent; the best of a column is marked with `*`. */
export function formatRunTable(summaries: readonly RunSummary[], runs: readonly Run[]): string {
  if (summaries.length === 0) return 'No run is finished yet.';
  const { header, rows, notice } = tabulate(
    summaries,
    runs.some(({ drawn }) => drawn),
  );
  const body = rows.map(({ cells, best }) =>
    cells.map((cell, column) => `${cell}${best[column] ? ' *' : ''}`),
  );
  const table = formatColumns([header, ...body]);
  return `${table}\nTop-1 accuracy in percent, mean ± standard deviation over n seeds; * marks the best of a column.${notice ? `\n${notice}` : ''}`;
}

/** What a person should know about how runs went, one line each. */
export const runNotes = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ recipe, seed, notes }) => notes.map((note) => `${recipe}, seed ${seed}: ${note}`));
