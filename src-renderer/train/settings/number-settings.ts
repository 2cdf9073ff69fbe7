import type { OptimizerSettings, TrainingSettings } from '../../../src-shared/domain/training.ts';

/** A number among the training settings, and how it stands in the form. */
interface NumberSetting {
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
  /** Up to this many decimals; absent: whole numbers. */
  readonly decimals?: number;
  /** The form shows the value times this: 100 for shares in percent. */
  readonly scale?: number;
  /** Undefined where the setting is off, or belongs to another kind of budget, optimizer or batch. */
  readonly get: (settings: TrainingSettings) => number | undefined;
  readonly set: (value: number, settings: TrainingSettings) => Partial<TrainingSettings>;
  /** For settings that can be off: what turns them on, at `idle`, and off. */
  readonly toggle?: (on: boolean) => Partial<TrainingSettings>;
  /** Shown while the setting is off. */
  readonly idle?: number;
}

const usualRandAugment = { operations: 2, magnitude: 9 } as const;
const usualLossWeights = { real: 0.5, synthetic: 0.5 } as const;

/** A number of one kind of optimizer. */
function ofOptimizer<Kind extends OptimizerSettings['kind']>(
  kind: Kind,
  get: (optimizer: Extract<OptimizerSettings, { kind: Kind }>) => number,
  set: (
    value: number,
    optimizer: Extract<OptimizerSettings, { kind: Kind }>,
  ) => Extract<OptimizerSettings, { kind: Kind }>,
): Pick<NumberSetting, 'get' | 'set'> {
  const isOfKind = (optimizer: OptimizerSettings): optimizer is Extract<OptimizerSettings, { kind: Kind }> =>
    optimizer.kind === kind;
  return {
    get: ({ optimizer }) => (isOfKind(optimizer) ? get(optimizer) : undefined),
    set: (value, { optimizer }) => (isOfKind(optimizer) ? { optimizer: set(value, optimizer) } : {}),
  };
}

