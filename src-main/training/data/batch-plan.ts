import type { DomainName } from '../../../src-shared/recipes/recipe.ts';
import type { DomainCounts } from './domain-order.ts';

/** Where an image comes from; its value in `Batch.domains`. */
export const Domain = { real: 0, synthetic: 1 } as const satisfies Record<DomainName, number>;

/** One place of a batch. */
export interface BatchItem {
  /** Index into the image list that the cache was loaded with. */
  readonly imageIndex: number;
  /** Class index. */
  readonly label: number;
  /** Loss weight >= 0; 0 only fills the batch up. */
  readonly weight: number;
  readonly domain: DomainName;
  /** Everything random about this presentation of the image follows from it. Unsigned 32 bits. */
  readonly augmentationSeed: number;
}

/**
 * What the batches hold, as a pure function of the step: a resumed run asks from its step on and gets the very same batches.
 * Every batch has exactly `batchSize` items.
 */
export interface BatchPlan {
  readonly batchSize: number;
  /** Number of steps; Infinity for training streams, which wrap around epoch by epoch. */
  readonly steps: number;
  readonly itemsAt: (step: number) => readonly BatchItem[];
}

/** An image of a pool: its index in the image list, and its class. */
export interface PoolImage {
  readonly imageIndex: number;
  readonly label: number;
}

/** How a training batch is composed of the real and the synthetic pool. */
export type Composition =
  | { readonly kind: 'real-only'; readonly batchSize: number }
  | { readonly kind: 'synthetic-only'; readonly batchSize: number }
  /** Both pools shuffled into one. */
  | { readonly kind: 'concatenated'; readonly batchSize: number }
  /** A fixed number of each in every batch, real images first. */
  | { readonly kind: 'fixed-share'; readonly real: number; readonly synthetic: number };

export interface TrainingPlanOptions {
  readonly seed: number;
  /** Images of each domain that the run presented before: its streams go on there; default: none. */
  readonly shown?: DomainCounts;
  readonly composition: Composition;
  readonly real: readonly PoolImage[];
  readonly synthetic: readonly PoolImage[];
  /** What the mean loss of each domain counts in a batch that holds both; default: every image counts the same. */
  readonly lossWeights?: Readonly<Record<DomainName, number>> | undefined;
}
