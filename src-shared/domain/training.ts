import { z } from 'zod';

/** `imported`: the network of the ONNX file that `pretrained` names. */
export const architectureSchema = z.enum([
  'cifar-resnet',
  'resnet-10-narrow',
  'resnet-18',
  'resnet-18-small',
  'resnet-34',
  'resnet-50',
  'vit-tiny',
  'vit-small',
  'vit-base',
  'imported',
]);
export type ArchitectureName = z.infer<typeof architectureSchema>;

export const recipeSchema = z.enum([
  'real-only',
  'synthetic-only',
  'mixed',
  'auxiliary-bn',
  'auxiliary-bn-affine',
  'auxiliary-bn-statistics',
  'bridged',
  'bridged++',
  'real-to-real',
  'linear-probe',
  'from-scratch',
]);
export type RecipeName = z.infer<typeof recipeSchema>;

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sgd'),
    momentum: z.number().min(0).max(0.999).default(0.9),
    nesterov: z.boolean().default(true),
    weightDecay: z.number().min(0).max(1).default(5e-4),
  }),
  z.object({
    kind: z.literal('adamw'),
    beta1: z.number().min(0).max(0.9999).default(0.9),
    beta2: z.number().min(0).max(0.99999).default(0.999),
    epsilon: z.number().positive().default(1e-8),
    weightDecay: z.number().min(0).max(1).default(0.05),
  }),
]);
export type OptimizerSettings = z.infer<typeof optimizerSchema>;

/** Learning rate over the run. `warmup` is the share of steps that rise linearly (one-cycle: to the peak, by cosine as PyTorch does). */
export const scheduleSchema = z.object({
  kind: z.enum(['one-cycle', 'cosine', 'constant']),
  peak: z.number().positive().max(10),
  warmup: z.number().min(0).max(0.5).default(0.1),
  /** Every run is trained at each of these peaks and keeps the one with the highest validation accuracy; `peak` is then not used. Absent: `peak` alone. */
  grid: z.array(z.number().positive().max(10)).min(2).max(10).optional(),
});
export type ScheduleSettings = z.infer<typeof scheduleSchema>;

/** Equal optimizer steps, or equal presentations of real images (docs/methods.md 8.3). */
export const budgetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('steps'), steps: z.number().int().min(1).max(1_000_000) }),
  z.object({ kind: z.literal('real-epochs'), epochs: z.number().min(0.01).max(10_000) }),
]);
export type Budget = z.infer<typeof budgetSchema>;

export const augmentationSchema = z.enum(['none', 'flip', 'pad-crop-flip', 'random-resized-crop-flip']);
export type Augmentation = z.infer<typeof augmentationSchema>;

/**
 * How `mixed` makes a batch: one shuffled pool of both, or a fixed share of each batch (default half real). Recipes that need a fixed share
 * (auxiliary batch norm) have half and half where this says one pool.
 */
export const mixSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('concatenate') }),
  z.object({ kind: z.literal('share'), real: z.number().gt(0).lt(1).default(0.5) }),
]);
export type Mix = z.infer<typeof mixSchema>;

/** RandAugment (Cubuk et al. 2020) as torchvision has it: so many operations an image, at a magnitude of 0 to 30. */
const randAugmentSchema = z.object({
  operations: z.number().int().min(1).max(10).default(2),
  magnitude: z.number().int().min(0).max(30).default(9),
});
export type RandAugment = z.infer<typeof randAugmentSchema>;

/** How recipes of two stages divide a run. */
const twoStageSchema = z.object({
  /** Share of the steps that the first stage takes. */
  first: z.number().min(0.01).max(0.99).default(0.5),
  /** Peak learning rate of the second stage as a multiple of the first's. */
  secondPeak: z.number().positive().max(10).default(0.5),
  /** Share of the second stage in which a new head trains alone, before everything does. */
  headFirst: z.number().min(0).max(0.9).default(0),
  /** Alpha of the Mixup that belongs to a recipe's first stage. */
  mixup: z.number().min(0).max(8).default(0.2),
});

const lossWeightsSchema = z
  .object({ real: z.number().min(0).max(1000), synthetic: z.number().min(0).max(1000) })
  .refine(({ real, synthetic }) => real + synthetic > 0, 'One of the two weights must be above 0.');

/** What computes: ONNX Runtime, or TensorFlow.js with its native library, which is not installed with the workbench. */
export const engineSchema = z.enum(['onnxruntime', 'webgpu', 'cuda', 'tensorflow']);
export type EngineName = z.infer<typeof engineSchema>;

