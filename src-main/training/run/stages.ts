import { recipes } from '../../../src-shared/recipes/index.ts';
import { type PlannedStage, planStages, stageBoundaries } from '../../../src-shared/recipes/stages.ts';
import { hashSeed } from '../../../src-shared/random.ts';
import { compositionOf } from '../budget.ts';
import type { BatchPlan, PoolImage } from '../data/batch-plan.ts';
import type { DomainCounts } from '../data/domain-order.ts';
import { type TrainingPlan, trainingPlan } from '../data/training-plan.ts';
import { learningRateAt } from '../schedule.ts';
import type { StepVariant } from '../step/session-types.ts';
import { type Mix, type MixAlphas, drawMix } from './mixing.ts';
import type { TrainingRunInput } from './task.ts';

/** A stage at its place in the run. */
interface RunStage extends Pick<PlannedStage, 'title' | 'newHead' | 'newStatistics' | 'headOnly'> {
  /** Index of its kind of step. */
  readonly variant: number;
  /** Its first step, and the step that it ends before. */
  readonly from: number;
  readonly until: number;
}

/** What every step trains on and how fast, as pure functions of the step: a resumed run asks from its step on. */
export interface StepPlan {
  readonly stages: readonly RunStage[];
  /** Index of the stage that a step belongs to. */
  readonly stageAt: (step: number) => number;
  /** The kinds of step that occur. */
  readonly variants: readonly StepVariant[];
  readonly batches: BatchPlan;
  readonly learningRateAt: (step: number) => number;
  /** How the pictures of a step are mixed with each other; null where the stage does not mix. */
  readonly mixAt: (step: number) => Mix | null;
}

type StagedRun = Pick<TrainingRunInput, 'recipe' | 'seed' | 'settings' | 'totalSteps'>;

interface Pools {
  readonly real: readonly PoolImage[];
  readonly synthetic: readonly PoolImage[];
}

interface StageAtWork extends RunStage {
  readonly batches: TrainingPlan;
  readonly peak: number;
  readonly mix: MixAlphas;
}

/** The stages of a run, each at its place. */
export function runStages({
  recipe,
  settings,
  totalSteps,
}: Pick<StagedRun, 'recipe' | 'settings' | 'totalSteps'>): (PlannedStage &
  Pick<RunStage, 'from' | 'until'>)[] {
  const planned = planStages(recipes[recipe], settings);
  const boundaries = stageBoundaries(planned, totalSteps);
  return planned.map((stage, i) => ({ ...stage, from: boundaries[i]!, until: boundaries[i + 1]! }));
}

/**
 * Puts the stages of the run's recipe one after the other; each has its own batches and runs through the schedule once. A
 * domain's images go on in a stage where the earlier ones left off, so the k-th real image that a run presents is the same in all recipes
 * of a seed, with the same augmentation.
 */
export function planSteps(run: StagedRun, { real, synthetic }: Pools): StepPlan {
  const { recipe, seed, settings, totalSteps } = run;
  const lossWeights = settings.lossWeights ?? recipes[recipe].lossWeights;
  const variants = new Variants();
  // The 0 was the first stage's index: runs of one stage keep the order that they always had.
  const order = hashSeed(seed, 'order', 0);
  let shown: DomainCounts = { real: 0, synthetic: 0 };
  const stages = runStages(run).map((stage): StageAtWork => {
    const composition = compositionOf(stage.batch, settings);
    const batches = trainingPlan({ seed: order, composition, real, synthetic, lossWeights, shown });
    shown = batches.shownBefore(stage.until - stage.from);
    const mix = { mixup: stage.mixup, cutmix: settings.cutmix };
    return {
      ...stage,
      mix,
      variant: variants.indexOf({ mixesLabels: mixes(mix), headOnly: stage.headOnly }),
      batches,
    };
  });
  const stageAt = (step: number): number => stages.findLastIndex(({ from }) => from <= step);
  const at = (step: number): StageAtWork => stages[stageAt(step)]!;
  return {
    stages,
    stageAt,
    variants: variants.list,
    batches: {
      batchSize: settings.batchSize,
      steps: totalSteps,
      itemsAt: (step) => at(step).batches.itemsAt(step - at(step).from),
    },
    learningRateAt: (step) => {
      const { from, until, peak } = at(step);
      return peak * learningRateAt(settings.schedule, step - from, until - from);
    },
    mixAt: (step) => {
      const { mix } = at(step);
      return mixes(mix) ? drawMix(mix, hashSeed(seed, 'mix', step), settings.imageSize) : null;
    },
  };
}

/** Kinds of step, each once: equal ones share a graph. */
class Variants {
  readonly #known: StepVariant[] = [];

  get list(): readonly StepVariant[] {
    return this.#known;
  }

  indexOf(variant: StepVariant): number {
    const { mixesLabels, headOnly } = variant;
    const index = this.#known.findIndex(
      (each) => each.mixesLabels === mixesLabels && each.headOnly === headOnly,
    );
    return index < 0 ? this.#known.push(variant) - 1 : index;
  }
}

const mixes = ({ mixup, cutmix }: MixAlphas): boolean => mixup > 0 || cutmix > 0;
