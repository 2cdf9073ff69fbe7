import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import type { TensorData, TensorOf } from '../../graph/tensor-data.ts';
import type { ArchitectureName } from '../../models/architectures.ts';
import type { OptimizerSettings } from '../../models/optimizers/settings.ts';

export interface TrainingSessionOptions {
  readonly architecture: ArchitectureName;
  /** Number of classes, C >= 2. */
  readonly classes: number;
  /** Side S of the square input images, pixels. */
  readonly imageSize: number;
  /** N, fixed for every step; a short last batch is filled up with samples of weight 0. */
  readonly batchSize: number;
  readonly optimizer: OptimizerSettings;
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
  readonly largestGradient?: number;
}

export interface StepInput {
  /** [N, 3, S, S], normalised, NCHW. */
  readonly images: Float32Array;
  /** [N], each in [0, C). */
  readonly labels: Int32Array;
  /** [N] loss weights >= 0, not all zero: loss = sum(w * cross entropy) / sum(w). */
  readonly weights: Float32Array;
  readonly learningRate: number;
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

/**
 * One model being trained: parameters, buffers and optimizer state live inside and change with every `step`.
 * Calls do not overlap: await one before the next. The computation itself blocks the calling thread.
 */
export interface TrainingSession {
  /** Store it with the run; a resumed run passes it back. */
  readonly plan: LoweringPlan;
  step(input: StepInput): Promise<StepOutput>;
  /** `images` [M, 3, S, S], any M >= 0; returns logits [M, C], batch norm with running statistics. */
  predict(images: Float32Array): Promise<Float32Array>;
  /** Parameters, buffers and optimizer state by name. Later steps do not touch it; do not write to its arrays. */
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
