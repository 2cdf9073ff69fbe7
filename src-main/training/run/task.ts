import type { Evaluation, MetricPoint, ShortcutProbe } from '../../../src-shared/domain/run.ts';
import type { StyleCoverage } from '../../../src-shared/domain/image-set.ts';
import type { RecipeName, TrainingSettings } from '../../../src-shared/domain/training.ts';
import type { StatedInput } from '../../../src-shared/domain/network-input.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import type { Predictions } from '../../project/queries/evaluations.ts';
import type { PoolImage } from '../data/batch-plan.ts';

/** A picture and where its file lies now. */
export interface ImageFile {
  readonly imageId: number;
  /** Absolute. */
  readonly path: string;
}

/** A set that is opened once, after the last step: its files are not even decoded before. */
export interface SealedSet {
  readonly name: string;
  readonly kind: 'test' | 'ood';
  readonly setId: number;
  readonly styleCoverage: StyleCoverage;
  readonly files: readonly ImageFile[];
  /** Label of each file. */
  readonly labels: readonly number[];
}

/** Where a pretrained network lies, and what its files do not say. */
export interface PretrainedSource {
  /** Of its folder or its file, absolute. */
  readonly path: string;
  readonly stated?: StatedInput | undefined;
  /** SHA-256 of its files, hex. */
  readonly hash: string;
}

/** One run, complete: what a worker process needs to train it from the start or from its checkpoint. */
export interface TrainingRunInput {
  /** The run's own folder, absolute; made if it is missing. */
  readonly folder: string;
  readonly recipe: RecipeName;
  readonly seed: number;
  readonly settings: TrainingSettings;
  readonly totalSteps: number;
  /** In label order. */
  readonly classNames: readonly string[];
  /** Training and validation images; the pools below index this list. */
  readonly files: readonly ImageFile[];
  readonly real: readonly PoolImage[];
  readonly synthetic: readonly PoolImage[];
  readonly val: readonly PoolImage[];
  readonly realSetId: number;
  readonly sealed: readonly SealedSet[];
  /** Ends after the last step with a checkpoint and the status 'tried': nothing is concluded, and no sealed set is opened. */
  readonly trial?: true;
  /** For the record: ids of training images that were left out, and of test and OOD images that are in doubt. */
  readonly nearDuplicates?: { readonly dropped: readonly number[]; readonly doubtful: readonly number[] };
  /** The pretrained network that the settings name. */
  readonly pretrained?: PretrainedSource;
  /** Threads of one operator; default: as many as this process may use at once (`os.availableParallelism`). */
  readonly threads?: number;
}

export interface FinishedEvaluation {
  readonly evaluation: Evaluation;
  readonly predictions: Predictions;
}

export type TrainingRunOutput =
  | { readonly status: 'paused'; readonly step: number }
  | { readonly status: 'tried'; readonly bestValAccuracy: number | null }
  | {
      readonly status: 'done';
      /** Step whose weights were chosen. */
      readonly chosenStep: number;
      readonly bestValAccuracy: number | null;
      readonly imagesPerSecond: number;
      /** Share of the training time that steps waited for data, in [0, 1]. */
      readonly dataWaitShare: number;
      /** Null for a run of one domain. */
      readonly shortcut: ShortcutProbe | null;
      /** Of the chosen weights: val where there is one, then the sealed sets. */
      readonly evaluations: readonly FinishedEvaluation[];
      /** What a person should know about how the run went, e.g. images that could not be read. */
      readonly notes: readonly string[];
    };

export type TrainingRunProgress =
  /** What is being done. */
  | { readonly kind: 'note'; readonly text: string | null }
  /** Training begins or goes on after this many steps; points logged after them are taken again. */
  | {
      readonly kind: 'started';
      readonly step: number;
      readonly notes: readonly string[];
      readonly plan: LoweringPlan;
    }
  /** Something about how the run goes that a person should know afterwards. */
  | { readonly kind: 'remark'; readonly text: string }
  /** So many steps are done. */
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'point'; readonly point: MetricPoint }
  /** A checkpoint after this many steps lies on the disk. */
  | { readonly kind: 'checkpoint'; readonly step: number; readonly plan: LoweringPlan };

declare module '../../engine/tasks.ts' {
  interface Tasks {
    'training.run': { input: TrainingRunInput; output: TrainingRunOutput; progress: TrainingRunProgress };
  }
}

/** Names of the files in a run's folder. */
export const runFiles = {
  checkpoint: 'checkpoint.safetensors',
  model: 'model.onnx',
  record: 'run.json',
} as const;
