import { hashSeed } from '../../../src-shared/random.ts';
import { recipes } from '../../../src-shared/recipes/index.ts';
import type { Engine } from '../../graph/executors/engines.ts';
import type { NormBranches } from '../../networks/batch-norm.ts';
import { compositionOf } from '../budget.ts';
import { createTrainingSession, type TrainingSession } from '../step/training-session.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { PretrainedStart } from './pretrained-start.ts';
import type { StepPlan } from './stages.ts';
import type { TrainingRunInput } from './task.ts';

export interface SessionCircumstances {
  readonly steps: StepPlan;
  readonly start: PretrainedStart | null;
  readonly checkpoint: Checkpoint | null;
  readonly engine: Engine;
  readonly threads: number;
}

/** The model of a run with the graphs of all its stages. */
export function openSession(
  { recipe, settings, classNames, seed }: TrainingRunInput,
  { steps, start, checkpoint, engine, threads }: SessionCircumstances,
): Promise<TrainingSession> {
  const { architecture, imageSize, batchSize, optimizer, labelSmoothing } = settings;
  const branches = branchesOf(recipe, settings);
  return createTrainingSession({
    engine,
    architecture,
    classes: classNames.length,
    imageSize,
    batchSize,
    optimizer,
    labelSmoothing,
    largestGradient: settings.clipNorm,
    averageDecay: settings.ema,
    headRate: settings.headLearningRate,
    layerDecay: settings.layerDecay,
    variants: steps.variants,
    branches,
    takesStatistics: branches !== undefined || steps.stages.some(({ newStatistics }) => newStatistics),
    seed: hashSeed(seed, 'weights'),
    threads,
    network: start?.createClassifier,
    ...(start?.weights ? { firstWeights: start.weights } : {}),
    ...(checkpoint ? { plan: checkpoint.progress.plan } : {}),
  });
}

function branchesOf(
  recipe: TrainingRunInput['recipe'],
  settings: TrainingRunInput['settings'],
): NormBranches | undefined {
  const { auxiliaryNorm: kind, stages } = recipes[recipe];
  if (!kind) return undefined;
  const composition = compositionOf(stages[0].batch, settings);
  if (composition.kind !== 'fixed-share') throw new Error(`${recipe} needs a fixed share of real images.`);
  return { kind, real: composition.real };
}