/** Everything that two recipes of one comparison share; the recipe itself only says which images are used, and when. */
export const trainingSettingsSchema = z.object({
  engine: engineSchema.default('onnxruntime'),
  architecture: architectureSchema.default('cifar-resnet'),
  imageSize: z.number().int().min(16).max(512).default(32),
  batchSize: z.number().int().min(2).max(4096).default(128),
  budget: budgetSchema.default({ kind: 'steps', steps: 600 }),
  optimizer: optimizerSchema.default({ kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 }),
  schedule: scheduleSchema.default({ kind: 'one-cycle', peak: 0.1, warmup: 0.1 }),
  augmentation: augmentationSchema.default('pad-crop-flip'),
  /** Operations drawn for every training image after the augmentation above; absent: none. */
  randAugment: randAugmentSchema.optional(),
  /** Alpha of Mixup (Zhang et al. 2018) within a domain; 0: none. With CutMix too, each batch draws one of the two. */
  mixup: z.number().min(0).max(8).default(0),
  /** Alpha of CutMix (Yun et al. 2019) within a domain; 0: none. */
  cutmix: z.number().min(0).max(8).default(0),
  labelSmoothing: z.number().min(0).max(0.5).default(0),
  /** Decay of the moving average of the weights that is validated, tested and exported; it rises to it as (1 + t) / (10 + t). Absent: none. */
  ema: z.number().min(0.5).max(0.99999).optional(),
  /** Learning rate of the head as a multiple of the others'. */
  headLearningRate: z.number().min(0.01).max(1000).default(1),
  /** Learning rate of each block as a multiple of the next one's towards the head. */
  layerDecay: z.number().min(0.1).max(1).default(1),
  /** Gradients that are longer than this, all together, are shortened to it. Absent: never. */
  clipNorm: z.number().positive().max(1e6).optional(),
  /** End a run after so many validations in a row without a higher accuracy; two-stage runs only in the last stage. Absent: never. */
  patience: z.number().int().min(1).optional(),
  /** What the mean loss of each domain counts where a batch holds both. Absent: as the recipe says. */
  lossWeights: lossWeightsSchema.optional(),
  twoStage: twoStageSchema.prefault({}),
  /** Id of the pretrained network whose body training starts from; absent: all weights are drawn. */
  pretrained: z.string().min(1).optional(),
  mix: mixSchema.default({ kind: 'share', real: 0.5 }),
  /** What becomes of training images that look almost like a validation, test or OOD image (docs/methods.md 8.2). */
  nearDuplicates: z.enum(['drop', 'keep']).default('drop'),
  /** At most this many real training images a class (few-shot); redrawn per seed. */
  shots: z.number().int().min(1).optional(),
  /** Validate every this many steps, and at the last. */
  validateEvery: z.number().int().min(1).default(50),
  /** What a kill can cost: a checkpoint is written this long after the one before. */
  checkpointSeconds: z.number().min(1).default(30),
  /** `best`: highest val accuracy; `last`: fixed schedule, for sets too small for a val split. */
  choose: z.enum(['best', 'last']).default('best'),
});
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;

/** A trained network whose body training can start from. */
export interface PretrainedNetwork {
  id: string;
  name: string;
  license: string;
  /** Comes with the program. */
  bundled: boolean;
  /** `imported`: the network of an ONNX file. Null where it cannot be used. */
  architecture: string | null;
  /** Numbers in the weights that a run starts from: all but the last layer's. */
  parameters: number;
  /** Classes that it was trained on. */
  classes: number;
  /** Side of the pictures that it was trained on, pixels. */
  imageSize: number;
  bytes: number;
  /** What becomes of it in training, one sentence each: the last layer that is replaced, batch norms that train again, conversions. */
  notes: string[];
  /** Why it cannot be used or trained, and what to do about it; null where it can. */
  problem: string | null;
}

/** A request to train: every recipe at every seed, on the same real subset, initialisation and order per seed. */
export const trainRequestSchema = z.object({
  name: z.string().trim().min(1).max(120),
  realSetId: z.number().int(),
  syntheticSetIds: z.array(z.number().int()).default([]),
  oodSetIds: z.array(z.number().int()).default([]),
  recipes: z.array(recipeSchema).min(1),
  seeds: z.array(z.number().int()).min(1).max(50),
  settings: trainingSettingsSchema,
});
export type TrainRequest = z.infer<typeof trainRequestSchema>;
export type TrainRequestInput = z.input<typeof trainRequestSchema>;
