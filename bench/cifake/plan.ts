import {
  type RecipeName,
  type TrainingSettings,
  trainingSettingsSchema,
} from '../../src-shared/domain/training.ts';

/** Synthetic images as a multiple of the real ones; 0: none take part. */
export type Volume = 0 | 1 | 6;

/** One line of the table: a way to train, at one volume of synthetic images. */
export interface Row {
  /** `half-half` is *mixed* with as many real as synthetic images in each batch. */
  readonly recipe: RecipeName | 'half-half';
  readonly volume: Volume;
  readonly title: string;
}

/** Real training images a class. */
export const REAL_A_CLASS = 200;
export const STEPS = 600;
export const SEEDS = 3;

/** The first is what the others are compared with. */
export const rows: readonly [Row, ...Row[]] = [
  { recipe: 'real-only', volume: 0, title: 'Real only' },
  { recipe: 'synthetic-only', volume: 6, title: 'Synthetic only' },
  { recipe: 'mixed', volume: 1, title: 'Mixed, one pool' },
  { recipe: 'mixed', volume: 6, title: 'Mixed, one pool' },
  { recipe: 'half-half', volume: 6, title: 'Mixed, half of each batch' },
  { recipe: 'auxiliary-bn', volume: 1, title: 'Auxiliary batch norm' },
  { recipe: 'auxiliary-bn', volume: 6, title: 'Auxiliary batch norm' },
  { recipe: 'real-to-real', volume: 0, title: 'Real → real' },
  { recipe: 'bridged', volume: 6, title: 'Bridged' },
  { recipe: 'bridged++', volume: 6, title: 'Bridged++' },
];

export const recipeOf = ({ recipe }: Row): RecipeName => (recipe === 'half-half' ? 'mixed' : recipe);

/** Name of the experiment that holds a row's runs. */
export function experimentOf({ recipe, volume }: Row, steps: number): string {
  const name = volume === 0 ? recipe : `${recipe} ${volume}x`;
  return steps === STEPS ? name : `${name}, ${steps} steps`;
}

/**
 * The CIFAR-ResNet at 32 px for so many steps of 128: Nesterov momentum 0.9, weight decay 5e-4, one-cycle with its peak at 0.1 after 10 %,
 * 4 pixels of padding, crop and flip. Auxiliary batch norm takes 64 + 64; two stages share the steps equally, the second peaks at 0.05, and
 * Mixup's alpha is 0.2. There is no val split, so the last weights are tested.
 */
export const settingsOf = ({ recipe }: Row, steps: number): TrainingSettings =>
  trainingSettingsSchema.parse({
    architecture: 'cifar-resnet',
    imageSize: 32,
    batchSize: 128,
    budget: { kind: 'steps', steps },
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
    schedule: { kind: 'one-cycle', peak: 0.1, warmup: 0.1 },
    augmentation: 'pad-crop-flip',
    twoStage: { first: 0.5, secondPeak: 0.5, mixup: 0.2 },
    mix: recipe === 'mixed' ? { kind: 'concatenate' } : { kind: 'share', real: 0.5 },
    choose: 'last',
  });
