import { hashSeed } from '../../../src-shared/random.ts';
import { compositionOf, stageBoundaries } from '../budget.ts';
import type { BatchPlan, PoolImage } from '../data/batch-plan.ts';
import { trainingPlan } from '../data/training-plan.ts';
import { recipes } from '../recipes/index.ts';
import { learningRateAt } from '../schedule.ts';
import type { TrainingRunInput } from './task.ts';

/** What every step trains on and how fast, as pure functions of the step: a resumed run asks from its step on. */
export interface StepPlan {
  readonly batches: BatchPlan;
  readonly learningRateAt: (step: number) => number;
}

type StagedRun = Pick<TrainingRunInput, 'recipe' | 'seed' | 'settings' | 'totalSteps'>;

interface Pools {
  readonly real: readonly PoolImage[];
  readonly synthetic: readonly PoolImage[];
}

/**
 * Puts the stages of the run's recipe one after the other; each has its own batches and runs through the schedule once. The order
 * depends on the seed and the stage alone, so all recipes see the real images in the same order.
 */
export function planSteps({ recipe, seed, settings, totalSteps }: StagedRun, pools: Pools): StepPlan {
  const { stages } = recipes[recipe];
  const boundaries = stageBoundaries(recipes[recipe], totalSteps);
  const planned = stages.map((stage, index) => ({
    first: boundaries[index]!,
    steps: boundaries[index + 1]! - boundaries[index]!,
    batches: trainingPlan({
      seed: hashSeed(seed, 'order', index),
      composition: compositionOf(stage.batch, settings),
      real: pools.real,
      synthetic: pools.synthetic,
      weights: stage.lossWeights,
    }),
  }));
  const at = (step: number) => planned.findLast(({ first }) => first <= step)!;
  return {
    batches: {
      batchSize: settings.batchSize,
      steps: totalSteps,
      itemsAt: (step) => at(step).batches.itemsAt(step - at(step).first),
    },
    learningRateAt: (step) => learningRateAt(settings.schedule, step - at(step).first, at(step).steps),
  };
}
