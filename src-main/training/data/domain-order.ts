import { createRandom, hashSeed, type Random, shuffled } from '../../../src-shared/random.ts';
import type { DomainName } from '../../../src-shared/recipes/recipe.ts';
import { PerEpoch } from './epoch-stream.ts';

/** Images of each domain. */
export type DomainCounts = Readonly<Record<DomainName, number>>;

/** A place of a batch: the domain whose image stands there, and how many of that domain stand before it, from the first step on. */
export interface DomainPlace {
  readonly domain: DomainName;
  readonly nth: number;
}

/** Which domain each place of each batch has; which image that is, the domain's own stream says. */
export interface DomainOrder {
  readonly batchSize: number;
  readonly placesAt: (step: number) => DomainPlace[];
  /** Images of each domain in all steps before this one. */
  readonly shownBefore: (step: number) => DomainCounts;
}

/** So many of each domain in every batch, real images first. */
export function fixedOrder(counts: DomainCounts): DomainOrder {
  const places = (domain: DomainName, step: number): DomainPlace[] =>
    Array.from({ length: counts[domain] }, (_, i) => ({ domain, nth: step * counts[domain] + i }));
  return {
    batchSize: counts.real + counts.synthetic,
    placesAt: (step) => [...places('real', step), ...places('synthetic', step)],
    shownBefore: (step) => ({ real: step * counts.real, synthetic: step * counts.synthetic }),
  };
}

/**
 * Both domains shuffled into one pool, anew every epoch. With a permutation of its own for each domain that makes a permutation of the
 * pool, and every permutation is equally likely.
 */
export function pooledOrder(pools: DomainCounts, batchSize: number, seed: number): DomainOrder {
  const size = pools.real + pools.synthetic;
  const epochs = new PerEpoch((epoch) => realBefore(pools, createRandom(hashSeed(seed, 'pool', epoch))));
  const split = (position: number) => {
    const epoch = Math.floor(position / size);
    return { epoch, place: position % size, before: epochs.at(epoch) };
  };
  const shown = (position: number): DomainCounts => {
    const { epoch, place, before } = split(position);
    const real = before[place]!;
    return { real: epoch * pools.real + real, synthetic: epoch * pools.synthetic + place - real };
  };
  const domainAt = (position: number): DomainName => {
    const { place, before } = split(position);
    return before[place + 1]! > before[place]! ? 'real' : 'synthetic';
  };
  return {
    batchSize,
    placesAt: (step) =>
      Array.from({ length: batchSize }, (_, i) => {
        const position = step * batchSize + i;
        const domain = domainAt(position);
        return { domain, nth: shown(position)[domain] };
      }),
    shownBefore: (step) => shown(step * batchSize),
  };
}

/** How many real images stand before each place of a shuffled epoch, and at its end. */
function realBefore({ real, synthetic }: DomainCounts, random: Random): Uint32Array {
  const isReal = Array.from({ length: real + synthetic }, (_, i) => i < real);
  const before = new Uint32Array(isReal.length + 1);
  for (const [place, here] of shuffled(isReal, random).entries()) {
    before[place + 1] = before[place]! + (here ? 1 : 0);
  }
  return before;
}
