import { pairedDifference } from '../../src-shared/statistics.ts';
import { difference, markdownTable, meanAndSpread } from './cells.ts';

/** Where a run is judged. */
export const places = ['test', 'covered', 'held-out'] as const;
export type Place = (typeof places)[number];

export interface ComparedRow {
  readonly words: string;
  /** Top-1 in percent, by the seed's order, which is the same for every row. */
  readonly values: (place: Place) => readonly number[];
}

/** Accuracies by place, and the paired difference of every row to the first. */
export function comparisonTable(firstColumn: string, rows: readonly ComparedRow[]): string {
  const [baseline] = rows;
  const cells = rows.map((row) => [
    row.words,
    ...places.flatMap((place) => {
      const values = row.values(place);
      const versus =
        baseline === undefined || row === baseline
          ? ''
          : difference(pairedDifference(values, baseline.values(place)));
      return [meanAndSpread(values), versus];
    }),
  ]);
  const columns = ['test', 'covered styles', 'held-out styles'].flatMap((place) => [place, 'difference']);
  return markdownTable([firstColumn, ...columns], cells);
}
