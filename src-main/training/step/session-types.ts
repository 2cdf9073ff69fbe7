import type { Engine } from '../../graph/executors/engines.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import type { TensorData, TensorOf } from '../../graph/tensor-data.ts';
import type { ArchitectureName, ClassifierSettings } from '../../networks/architectures.ts';
import type { NormBranches } from '../../networks/batch-norm.ts';
import type { Classifier } from '../../networks/classifier.ts';
import type { OptimizerSettings } from '../../networks/optimizers/settings.ts';
import type { StageStart } from './next-stage.ts';

/** A kind of step; each has a graph of its own. */
export interface StepVariant {
  /** Pictures are mixed of two (Mixup, CutMix), and so are their labels. */
  readonly mixesLabels: boolean;
  /** Only the head is trained: the body computes as in inference and stays as it is. */
  readonly headOnly: boolean;
}

export interface TrainingSessionOptions {
  readonly architecture: ArchitectureName | 'imported';
  /** Builds the network of a file (see `readTrainedNetwork`) in the place of `architecture`; needed for `imported`. */
  readonly network?: ((settings: ClassifierSettings) => Classifier) | undefined;
  /** Number of classes, C >= 2. */
  readonly classes: number;
  /** Side S of the square input images, pixels. */
  readonly imageSize: number;
  /** N, fixed for every step; a short last batch is filled up with samples of weight 0. */
  readonly batchSize: number;
  readonly optimizer: OptimizerSettings;
  /** What computes the graphs; default: ONNX Runtime on the CPU. */
  readonly engine?: Engine;
  /** Decides the initial weights; any integer. */
  readonly seed: number;
  /** Weights to begin with, by name (see `bodyWeights`); what is not among them is drawn by the seed. */
  readonly firstWeights?: ReadonlyMap<string, TensorOf<'float32'>>;
  /** Threads of one operator; default: what ONNX Runtime chooses. */
  readonly threads?: number;
  /** The plan of an earlier session of the same run, so that a resumed run computes bit-identically. */
  readonly plan?: LoweringPlan;
  /** In [0, 1): the target is (1 - s) one-hot + s / C. Default 0. */
  readonly labelSmoothing?: number;
  /** Gradients that are longer than this, all together, are shortened to it. Default: never. */
  readonly largestGradient?: number | undefined;
  /** Default: one that trains everything on unmixed pictures. */
  readonly variants?: readonly StepVariant[];
  /** A second set of batch-norm tensors for a part of every batch; refused for networks without batch norm. */
  readonly branches?: NormBranches | undefined;
  /** Decay of a moving average of the weights, which then is what is evaluated. Default: none. */
  readonly averageDecay?: number | undefined;
  /** Learning rate of the head as a multiple of the others', default 1. */
  readonly headRate?: number;
  /** Learning rate of each block as a multiple of the next one's towards the head, default 1. */
  readonly layerDecay?: number;
  /** Whether `batchStatistics` will be asked for. Default: no. */
  readonly takesStatistics?: boolean;
}

export interface StepInput {
  /** [N, 3, S, S], normalised, NCHW. */
  readonly images: Float32Array;
  /** [N], each in [0, C). */
  readonly labels: Int32Array;
  /** [N] loss weights >= 0, not all zero: loss = sum(w * cross entropy) / sum(w). */
  readonly weights: Float32Array;
  readonly learningRate: number;
  /** Index into the session's variants, default 0. */
  readonly variant?: number;
  /** Of a variant that mixes labels: [N] class of the other picture, and [N] the share of the first in the target, in [0, 1]. */
  readonly mixed?: { readonly others: Int32Array; readonly shares: Float32Array } | undefined;
}

export interface StepOutput {
  readonly loss: number;
  /** [N] cross entropy of each sample before the update. */
  readonly losses: Float32Array;
  /** [N] most likely class of each sample before the update. */
  readonly predictions: Int32Array;
}

export interface InferenceExportOptions {
  /** Per-channel mean and standard deviation that images are normalised with, on the 0..1 scale. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Class names in label order, C of them. */
  readonly labels: readonly string[];
}

/** Which batch-norm tensors images go through. */
export type NormSet = 'main' | 'auxiliary';

/**
 * One model being trained: parameters, buffers and optimizer state live inside and change with every `step`.
 * Calls do not overlap: await one before the next. The computation itself blocks the calling thread.
 */
export interface TrainingSession {
  /** Store it with the run; a resumed run passes it back. */
  readonly plan: LoweringPlan;
  /** Whether `batchStatistics` can be asked for: the model has running statistics, and the session was to take them. */
  readonly hasStatistics: boolean;
  /** Builds what the steps of a variant need, so that the first of them is as quick as the others. */
  prepare(variant: number): Promise<void>;
  step(input: StepInput): Promise<StepOutput>;
  /** Steps that are worth giving together. */
  readonly stepsAtOnce: number;
  /** The same as one `step` after the other, all of one variant. */
  steps(inputs: readonly StepInput[]): Promise<StepOutput[]>;
  /**
   * Brings the weights into memory where a device keeps them from step to step. To be called after steps and before `beginStage`, `weights`, `state`
   * and `exportInference`, which otherwise throw there; `predict` does it by itself.
   */
  settle(): Promise<void>;
  /** Begins a stage: a fresh optimizer, averages that start from the present weights, and what else is said. */
  beginStage(start: StageStart): void;
  /** Parameters and running statistics of the main branch, by name: as the last step left them, or as they would be evaluated. */
  weights(of: 'current' | 'evaluated'): Map<string, TensorData>;
  /** Tensors of the second batch norms by name, as they would be evaluated; empty without `branches`. */
  secondSet(): Map<string, TensorData>;
  /** `predict` and `exportInference` use these from now on, what is missing is the current; null: the current ones (their moving average, where there is one). */
  evaluateWith(weights: ReadonlyMap<string, TensorData> | null): void;
  /** `images` [N, 3, S, S]; the batch's own mean or unbiased variance for every running statistic, under the parameters given. */
  batchStatistics(
    images: Float32Array,
    weights: ReadonlyMap<string, TensorData>,
  ): Promise<Map<string, Float32Array>>;
  /**
   * `images` [M, 3, S, S], any M >= 0; returns logits [M, C], batch norm with running statistics: those of the main branch by default, which is what is
   * exported, or of the second set where there is one.
   */
  predict(images: Float32Array, through?: NormSet): Promise<Float32Array>;
  /** Parameters, buffers, averages and optimizer state by name. Later steps do not touch it; do not write to its arrays. */
  state(): Map<string, TensorData>;
  /** Takes over what `state` returned; throws a `UserError` when a tensor is missing or of another shape. */
  restore(state: ReadonlyMap<string, TensorData>): void;
  /**
   * A plain inference ONNX model: input `images` [batch, 3, S, S], output `logits` [batch, C]; metadata `labels` (JSON),
   * `mean`, `std` (JSON), `image_size`.
   */
  exportInference(options: InferenceExportOptions): Uint8Array;
  dispose(): Promise<void>;
}
