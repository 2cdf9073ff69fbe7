import { mean, sampleStd } from '../../../src-shared/statistics.ts';
import type { Score } from '../../project/queries/run-scores.ts';

/**
 * Scores of one recipe on one set by training seed. A seed has one score for each generation seed of its synthetic images; what was trained twice
 * counts with its later run.
 */
export type Entry = ReadonlyMap<number, readonly Score[]>;

type Measure = (score: Score) => number;

const generationSeed = ({ generation }: Score): number | null => generation?.seed ?? null;

export function entryOf(scores: readonly Score[]): Entry {
  const seeds = Map.groupBy(scores, ({ seed }) => seed);
  return new Map(
    [...seeds].map(([seed, own]) => [
      seed,
      [...new Map(own.map((score) => [generationSeed(score), score])).values()],
    ]),
  );
}

/** Of these training seeds, each the mean over its generation seeds. */
export const valuesOf = (entry: Entry, seeds: readonly number[], measure: Measure): number[] =>
  seeds.map((seed) => mean(entry.get(seed)!.map(measure)));

export const meanOf = (entry: Entry, measure: Measure): number =>
  mean(valuesOf(entry, [...entry.keys()], measure));

/** Ids of the evaluations of these training seeds. */
export const evaluationsOf = (entry: Entry, seeds: readonly number[]): number[][] =>
  seeds.map((seed) => entry.get(seed)!.map(({ evaluationId }) => evaluationId));

/** Scores of each generation seed, by training seed. */
function byGeneration(entry: Entry): Map<number, Score>[] {
  const scores = [...entry.values()].flat();
  const generations = Map.groupBy(scores, generationSeed);
  return [...generations.values()].map((own) => new Map(own.map((score) => [score.seed, score])));
}

/**
 * Sample standard deviation over training seeds, pooled over generation seeds: √(Σ (n_g - 1) s_g² / Σ (n_g - 1)). Null where no generation has
 * two training seeds.
 */
export function spreadOf(entry: Entry, measure: Measure): number | null {
  const parts = byGeneration(entry).flatMap((own) => {
    const std = sampleStd([...own.values()].map(measure));
    return std === null ? [] : [{ degrees: own.size - 1, variance: std ** 2 }];
  });
  if (parts.length === 0) return null;
  const degrees = parts.reduce((sum, part) => sum + part.degrees, 0);
  return Math.sqrt(parts.reduce((sum, part) => sum + part.degrees * part.variance, 0) / degrees);
}

/**
 * How far generation seeds move the accuracy: the sample standard deviation of their means, at the training seeds that all of them have, so that
 * these are alike in each. `std` is null without such seeds; the whole is null for fewer than two generation seeds.
 */
export function generationsOf(entry: Entry, measure: Measure): { n: number; std: number | null } | null {
  const generations = byGeneration(entry);
  if (generations.length < 2) return null;
  const seeds = [...entry.keys()].filter((seed) => generations.every((own) => own.has(seed)));
  const means = generations.map((own) => mean(seeds.map((seed) => measure(own.get(seed)!))));
  return { n: generations.length, std: seeds.length > 0 ? sampleStd(means) : null };
}