/** By their place in the settings, as the schema's messages name it. */
export const numberSettings = {
  imageSize: {
    label: 'Image size',
    unit: 'pixels',
    get: ({ imageSize }) => imageSize,
    set: (imageSize) => ({ imageSize }),
  },
  batchSize: {
    label: 'Batch',
    unit: 'images',
    get: ({ batchSize }) => batchSize,
    set: (batchSize) => ({ batchSize }),
  },
  shots: {
    label: 'Few-shot: real images a class',
    unit: 'images',
    get: ({ shots }) => shots,
    set: (shots) => ({ shots }),
    toggle: (on) => ({ shots: on ? 16 : undefined }),
    idle: 16,
  },
  'budget.steps': {
    label: 'Steps a run',
    unit: 'steps',
    get: ({ budget }) => (budget.kind === 'steps' ? budget.steps : undefined),
    set: (steps) => ({ budget: { kind: 'steps', steps } }),
  },
  'budget.epochs': {
    label: 'Passes over the real images',
    unit: 'passes',
    decimals: 2,
    get: ({ budget }) => (budget.kind === 'real-epochs' ? budget.epochs : undefined),
    set: (epochs) => ({ budget: { kind: 'real-epochs', epochs } }),
  },
  validateEvery: {
    label: 'Validate every',
    unit: 'steps',
    get: ({ validateEvery }) => validateEvery,
    set: (validateEvery) => ({ validateEvery }),
  },
  patience: {
    label: 'Stop early after',
    unit: 'validations',
    hint: 'So many in a row without a better one end a run.',
    get: ({ patience }) => patience,
    set: (patience) => ({ patience }),
    toggle: (on) => ({ patience: on ? 5 : undefined }),
    idle: 5,
  },
  'optimizer.momentum': {
    label: 'Momentum',
    decimals: 3,
    ...ofOptimizer(
      'sgd',
      ({ momentum }) => momentum,
      (momentum, sgd) => ({ ...sgd, momentum }),
    ),
  },
  'optimizer.beta1': {
    label: 'Beta 1',
    decimals: 4,
    ...ofOptimizer(
      'adamw',
      ({ beta1 }) => beta1,
      (beta1, adamw) => ({ ...adamw, beta1 }),
    ),
  },
  'optimizer.beta2': {
    label: 'Beta 2',
    decimals: 5,
    ...ofOptimizer(
      'adamw',
      ({ beta2 }) => beta2,
      (beta2, adamw) => ({ ...adamw, beta2 }),
    ),
  },
  'optimizer.weightDecay': {
    label: 'Weight decay',
    decimals: 6,
    get: ({ optimizer }) => optimizer.weightDecay,
    set: (weightDecay, { optimizer }) => ({ optimizer: { ...optimizer, weightDecay } }),
  },
  'schedule.peak': {
    label: 'Peak learning rate',
    decimals: 6,
    get: ({ schedule }) => schedule.peak,
    set: (peak, { schedule }) => ({ schedule: { ...schedule, peak } }),
  },
  'schedule.warmup': {
    label: 'Warm-up',
    unit: '% of steps',
    scale: 100,
    decimals: 1,
    get: ({ schedule }) => schedule.warmup,
    set: (warmup, { schedule }) => ({ schedule: { ...schedule, warmup } }),
  },
  headLearningRate: {
    label: 'Learning rate of the head',
    unit: '× the rest',
    decimals: 3,
    get: ({ headLearningRate }) => headLearningRate,
    set: (headLearningRate) => ({ headLearningRate }),
  },
  layerDecay: {
    label: 'Layer-wise decay',
    unit: '× a block',
    decimals: 3,
    hint: 'Of the learning rate, block by block away from the head. 1 is none.',
    get: ({ layerDecay }) => layerDecay,
    set: (layerDecay) => ({ layerDecay }),
  },
  clipNorm: {
    label: 'Clip gradients',
    unit: 'norm',
    decimals: 4,
    get: ({ clipNorm }) => clipNorm,
    set: (clipNorm) => ({ clipNorm }),
    toggle: (on) => ({ clipNorm: on ? 1 : undefined }),
    idle: 1,
  },
  mixup: {
    label: 'Mixup',
    unit: 'alpha',
    decimals: 2,
    hint: '0 is none. Pairs of one domain.',
    get: ({ mixup }) => mixup,
    set: (mixup) => ({ mixup }),
  },
  cutmix: {
    label: 'CutMix',
    unit: 'alpha',
    decimals: 2,
    hint: '0 is none. With Mixup, each batch draws one.',
    get: ({ cutmix }) => cutmix,
    set: (cutmix) => ({ cutmix }),
  },
  labelSmoothing: {
    label: 'Label smoothing',
    decimals: 3,
    get: ({ labelSmoothing }) => labelSmoothing,
    set: (labelSmoothing) => ({ labelSmoothing }),
  },
  ema: {
    label: 'Weight average (EMA)',
    unit: 'decay',
    decimals: 5,
    hint: 'Then the average is validated, tested and exported.',
    get: ({ ema }) => ema,
    set: (ema) => ({ ema }),
    toggle: (on) => ({ ema: on ? 0.999 : undefined }),
    idle: 0.999,
  },
  'randAugment.operations': {
    label: 'RandAugment',
    unit: 'operations',
    get: ({ randAugment }) => randAugment?.operations,
    set: (operations, { randAugment }) => ({
      randAugment: { ...(randAugment ?? usualRandAugment), operations },
    }),
    toggle: (on) => ({ randAugment: on ? usualRandAugment : undefined }),
    idle: usualRandAugment.operations,
  },
  'randAugment.magnitude': {
    label: 'RandAugment magnitude',
    unit: 'of 30',
    get: ({ randAugment }) => randAugment?.magnitude,
    set: (magnitude, { randAugment }) => ({
      randAugment: { ...(randAugment ?? usualRandAugment), magnitude },
    }),
    idle: usualRandAugment.magnitude,
  },
  'mix.real': {
    label: 'Real share of a batch',
    unit: '%',
    scale: 100,
    decimals: 1,
    get: ({ mix }) => (mix.kind === 'share' ? mix.real : undefined),
    set: (real) => ({ mix: { kind: 'share', real } }),
  },
  'lossWeights.real': {
    label: 'Weigh the loss of real images',
    decimals: 3,
    get: ({ lossWeights }) => lossWeights?.real,
    set: (real, { lossWeights }) => ({ lossWeights: { ...(lossWeights ?? usualLossWeights), real } }),
    toggle: (on) => ({ lossWeights: on ? usualLossWeights : undefined }),
    idle: usualLossWeights.real,
  },
  'lossWeights.synthetic': {
    label: 'Loss of synthetic images',
    decimals: 3,
    get: ({ lossWeights }) => lossWeights?.synthetic,
    set: (synthetic, { lossWeights }) => ({
      lossWeights: { ...(lossWeights ?? usualLossWeights), synthetic },
    }),
    idle: usualLossWeights.synthetic,
  },
  'twoStage.first': {
    label: 'First stage',
    unit: '% of steps',
    scale: 100,
    decimals: 1,
    get: ({ twoStage }) => twoStage.first,
    set: (first, { twoStage }) => ({ twoStage: { ...twoStage, first } }),
  },
  'twoStage.secondPeak': {
    label: 'Peak rate of the second stage',
    unit: '× the first',
    decimals: 3,
    get: ({ twoStage }) => twoStage.secondPeak,
    set: (secondPeak, { twoStage }) => ({ twoStage: { ...twoStage, secondPeak } }),
  },
  'twoStage.headFirst': {
    label: 'New head alone at first',
    unit: '% of stage 2',
    scale: 100,
    decimals: 1,
    hint: 'Bridged++ and its control.',
    get: ({ twoStage }) => twoStage.headFirst,
    set: (headFirst, { twoStage }) => ({ twoStage: { ...twoStage, headFirst } }),
  },
  'twoStage.mixup': {
    label: 'Mixup of the first stage',
    unit: 'alpha',
    decimals: 2,
    hint: 'Bridged++ and its control, where no Mixup is set for all.',
    get: ({ twoStage }) => twoStage.mixup,
    set: (mixup, { twoStage }) => ({ twoStage: { ...twoStage, mixup } }),
  },
} as const satisfies Record<string, NumberSetting>;

export type NumberSettingPath = keyof typeof numberSettings;

export const isNumberSetting = (path: string): path is NumberSettingPath => path in numberSettings;

/** The setting at a place, as the general type. */
export const numberSetting = (path: NumberSettingPath): NumberSetting => numberSettings[path];
