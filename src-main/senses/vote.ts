import { percentileInterval, resampledMeans } from '../../src-shared/resampling.ts';

/** What a class votes with. All rows are CLIP embeddings of unit length, float32, `dimension` values each. */
export interface Ballot {
  readonly dimension: number;
  /** The class's real train images: [images, dimension]. */
  readonly images: Float32Array;
  /** "a photo of a {phrase}" for each sense: [senses, dimension]. */
  readonly phrases: Float32Array;
  /** Mean embedding of the other classes' train images; null where there is none. */
  readonly others: Float32Array | null;
  /** Cosines are multiplied by it before the softmax. */
  readonly logitScale: number;
  /** Of the bootstrap. */
  readonly seed: number;
}

export interface SenseShare {
  /** Mean probability over the images. */
  readonly share: number;
  /** 95 % percentile bootstrap interval of the share over images; [0, 1] where one image voted. */
  readonly low: number;
  readonly high: number;
  /** Images that give this sense the highest probability. */
  readonly voters: number;
  /** Rows of the images that give it the highest probability of all, best first. */
  readonly examples: readonly number[];
}

export interface Tally {
  /** In the order of the phrases. */
  readonly shares: readonly SenseShare[];
  readonly images: number;
  /** Index of the proposed sense. */
  readonly winner: number | null;
  readonly verdict: Verdict;
}

/**
 * `clear`: the 95 % interval of the difference between the first two shares lies above 0. `close`: it does not. `one-image`: no interval can
 * be had. `no-reference`: no other class has images, so that a phrase the model likes cannot be told from one that fits.
 */
export type Verdict = 'clear' | 'close' | 'one-image' | 'no-reference' | 'no-images';

const RESAMPLES = 2000;
const EXAMPLES = 6;
/** From this lead on, one image alone is worth a proposal (a doubtful one). */
const LEAD_OF_ONE = 0.5;

/**
 * Which of at least two senses the images show (docs/methods.md 2): softmax over the senses of the model's logits, each phrase's logit first
 * reduced by its mean over the other classes' images, because raw cosines favour some phrases. The mean of the logits is the logit of the
 * mean embedding.
 *
 * @throws RangeError for fewer than two phrases.
 */
export function voteOnSenses(ballot: Ballot): Tally {
  const { dimension, seed } = ballot;
  const senses = ballot.phrases.length / dimension;
  const images = ballot.images.length / dimension;
  if (senses < 2) throw new RangeError('A vote needs at least two senses.');
  if (images === 0) return { shares: nothing(senses), images, winner: null, verdict: 'no-images' };
  const probabilities = probabilitiesOf(ballot, images, senses);
  const resampled = resampledMeans(probabilities, senses, { seed, resamples: RESAMPLES });
  const shares = Array.from({ length: senses }, (_, sense) =>
    shareOf(sense, probabilities, resampled, senses),
  );
  const [first = 0, second = 1] = shares
    .map((_, i) => i)
    .toSorted((a, b) => shares[b]!.share - shares[a]!.share);
  const lead = differenceOf(resampled, senses, first, second);
  const verdict = verdictOf(images, ballot.others !== null, lead);
  const isWorthProposing =
    verdict === 'clear' ||
    (verdict === 'one-image' && shares[first]!.share - shares[second]!.share >= LEAD_OF_ONE);
  return { shares, images, winner: isWorthProposing ? first : null, verdict };
}

/** For the images of each class ([images, dimension]): the mean over the images of all other classes; null where there are none. */
export function meansOfOthers(
  classes: readonly Float32Array[],
  dimension: number,
): readonly (Float32Array | null)[] {
  const sums = classes.map((rows) => sumOfRows(rows, dimension));
  const total = new Float64Array(dimension);
  for (const sum of sums) for (let d = 0; d < dimension; d++) total[d] = total[d]! + sum[d]!;
  const images = classes.reduce((count, rows) => count + rows.length / dimension, 0);
  return sums.map((sum, i) => {
    const others = images - classes[i]!.length / dimension;
    return others === 0 ? null : Float32Array.from(total, (value, d) => (value - sum[d]!) / others);
  });
}

function sumOfRows(rows: Float32Array, dimension: number): Float64Array {
  const sum = new Float64Array(dimension);
  for (let i = 0; i < rows.length; i++) sum[i % dimension] = sum[i % dimension]! + rows[i]!;
  return sum;
}

const nothing = (senses: number): SenseShare[] =>
  Array.from({ length: senses }, () => ({ share: 0, low: 0, high: 1, voters: 0, examples: [] }));

/** [images, senses] */
function probabilitiesOf(
  { dimension, images: rows, phrases, others, logitScale }: Ballot,
  images: number,
  senses: number,
): Float64Array {
  const cosine = (a: Float32Array, rowA: number, sense: number): number => {
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += a[rowA * dimension + d]! * phrases[sense * dimension + d]!;
    return sum;
  };
  const usual = Array.from({ length: senses }, (_, sense) => (others ? cosine(others, 0, sense) : 0));
  const result = new Float64Array(images * senses);
  for (let image = 0; image < images; image++) {
    const logits = usual.map((mean, sense) => logitScale * (cosine(rows, image, sense) - mean));
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    for (const [sense, power] of powers.entries()) result[image * senses + sense] = power / sum;
  }
  return result;
}

function shareOf(
  sense: number,
  probabilities: Float64Array,
  resampled: Float64Array,
  senses: number,
): SenseShare {
  const own = columnOf(probabilities, senses, sense);
  const images = own.length;
  const rows = Array.from(own.keys());
  const voters = rows.filter((row) => isHighest(probabilities, senses, row, sense)).length;
  const interval =
    images === 1 ? { low: 0, high: 1 } : percentileInterval(columnOf(resampled, senses, sense));
  return {
    share: own.reduce((sum, value) => sum + value, 0) / images,
    ...interval,
    voters,
    examples: rows.toSorted((a, b) => own[b]! - own[a]! || a - b).slice(0, Math.min(EXAMPLES, voters)),
  };
}

/** Whether no other sense has more, or as much and comes before. */
function isHighest(probabilities: Float64Array, senses: number, row: number, sense: number): boolean {
  const own = probabilities[row * senses + sense]!;
  for (let other = 0; other < senses; other++) {
    const value = probabilities[row * senses + other]!;
    if (value > own || (value === own && other < sense)) return false;
  }
  return true;
}

const columnOf = (rows: Float64Array, columns: number, column: number): Float64Array =>
  Float64Array.from({ length: rows.length / columns }, (_, row) => rows[row * columns + column]!);

function differenceOf(rows: Float64Array, columns: number, a: number, b: number): { low: number } {
  const first = columnOf(rows, columns, a);
  const second = columnOf(rows, columns, b);
  return percentileInterval(first.map((value, i) => value - second[i]!));
}

function verdictOf(images: number, hasReference: boolean, lead: { low: number }): Verdict {
  if (!hasReference) return 'no-reference';
  if (images === 1) return 'one-image';
  return lead.low > 0 ? 'clear' : 'close';
}
