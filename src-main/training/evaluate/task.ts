import type { Augmentation, EngineName } from '../../../src-shared/domain/training.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';
import type { FinishedEvaluation, ImageFile, PretrainedSource } from '../run/task.ts';

/** An image of the project with its class and what it is known by whatever it is called. */
export interface EvaluatedImage extends ImageFile {
  /** Index of its class among the run's. */
  readonly label: number;
  /** SHA-256 of the file, hex: what is drawn for it follows from this. */
  readonly contentHash: string;
}

export interface FeatureRequest {
  /** Labelled real training images, which neighbours and probe learn from. */
  readonly bank: readonly EvaluatedImage[];
  /** Neighbours that vote; null: not measured. */
  readonly neighbors: number | null;
  readonly linearProbe: boolean;
  readonly leep: boolean;
  /** A pretrained network that is measured beside the run's own. */
  readonly network: (PretrainedSource & { readonly name: string }) | null;
}

/** What logits are divided by: what the run knows already, or what is best on its validation images, which the set itself may be. */
export type Temperature =
  | { readonly kind: 'known'; readonly value: number }
  | { readonly kind: 'fitted-on-set' }
  | { readonly kind: 'fitted'; readonly val: readonly EvaluatedImage[] };

export interface EvaluateInput {
  /** The run's `model.onnx`, absolute. */
  readonly model: string;
  readonly classNames: readonly string[];
  /** Decides how pictures are framed, as in the run. */
  readonly augmentation: Augmentation;
  /** What trained the run. A network is looked at where that computes ONNX graphs as they are, otherwise by ONNX Runtime on the CPU. */
  readonly engine: EngineName;
  /** Images of a training step: no more are shown to a network at once. */
  readonly batchSize: number;
  readonly set: Pick<Evaluation, 'name' | 'kind' | 'setId' | 'styleCoverage'>;
  readonly images: readonly EvaluatedImage[];
  readonly temperature: Temperature;
  /** Null: not measured. */
  readonly corruptions: { readonly seed: number } | null;
  /** Null: not measured. */
  readonly features: FeatureRequest | null;
  /** Threads of one operator; default: what ONNX Runtime chooses. */
  readonly threads?: number;
}

export type EvaluateOutput =
  | { readonly status: 'paused' }
  | {
      readonly status: 'done';
      readonly finished: FinishedEvaluation;
      /** What a person should know, e.g. images that could not be read. */
      readonly notes: readonly string[];
    };

export type EvaluateProgress =
  | { readonly kind: 'note'; readonly text: string | null }
  /** So many images more were shown to a network. */
  | { readonly kind: 'images'; readonly count: number };

declare module '../../engine/tasks.ts' {
  interface Tasks {
    'training.evaluate': { input: EvaluateInput; output: EvaluateOutput; progress: EvaluateProgress };
  }
}
