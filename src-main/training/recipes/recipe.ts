import type { RecipeName } from '../../../src-shared/domain/training.ts';
import type { DomainName } from '../data/batch-plan.ts';

/** What the batches of a stage are made of. `mixed`: as the run's `mix` setting says. */
export type StageBatch = 'real' | 'synthetic' | 'mixed';

/** One stretch of training with the same kind of batch; its schedule starts anew with it. */
interface Stage {
  readonly title: string;
  /** Share of the run's steps, in (0, 1]; the shares of a recipe's stages add up to 1. */
  readonly share: number;
  readonly batch: StageBatch;
  /** What one image of each domain counts in the loss; 1 and 1 is the plain mean over the batch. */
  readonly lossWeights: Readonly<Record<DomainName, number>>;
}

/** Which images are trained on, and when. Everything else is a setting that all recipes of a comparison share. */
export interface Recipe {
  readonly name: RecipeName;
  readonly stages: readonly [Stage, ...Stage[]];
}

/** The domains that a recipe trains on. */
export function domainsOf(recipe: Recipe): ReadonlySet<DomainName> {
  return new Set(recipe.stages.flatMap(({ batch }) => (batch === 'mixed' ? ['real', 'synthetic'] : [batch])));
}
