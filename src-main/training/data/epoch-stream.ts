import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';

/** One presentation of an element: `position` counts presentations from the start of the run. */
export interface Presentation<T> {
  readonly item: T;
  readonly epoch: number;
  /** Unsigned 32 bits, independent from position to position (equal ones are possible, and rare). */
  readonly seed: number;
}

/**
 * An endless sequence over `items`: every epoch is a new permutation, so that nothing comes twice before everything came once. Any position
 * can be asked for at any time. The order depends on `seed`, `name` and the number of items only.
 */
export class EpochStream<T> {
  readonly #items: readonly T[];
  readonly #seed: number;
  readonly #name: string;
  /** The permutations of the two epochs that a batch can straddle. */
  readonly #orders = new Map<number, readonly number[]>();

  constructor(items: readonly T[], seed: number, name: string) {
    if (items.length === 0) throw new RangeError(`The stream "${name}" has no items.`);
    this.#items = items;
    this.#seed = seed;
    this.#name = name;
  }

  at(position: number): Presentation<T> {
    const epoch = Math.floor(position / this.#items.length);
    const index = this.#order(epoch)[position % this.#items.length]!;
    return {
      item: this.#items[index]!,
      epoch,
      seed: hashSeed(this.#seed, this.#name, 'augmentation', position),
    };
  }

  #order(epoch: number): readonly number[] {
    let order = this.#orders.get(epoch);
    if (!order) {
      const indices = Array.from({ length: this.#items.length }, (_, i) => i);
      order = shuffled(indices, createRandom(hashSeed(this.#seed, this.#name, 'epoch', epoch)));
      for (const known of this.#orders.keys()) {
        if (Math.abs(known - epoch) > 1) this.#orders.delete(known);
      }
      this.#orders.set(epoch, order);
    }
    return order;
  }
}
