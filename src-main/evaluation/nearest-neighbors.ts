import { countOf, type Features, type LabelledFeatures } from './features.ts';

/** DINO's temperature of a neighbour's vote (Caron et al. 2021). */
const TEMPERATURE = 0.07;

/** Rows as unit vectors; a row of zeros stays one, and is alike to nothing. */
function normalised({ values, length }: Features): Float32Array {
  const result = Float32Array.from(values);
  for (let from = 0; from < result.length; from += length) {
    const row = result.subarray(from, from + length);
    const norm = Math.hypot(...row);
    if (norm > 0) for (let i = 0; i < length; i++) row[i]! /= norm;
  }
  return result;
}

/**
 * A k-nearest-neighbour classifier on features, as DINO has it (Caron et al. 2021, after Wu et al. 2018): the `k` most alike training images
 * by cosine vote for their classes with the weight exp(cosine / 0.07). Ties go to the image that comes first, then to the first class.
 */
export class NeighborClassifier {
  readonly #bank: LabelledFeatures;
  readonly #vectors: Float32Array;
  readonly #k: number;
  /** Rows that may vote. */
  readonly #voters: readonly number[];

  /** `k` counts no more than the images that there are. Images of classes whose entry in `allowed` is false have no vote. */
  constructor(bank: LabelledFeatures, k: number, allowed?: readonly boolean[]) {
    if (bank.labels.length === 0) throw new RangeError('Neighbours need at least one labelled image.');
    this.#bank = bank;
    this.#vectors = normalised(bank);
    this.#k = Math.min(k, bank.labels.length);
    this.#voters = [...bank.labels.keys()].filter((row) => allowed?.[bank.labels[row]!] ?? true);
  }

  /** The class of each query [N, F]. `itself` [N]: the query's own place among the labelled images, which then has no vote; -1 for none. */
  classify(queries: Features, itself?: Int32Array): number[] {
    const vectors = normalised(queries);
    const { length } = queries;
    return Array.from({ length: countOf(queries) }, (_, row) =>
      this.#vote(vectors.subarray(row * length, (row + 1) * length), itself?.[row] ?? -1),
    );
  }

  #vote(query: Float32Array, itself: number): number {
    const { labels, classes } = this.#bank;
    const votes = new Float64Array(classes);
    for (const { index, cosine } of this.#nearest(query, itself)) {
      // Relative to a cosine of 1, so that nothing overflows.
      votes[labels[index]!]! += Math.exp((cosine - 1) / TEMPERATURE);
    }
    return votes.indexOf(Math.max(...votes));
  }

  /** Most alike first. */
  #nearest(query: Float32Array, itself: number): { index: number; cosine: number }[] {
    const length = query.length;
    const found: { index: number; cosine: number }[] = [];
    for (const index of this.#voters) {
      if (index === itself) continue;
      const offset = index * length;
      let cosine = 0;
      for (let i = 0; i < length; i++) cosine += query[i]! * this.#vectors[offset + i]!;
      if (found.length === this.#k && cosine <= found.at(-1)!.cosine) continue;
      let place = found.length;
      while (place > 0 && found[place - 1]!.cosine < cosine) place--;
      found.splice(place, 0, { index, cosine });
      if (found.length > this.#k) found.pop();
    }
    return found;
  }
}
