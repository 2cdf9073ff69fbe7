import type { BootstrapInterval } from '../../../src-shared/domain/run.ts';
import { percentileInterval } from '../../../src-shared/resampling.ts';
import { createRandom, type Random } from '../../../src-shared/random.ts';
import { drawBinomial } from './binomial.ts';

/** Resamples of an interval. */
const RESAMPLES = 2000;

/**
 * 95 % percentile interval of the mean of `values` (one a test image) over bootstrap resamples of the images, as SciPy's
 * `stats.bootstrap(method='percentile')` has it. Differences of accuracies take few values, so how often each comes up in a resample is drawn
 * from the multinomial distribution instead of image by image: the same in distribution, and thousands of times faster. The same `seed` gives
 * the same interval. Throws a `RangeError` without values.
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  { seed, resamples = RESAMPLES }: { seed: number; resamples?: number },
): BootstrapInterval {
  const images = values.length;
  if (images === 0) throw new RangeError('A bootstrap needs at least one value.');
  const counts = new Map<number, number>();
  for (let i = 0; i < images; i++) counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + 1);
  // In an order that does not depend on that of the images.
  const categories = [...counts].toSorted(([a], [b]) => a - b);
  const random = createRandom(seed);
  const means = Float64Array.from(
    { length: resamples },
    () => resampledSum(categories, images, random) / images,
  );
  return { ...percentileInterval(means), images };
}

/** Sum over as many draws from the categories, with replacement, as they count together. */
function resampledSum(
  categories: readonly (readonly [value: number, count: number])[],
  images: number,
  random: Random,
): number {
  let sum = 0;
  let drawsLeft = images;
  let imagesLeft = images;
  for (const [value, count] of categories) {
    const drawn = count === imagesLeft ? drawsLeft : drawBinomial(drawsLeft, count / imagesLeft, random);
    sum += value * drawn;
    drawsLeft -= drawn;
    imagesLeft -= count;
  }
  return sum;
}
