import { type ArchitectureName, createClassifier } from '../../src-main/networks/architectures.ts';
import type { Classifier } from '../../src-main/networks/classifier.ts';
import { resNet } from '../../src-main/networks/resnet.ts';
import type { TrainingSessionOptions } from '../../src-main/training/step/training-session.ts';

/** `convolution-block`: a 3x3 stem and one residual block of two 3x3 convolutions, 64 channels, at full resolution. */
export type NetworkName =
  | Extract<ArchitectureName, 'cifar-resnet' | 'resnet-18' | 'vit-tiny'>
  | 'convolution-block';

export interface TrainCase {
  readonly name: string;
  readonly network: NetworkName;
  readonly imageSize: number;
  readonly batchSize: number;
  /** Steps that each takes before it is the next one's turn: more where they are short. */
  readonly stepsARound: number;
  /** TensorFlow.js under Node takes minutes a step for the others. */
  readonly withTensorFlow?: true;
}

export const trainCases: readonly TrainCase[] = [
  {
    name: 'cifar-resnet 32 px batch 128',
    network: 'cifar-resnet',
    imageSize: 32,
    batchSize: 128,
    stepsARound: 4,
  },
  { name: 'resnet-18 64 px batch 32', network: 'resnet-18', imageSize: 64, batchSize: 32, stepsARound: 4 },
  { name: 'resnet-18 224 px batch 16', network: 'resnet-18', imageSize: 224, batchSize: 16, stepsARound: 2 },
  { name: 'vit-tiny 224 px batch 16', network: 'vit-tiny', imageSize: 224, batchSize: 16, stepsARound: 2 },
  {
    name: 'cifar-resnet 32 px batch 8',
    network: 'cifar-resnet',
    imageSize: 32,
    batchSize: 8,
    stepsARound: 10,
    withTensorFlow: true,
  },
  {
    name: 'convolution block 56 px batch 8',
    network: 'convolution-block',
    imageSize: 56,
    batchSize: 8,
    stepsARound: 4,
    withTensorFlow: true,
  },
];

export const CLASSES = 10;
export const THREADS = 2;
/** Low enough that the loss of random labels stays finite over hundreds of steps. */
export const LEARNING_RATE = 0.01;

export const optimizer = { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 5e-4 } as const;

type Network = Pick<TrainingSessionOptions, 'architecture' | 'network'>;

const networkOf = (name: NetworkName): Network =>
  name === 'convolution-block'
    ? {
        architecture: 'imported',
        network: (settings) => resNet({ widths: [64], blocksPerStage: 1, stem: 'small', ...settings }),
      }
    : { architecture: name };

export const sessionOptions = ({ network, imageSize, batchSize }: TrainCase): TrainingSessionOptions => ({
  ...networkOf(network),
  imageSize,
  batchSize,
  classes: CLASSES,
  optimizer,
  seed: 0,
  threads: THREADS,
});

/** The network that a training session of this case trains. */
export function classifierOf(trainCase: TrainCase): Classifier {
  const { architecture, network, ...options } = sessionOptions(trainCase);
  if (network) return network(options);
  if (architecture === 'imported') throw new Error(`${trainCase.name} names no network.`);
  return createClassifier(architecture, options);
}
