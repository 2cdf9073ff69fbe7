import type { RecipeName } from '../domain/training.ts';

/** Where a training image comes from. */
export type DomainName = 'real' | 'synthetic';

/** What the batches of a stage are made of. `mixed`: as the `mix` setting says; `halves`: real images first, then synthetic ones, always so many of each. */
export type StageBatch = DomainName | 'mixed' | 'halves';

/** One stretch of training with the same kind of batch. Each runs through the learning rate schedule once, with a fresh optimizer. */
export interface Stage {
  readonly title: string;
  readonly batch: StageBatch;
  /** Mixup even where the run has none (with the alpha of `twoStage.mixup`). */
  readonly mixup?: true;
  /** The classifier head is drawn anew before this stage. */
  readonly newHead?: true;
  /** Everything but the head stays as it is, batch-norm statistics too. */
  readonly headOnly?: true;
}

/** What a second set of batch-norm tensors for synthetic images holds: all of them, scale and shift alone, or statistics alone. */
export type AuxiliaryNorm = 'all' | 'affine' | 'statistics';

/** A way to train: which images are used, when, and on what. Everything else is a setting that all recipes of a comparison share. */
export interface Recipe {
  readonly name: RecipeName;
  readonly title: string;
  /** What it does and why, in one sentence. */
  readonly sentence: string;
  /** One stage takes all steps; of two the first takes the share `twoStage.first`. */
  readonly stages: readonly [Stage] | readonly [Stage, Stage];
  readonly auxiliaryNorm?: AuxiliaryNorm;
  /** What the mean loss of each domain counts where a batch holds both; absent: every image counts the same. */
  readonly lossWeights?: Readonly<Record<DomainName, number>>;
  /** Pretrained weights are used where some were chosen; `needed`: it makes no sense without; `never`: not even then. */
  readonly pretrained?: 'needed' | 'never';
}
