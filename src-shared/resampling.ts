import { createRandom } from './random.ts';

/**
 * Means of the columns of `rows` ([rows, columns], at least one row) over bootstrap resamples of whole rows, so that columns stay together:
 * [resamples, columns]. The same `seed` gives the same means.
 */
export function resampledMeans(
  rows: ArrayLike<number>,
  columns: number,
  { seed, resamples }: { seed: number; resamples: number },
): Float64Array {
  const count = rows.length / columns;
  const random = createRandom(seed);
  const means = new Float64Array(resamples * columns);
  for (let resample = 0; resample < resamples; resample++) {
    const start = resample * columns;
    for (let draw = 0; draw < count; draw++) {
      const row = random.integer(count) * columns;
      for (let column = 0; column < columns; column++)
        means[start + column] = means[start + column]! + rows[row + column]!;
    }
    for (let column = 0; column < columns; column++) means[start + column] = means[start + column]! / count;
  }
  return means;
}

/** Middle 95 % of the values (at least one), linear between two as NumPy's `percentile` has it. */
export function percentileInterval(values: Float64Array): { low: number; high: number } {
  const sorted = values.toSorted();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}
