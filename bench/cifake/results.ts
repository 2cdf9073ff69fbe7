import type { Run } from '../../src-shared/domain/run.ts';
import { mean, type PairedDifference, pairedDifference, sampleStd } from '../../src-shared/statistics.ts';
import type { Row } from './plan.ts';

/** What the finished runs of a row say; accuracies are top-1 on the test photographs, in [0, 1]. */
export interface Outcome {
  readonly row: Row;
  /** In the order of their seeds. */
  readonly accuracies: readonly number[];
  /** Less *real only* at the same seeds; null for *real only* itself, and without a seed in common. */
  readonly versus: PairedDifference | null;
}

/** Accuracies of finished runs by seed. */
export type BySeed = ReadonlyMap<number, number>;

/** NaN where the run tested nothing. */
export const accuracyOf = ({ evaluations }: Run): number =>
  evaluations.find(({ kind }) => kind === 'test')?.top1 ?? Number.NaN;

export function outcomeOf(row: Row, own: BySeed, baseline: BySeed | null): Outcome {
  const common = [...own.keys()].filter((seed) => baseline?.has(seed));
  const of = (which: BySeed): number[] => common.map((seed) => which.get(seed)!);
  const versus = baseline && common.length > 0 ? pairedDifference(of(own), of(baseline)) : null;
  return { row, accuracies: [...own.values()], versus };
}

/** A row of the closing JSON line, in [0, 1]; null: there are too few runs to say. */
export interface RowResult extends Pick<Row, 'recipe' | 'volume'> {
  readonly mean: number | null;
  /** Sample standard deviation (n - 1). */
  readonly std: number | null;
  readonly n: number;
  readonly diff: number | null;
  /** 95 %, Student t. */
  readonly interval: PairedDifference['interval'];
}

export const resultOf = ({ row, accuracies, versus }: Outcome): RowResult => ({
  recipe: row.recipe,
  volume: row.volume,
  mean: accuracies.length > 0 ? mean(accuracies) : null,
  std: sampleStd(accuracies),
  n: accuracies.length,
  diff: versus?.mean ?? null,
  interval: versus?.interval ?? null,
});
