import type { BootstrapInterval } from '../../../src-shared/domain/run.ts';
import { hashSeed } from '../../../src-shared/random.ts';
import type { Hits } from '../../project/queries/run-scores.ts';
import { bootstrapMean } from './bootstrap.ts';

/** Evaluations of two recipes on one set by their ids, seed by seed; of a seed there may be several, whose mean counts. */
export interface ComparedEvaluations {
  /** What they are called. */
  readonly name: string;
  readonly own: readonly (readonly number[])[];
  readonly baseline: readonly (readonly number[])[];
}

type LoadHits = (evaluationId: number) => Promise<Hits>;

/**
 * Intervals over test images of the difference of two recipes, from every image's predictions. What was computed once is remembered: an evaluation
 * that takes the place of another has an id of its own.
 */
export function createImageIntervals(loadHits: LoadHits) {
  const known = new Map<string, BootstrapInterval | null>();

  /** One reading of the table of runs: predictions are loaded once, and not kept after it. */
  return function begin(): (compared: ComparedEvaluations) => Promise<BootstrapInterval | null> {
    const loaded = new Map<number, Promise<Hits>>();
    const hitsOf = (evaluationId: number): Promise<Hits> => {
      const hits = loaded.get(evaluationId) ?? loadHits(evaluationId);
      loaded.set(evaluationId, hits);
      return hits;
    };
    return async ({ name, own, baseline }) => {
      const key = JSON.stringify([name, own, baseline]);
      const before = known.get(key);
      if (before !== undefined) return before;
      const load = (side: ComparedEvaluations['own']) =>
        Promise.all(side.map((ids) => Promise.all(ids.map(hitsOf))));
      const differences = imageDifferences(await load(own), await load(baseline));
      const seed = hashSeed('test images', name);
      const interval = differences.length > 0 ? bootstrapMean(differences, { seed }) : null;
      known.set(key, interval);
      return interval;
    };
  };
}

/**
 * Of each image that all runs were measured on: mean over seeds of how often `own` told its class, less that of `baseline`. Both are lists of
 * seeds, of lists of evaluations.
 */
function imageDifferences(
  own: readonly (readonly Hits[])[],
  baseline: readonly (readonly Hits[])[],
): number[] {
  const sides = [
    { seeds: own, sign: 1 },
    { seeds: baseline, sign: -1 },
  ];
  const sums = new Map<number, { times: number; sum: number }>();
  let runs = 0;
  for (const { seeds, sign } of sides) {
    for (const ofSeed of seeds) {
      for (const { imageIds, hits } of ofSeed) {
        runs++;
        const weight = sign / (seeds.length * ofSeed.length);
        for (const [i, id] of imageIds.entries()) {
          const entry = sums.get(id) ?? { times: 0, sum: 0 };
          sums.set(id, entry);
          entry.times++;
          entry.sum += weight * hits[i]!;
        }
      }
    }
  }
  // Sums of the same weights in another order differ in their last bits.
  const rounded = (sum: number): number => Math.round(sum * 1e9) / 1e9;
  return [...sums.values()].filter(({ times }) => times === runs).map(({ sum }) => rounded(sum));
}
