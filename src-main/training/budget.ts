import type { TrainingSettings } from '../../src-shared/domain/training.ts';
import { realShareOf } from '../../src-shared/domain/recipes.ts';
import type { Recipe, StageBatch } from '../../src-shared/recipes/recipe.ts';
import { planStages, type StageSettings } from '../../src-shared/recipes/stages.ts';
import type { Composition } from './data/batch-plan.ts';

/** Training images a recipe can draw from. */
export interface PoolSizes {
  readonly real: number;
  readonly synthetic: number;
}

/** What a batch of a stage holds under these settings. */
export function compositionOf(
  batch: StageBatch,
  { batchSize, mix }: Pick<TrainingSettings, 'batchSize' | 'mix'>,
): Composition {
  switch (batch) {
    case 'real':
      return { kind: 'real-only', batchSize };
    case 'synthetic':
      return { kind: 'synthetic-only', batchSize };
    case 'mixed':
    case 'halves': {
      const share = realShareOf(batch, mix);
      if (share === null) return { kind: 'concatenated', batchSize };
      const real = Math.min(Math.max(Math.round(batchSize * share), 1), batchSize - 1);
      return { kind: 'fixed-share', real, synthetic: batchSize - real };
    }
    default:
      return batch satisfies never;
  }
}

/** Images of each domain that a batch presents; for shuffled pools the mean over an epoch. */
export function presentedPerBatch(composition: Composition, pools: PoolSizes): PoolSizes {
  switch (composition.kind) {
    case 'real-only':
      return { real: composition.batchSize, synthetic: 0 };
    case 'synthetic-only':
      return { real: 0, synthetic: composition.batchSize };
    case 'fixed-share':
      return { real: composition.real, synthetic: composition.synthetic };
    case 'concatenated': {
      const all = pools.real + pools.synthetic;
      return {
        real: all > 0 ? (composition.batchSize * pools.real) / all : 0,
        synthetic: all > 0 ? (composition.batchSize * pools.synthetic) / all : 0,
      };
    }
    default:
      return composition satisfies never;
  }
}

/**
 * Optimizer steps of a recipe. Under `real-epochs` every recipe presents as many real images as the budget says; a recipe without
 * real images takes as many steps as *real only* does, that is as many images of its own.
 */
export function totalStepsOf(
  recipe: Recipe,
  settings: StageSettings & Pick<TrainingSettings, 'batchSize' | 'mix' | 'budget'>,
  pools: PoolSizes,
): number {
  if (settings.budget.kind === 'steps') return settings.budget.steps;
  const presentations = settings.budget.epochs * pools.real;
  const realPerStep = planStages(recipe, settings).reduce((sum, stage) => {
    return sum + stage.share * presentedPerBatch(compositionOf(stage.batch, settings), pools).real;
  }, 0);
  const perStep = realPerStep > 0 ? realPerStep : settings.batchSize;
  return Math.max(1, Math.ceil(presentations / perStep - 1e-9));
}
