import type { ErrorReport } from '../errors.ts';
import type { PairedDifference } from '../statistics.ts';
import type { Calibration, CorruptionTable, FeatureQuality } from './evaluation.ts';
import type { StyleCoverage } from './image-set.ts';
import type { RecipeName, TrainingSettings } from './training.ts';

export type RunStatus = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

/** One evaluation of the chosen weights on one set, at the end of a run or on request. Accuracies in [0, 1]. */
export interface Evaluation {
  /** `train`, `val` and `test` of the run's real set, else the set's name; it tells where not all images are there that were to be measured. */
  name: string;
  /** `train` and `synthetic` on request only: they are no measure of a recipe. */
  kind: 'val' | 'test' | 'ood' | 'train' | 'synthetic';
  setId: number;
  styleCoverage: StyleCoverage;
  images: number;
  top1: number;
  /** Mean of the per-class accuracies over the classes that have images. */
  meanPerClass: number;
  /** Share of images whose class is among the five likeliest; null where there are no more than five to choose from. */
  top5: number | null;
  /** Rows: true class, columns: predicted, both by class position. Classes absent from an OOD set are masked out of the logits. */
  confusion: number[][];
  /** Null for an evaluation by an earlier version. */
  calibration: Calibration | null;
  /** On request. */
  corruptions: CorruptionTable | null;
  /** On request; of the run's own network, and of others beside it. */
  features: FeatureQuality[];
  /**
   * The same without the images that look almost like one of the train, validation or synthetic images of the request (docs/methods.md 8.2), whether
   * or not those were left out of the training. Absent where there are none.
   */
  withoutDoubtful?: CleanAccuracy | undefined;
  /** Through the second set of batch-norm tensors, which synthetic images trained: a diagnosis, no measure of the model. Absent: the main set. */
  batchNorm?: 'auxiliary' | undefined;
}

/** Of the images that stand beyond doubt; `images` is at least 1. */
export interface CleanAccuracy {
  images: number;
  top1: number;
  meanPerClass: number;
}

/**
 * How well a linear classifier tells the real from the synthetic training images by simple statistics of what the network is shown
 * (docs/methods.md 8.6), as many of each class in both.
 */
export interface ShortcutProbe {
  /** Area under the ROC curve on images that it was not fitted to, in [0, 1]: 0.5 is chance, 1 never errs. */
  auc: number;
  real: number;
  synthetic: number;
}

/** What the synthetic images of a run were generated with. */
export interface RunGeneration {
  /** Base seed of the generation. */
  seed: number;
  /** SHA-256, hex, of generator, model, settings and prompts: runs that share it differ in their generation by the seed alone. */
  of: string;
}

export interface Run {
  id: number;
  jobId: number | null;
  /** Runs of one request share its name; recipes are compared within it. */
  experiment: string;
  recipe: RecipeName;
  seed: number;
  status: RunStatus;
  settings: TrainingSettings;
  realSetId: number;
  syntheticSetIds: number[];
  images: { real: number; synthetic: number };
  /** SHA-256, hex: of the real train, val, test and OOD images of its request, and of the synthetic images that it trains on. */
  digests: { data: string; synthetic: string };
  classNames: string[];
  step: number;
  totalSteps: number;
  imagesPerSecond: number | null;
  /** Share of the training time that steps waited for data, in [0, 1]. */
  dataWaitShare: number | null;
  bestValAccuracy: number | null;
  evaluations: Evaluation[];
  /** Null for a run of one domain, and while it is unfinished. */
  shortcut: ShortcutProbe | null;
  /** Null where it trains on no synthetic images, or not all of them come from one generation whose job is still listed. */
  generation: RunGeneration | null;
  createdAt: string;
  finishedAt: string | null;
  error: ErrorReport | null;
  /** What a person should know about how it went: images that could not be read, a break after which something differed. */
  notes: string[];
  /** True if any image that the run saw was drawn by this program; every chart and export then carries the notice. */
  drawn: boolean;
}

/** One logged point of a run. Losses are mean cross entropy in nats over the steps since the last point. */
export interface MetricPoint {
  step: number;
  learningRate: number;
  loss: number;
  realLoss: number | null;
  syntheticLoss: number | null;
  trainAccuracy: number;
  valLoss: number | null;
  valAccuracy: number | null;
  imagesPerSecond: number;
}

/** 95 % percentile interval over bootstrap resamples of the test images. */
export interface BootstrapInterval {
  low: number;
  high: number;
  /** Images that all runs of the comparison were measured on. */
  images: number;
}

/** Top-1 accuracy of a recipe less that of the baseline. The two intervals answer two questions and are not to be mixed. */
export interface RecipeDifference extends PairedDifference {
  /** At these seeds, how much it may owe to which images were tested on; the t interval is about other training seeds. */
  testImages: BootstrapInterval | null;
}

/** One evaluated set of a recipe over its seeds; accuracies in [0, 1]. */
export interface SummaryColumn {
  name: string;
  kind: Evaluation['kind'];
  styleCoverage: StyleCoverage;
  /**
   * Top-1 accuracy: mean, and sample standard deviation (n - 1, null for one) over `n` training seeds. With several generation seeds the deviation
   * is pooled over them, so that it tells of training seeds alone.
   */
  mean: number;
  std: number | null;
  n: number;
  /** Seeds of the generation of the synthetic images, and the sample standard deviation of their means at the same training seeds; null for fewer than two. */
  generations: { n: number; std: number | null } | null;
  /** Whether all runs of the experiment were measured on the same images under this name, as far as that is known. */
  sameImages: boolean;
  /** The same of the mean per-class accuracy. */
  meanPerClass: { mean: number; std: number | null };
  /** Top-1 without the test images in doubt; null where there are none, or not the same for all runs. */
  withoutDoubtful: { mean: number; std: number | null; images: number } | null;
  /** To *real only* at the same seeds; null for *real only* itself and where it has none of the seeds. */
  difference: RecipeDifference | null;
  /**
   * Whether the entry cannot be told from the best of its experiment: the highest mean, a paired 95 % interval that holds 0, or fewer than
   * two seeds in common with it. Entries of a single seed are neither best nor compared.
   */
  best: boolean;
}

/** The seeds of one recipe in one experiment. */
export interface RunSummary {
  experiment: string;
  recipe: RecipeName;
  runIds: number[];
  n: number;
  /** Mean area under the ROC curve of the runs' shortcut probes; null where none has one. */
  shortcut: number | null;
  columns: SummaryColumn[];
}

/** Said wherever a figure was made from drawn images: the starter models were trained on that world, so it is no evidence about photographs. */
export const DRAWN_WORLD_NOTICE =
  'Drawn by this program; the generator was trained on the same world. These figures show that the software works.';
