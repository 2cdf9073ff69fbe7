import type { Run, RunSummary, SummaryColumn } from '../../src-shared/domain/run.ts';
import { describeKind } from '../../src-shared/format/evaluation.ts';
import { formatPoints } from '../../src-shared/format/numbers.ts';
import { tabulate } from '../export/run-table.ts';
import { formatColumns } from './format.ts';

const percent = (share: number): string => (share * 100).toFixed(1);

const spread = ({ mean, std }: { mean: number; std: number | null }): string =>
  std === null ? percent(mean) : `${percent(mean)} ± ${percent(std)}`;

const points = (interval: { low: number; high: number } | null | undefined): string =>
  interval ? `${formatPoints(interval.low)} to ${formatPoints(interval.high)}` : '–';

/** Accuracies by recipe over the seeds in percent, and below it what their differences are worth. */
export function formatRunTable(summaries: readonly RunSummary[], runs: readonly Run[]): string {
  if (summaries.length === 0) return 'No run is finished yet.';
  const { header, rows, notice } = tabulate(
    summaries,
    runs.some(({ drawn }) => drawn),
  );
  const body = rows.map(({ cells, best }) =>
    cells.map((cell, column) => `${cell}${best[column] ? ' *' : ''}`),
  );
  return [
    formatColumns([header, ...body]),
    'Top-1 accuracy in percent, mean ± standard deviation over n seeds; * marks what cannot be told from the best of a column.',
    '',
    ...comparison(summaries),
    ...otherImages(summaries),
    ...shortcuts(summaries),
    ...auxiliary(runs),
    ...(notice ? [notice] : []),
  ].join('\n');
}

/** A line for each recipe and sealed set, without the columns that would be empty. */
function comparison(summaries: readonly RunSummary[]): string[] {
  const lines = summaries.flatMap(({ experiment, recipe, columns }) =>
    columns
      .filter(({ kind }) => kind !== 'val')
      .map((column) => [experiment, recipe, column.name, ...comparedCells(column)]),
  );
  const titles = [
    'experiment',
    'recipe',
    'set',
    'mean per class',
    'without doubtful images',
    'to real-only',
    'over seeds',
    'over test images',
    'generation seeds',
  ];
  const isUsed = (column: number): boolean => lines.some((line) => !['–', ''].includes(line[column]!));
  const shown = [titles, ...lines].map((line) => line.filter((_, column) => isUsed(column)));
  const explained = [
    'Intervals are of 95 %: over seeds by Student’s t of the paired differences, over test images by bootstrap.',
  ];
  return lines.length > 0 ? [formatColumns(shown), ...(isUsed(5) ? explained : [])] : [];
}

function comparedCells(column: SummaryColumn): string[] {
  const { meanPerClass, withoutDoubtful, difference, generations } = column;
  return [
    spread(meanPerClass),
    withoutDoubtful ? `${spread(withoutDoubtful)} (${withoutDoubtful.images} images)` : '–',
    difference ? formatPoints(difference.mean) : '–',
    points(difference?.interval),
    points(difference?.testImages),
    generations
      ? `${generations.n}${generations.std === null ? '' : `, ± ${percent(generations.std)}`}`
      : '–',
  ];
}

/** Columns whose accuracies are not of the same images. */
const otherImages = (summaries: readonly RunSummary[]): string[] => [
  ...new Set(
    summaries.flatMap(({ experiment, columns }) =>
      columns
        .filter(({ sameImages }) => !sameImages)
        .map(({ name }) => `${experiment}, ${name}: not all runs were measured on the same images.`),
    ),
  ),
];

/** How well real and synthetic images could be told apart by simple statistics. */
const shortcuts = (summaries: readonly RunSummary[]): string[] =>
  summaries.flatMap(({ experiment, recipe, shortcut }) =>
    shortcut === null
      ? []
      : [
          `${experiment}, ${recipe}: real and synthetic images are told apart with an area under the curve of ${shortcut.toFixed(2)} (0.5 is chance).`,
        ],
  );

/** What synthetic images made of their own batch norms, on real images. */
const auxiliary = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ experiment, recipe, seed, evaluations }) =>
    evaluations
      .filter(({ batchNorm }) => batchNorm === 'auxiliary')
      .map(
        (evaluation) =>
          `${experiment}, ${recipe}, seed ${seed}: ${evaluation.name} ${percent(evaluation.top1)} (${describeKind(evaluation)}).`,
      ),
  );

/** What a person should know about how runs went, one line each. */
export const runNotes = (runs: readonly Run[]): string[] =>
  runs.flatMap(({ recipe, seed, notes }) => notes.map((note) => `${recipe}, seed ${seed}: ${note}`));
