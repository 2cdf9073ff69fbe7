import type { TrainingSettings } from '../domain/training.ts';
import { recipes } from './index.ts';
import type { DomainName, Recipe, Stage, StageBatch } from './recipe.ts';

/** A stage of a run, with the settings of that run in it. */
export interface PlannedStage {
  readonly title: string;
  /** Share of the run's steps, in (0, 1]; the shares of a run add up to 1. */
  readonly share: number;
  readonly batch: StageBatch;
  /** The peak learning rate as a multiple of the schedule's. */
  readonly peak: number;
  /** Alpha of Mixup; 0: none. */
  readonly mixup: number;
  readonly newHead: boolean;
  readonly headOnly: boolean;
  /** Whether batch-norm statistics are taken from real images before it. */
  readonly newStatistics: boolean;
}

export type StageSettings = Pick<TrainingSettings, 'twoStage' | 'mixup'>;

/** The stages of a recipe under these settings, in order. A new head may first train alone; that is a stage of its own. */
export function planStages({ stages }: Recipe, settings: StageSettings): PlannedStage[] {
  const { first, secondPeak, headFirst } = settings.twoStage;
  const [, second] = stages;
  if (!second) return [planned(stages[0], settings, { share: 1 })];
  const later = { peak: secondPeak, newStatistics: true };
  const rest = 1 - first;
  const before = planned(stages[0], settings, { share: first });
  if (!second.newHead || headFirst === 0)
    return [before, planned(second, settings, { ...later, share: rest })];
  const head = { ...later, title: 'New head alone', headOnly: true, share: rest * headFirst };
  const all = { ...later, newHead: false, newStatistics: false, share: rest * (1 - headFirst) };
  return [before, planned(second, settings, head), planned(second, settings, all)];
}

function planned(
  stage: Stage,
  { mixup, twoStage }: StageSettings,
  own: Partial<PlannedStage> & Pick<PlannedStage, 'share'>,
): PlannedStage {
  return {
    title: stage.title,
    batch: stage.batch,
    peak: 1,
    mixup: mixup > 0 || !stage.mixup ? mixup : twoStage.mixup,
    newHead: stage.newHead ?? false,
    headOnly: stage.headOnly ?? false,
    newStatistics: false,
    ...own,
  };
}

/** First step of each stage and the end of the last: `[0, …, totalSteps]`. */
export function stageBoundaries(
  stages: readonly Pick<PlannedStage, 'share'>[],
  totalSteps: number,
): number[] {
  let share = 0;
  return [0, ...stages.map((stage) => Math.round((share += stage.share) * totalSteps))];
}

const sources: Record<StageBatch, readonly DomainName[]> = {
  real: ['real'],
  synthetic: ['synthetic'],
  mixed: ['real', 'synthetic'],
  halves: ['real', 'synthetic'],
};

/** The domains that a recipe trains on. */
export const domainsOf = (recipe: Recipe): ReadonlySet<DomainName> =>
  new Set(recipe.stages.flatMap(({ batch }) => sources[batch]));

/** Whether real and synthetic images share a batch. */
export const mixesDomains = (name: Recipe['name']): boolean =>
  recipes[name].stages.some(({ batch }) => sources[batch].length > 1);
