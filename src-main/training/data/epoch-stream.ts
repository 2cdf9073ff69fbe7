import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';

/** One presentation of an element: `position` counts presentations from the start of the run. */
export interface Presentation<T> {
  readonly item: T;
  readonly epoch: number;
  /** Unsigned 32 bits, independent from position to position (equal ones are possible, and rare). */
  readonly seed: number;
}

/** Something that each epoch has its own of, made when it is asked for and kept for the two epochs that a batch can straddle. */
export class PerEpoch<T> {
  readonly #make: (epoch: number) => T;
  readonly #known = new Map<number, T>();

  constructor(make: (epoch: number) => T) {
    this.#make = make;
  }

  at(epoch: number): T {
    const known = this.#known.get(epoch);
    if (known !== undefined) return known;
    const made = this.#make(epoch);
    for (const other of this.#known.keys()) {
      if (Math.abs(other - epoch) > 1) this.#known.delete(other);
    }
    this.#known.set(epoch, made);
    return made;
  }
}

/**
 * An endless sequence over `items`: every epoch is a new permutation, so that nothing comes twice before everything came once. Any position
 * can be asked for at any time. The order depends on `seed`, `name` and the number of items only.
 */
export class EpochStream<T> {
  readonly #items: readonly T[];
  readonly #seed: number;
  readonly #name: string;
  readonly #orders: PerEpoch<readonly number[]>;

  constructor(items: readonly T[], seed: number, name: string) {
    if (items.length === 0) throw new RangeError(`The stream "${name}" has no items.`);
    this.#items = items;
    this.#seed = seed;
    this.#name = name;
    const indices = Array.from({ length: items.length }, (_, i) => i);
    this.#orders = new PerEpoch((epoch) =>
      shuffled(indices, createRandom(hashSeed(seed, name, 'epoch', epoch))),
    );
  }

  at(position: number): Presentation<T> {
    const epoch = Math.floor(position / this.#items.length);
    const index = this.#orders.at(epoch)[position % this.#items.length]!;
    return {
      item: this.#items[index]!,
      epoch,
      seed: hashSeed(this.#seed, this.#name, 'augmentation', position),
    };
  }
}
