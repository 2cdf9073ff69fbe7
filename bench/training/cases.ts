import type { ArchitectureName } from '../../src-main/models/architectures.ts';
import type { TrainingSessionOptions } from '../../src-main/training/step/training-session.ts';

export interface TrainCase {
  readonly name: string;
  readonly architecture: ArchitectureName;
  readonly imageSize: number;
  readonly batchSize: number;
}

export const trainCases: readonly TrainCase[] = [
  { name: 'cifar-resnet 32 px batch 128', architecture: 'cifar-resnet', imageSize: 32, batchSize: 128 },
  { name: 'resnet-18 64 px batch 32', architecture: 'resnet-18', imageSize: 64, batchSize: 32 },
];

export const CLASSES = 10;
export const THREADS = 2;
/** Low enough that the loss of random labels stays finite over hundreds of steps. */
export const LEARNING_RATE = 0.01;

export const optimizer = { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 } as const;

export const sessionOptions = ({
  architecture,
  imageSize,
  batchSize,
}: TrainCase): TrainingSessionOptions => ({
  architecture,
  imageSize,
  batchSize,
  classes: CLASSES,
  optimizer,
  seed: 0,
  threads: THREADS,
});
