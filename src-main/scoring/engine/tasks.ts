/** What the engine's scoring tasks take and give. Structured-cloneable; paths are absolute. No code here: import it from anywhere. */
import type { DiversityMeasure } from '../../../src-shared/domain/diversity.ts';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import type { ErrorReport } from '../../../src-shared/errors.ts';
import type { DrawnRows } from '../diversity/equal-number.ts';
import type { Inspection } from '../../model-library/model-library.ts';

/** What a CLIP folder can do, from its configuration files. */
export interface ClipFacts {
  /** Longer side of what the model sees, in pixels. */
  readonly imageSize: number;
  readonly logitScale: { readonly value: number; readonly assumed: boolean };
  /** Of all files of the folder that count for its hash. */
  readonly bytes: number;
  /** From the head of its model card; null where it says nothing. */
  readonly license: string | null;
}

export type ClipInspection = Inspection<ClipFacts>;

/** Texts of each class; the embedding of a class is the mean of theirs. */
export interface EmbedClassesInput {
  readonly folder: string;
  /** Default: the CPU. */
  readonly provider?: ExecutionProvider;
  readonly prompts: readonly (readonly string[])[];
}

/** Embeddings of classes: float32 bytes of [classes, dimension], rows of unit length. */
export interface ClassEmbeddings {
  readonly embeddings: Uint8Array;
  readonly dimension: number;
}

export interface EmbedClassesOutput extends ClassEmbeddings {
  /** Prompts of which the model sees the beginning only. */
  readonly truncated: string[];
}

/** An image to embed, or one that is embedded already: unit-length float16 bytes. */
export type ImageTask = {
  /** Row of its class; null for an image that needs no score. */
  readonly classRow: number | null;
} & ({ readonly path: string } | { readonly vector: Uint8Array });

export interface ScoreImagesInput {
  readonly folder: string;
  /** Default: the CPU. */
  readonly provider?: ExecutionProvider;
  readonly images: readonly ImageTask[];
  readonly classes: ClassEmbeddings;
  readonly logitScale: number;
}

/** Softmax over the classes. */
export interface RowScore {
  /** Of the image's own class. */
  readonly probability: number;
  readonly bestRow: number;
  readonly bestProbability: number;
}

export type ImageOutcome =
  /** `index`: place of the task; `vector`: absent when it was given. */
  | {
      readonly kind: 'done';
      readonly index: number;
      readonly vector?: Uint8Array;
      readonly score: RowScore | null;
    }
  | { readonly kind: 'failed'; readonly index: number; readonly error: ErrorReport };

/** Rows of a file of vectors that are looked at together. */
export interface RowGroup {
  readonly start: number;
  readonly count: number;
}

/**
 * For each row of `left` the most alike row of `right`, and the other way round, so that no row of either that is like one of the other is
 * missed; both are numbers of groups. With itself: for each row an earlier one.
 */
export interface Comparison {
  readonly left: number;
  readonly right: number;
}

export interface FindDuplicatesInput {
  /** float16 vectors of unit length, one after the other. */
  readonly file: string;
  readonly dimension: number;
  readonly groups: readonly RowGroup[];
  readonly comparisons: readonly Comparison[];
  /** Cosine from which two rows are alike. */
  readonly from: number;
}

/** `row` is of a left group. */
export interface AlikeRows {
  readonly row: number;
  readonly ofRow: number;
  readonly similarity: number;
}

export interface EmbedTextsInput {
  readonly folder: string;
  readonly texts: readonly string[];
}

/** Rows of unit length in the order of the texts: float16 bytes of [texts, dimension]. */
export interface EmbedTextsOutput {
  readonly vectors: Uint8Array;
  readonly dimension: number;
  /** Texts of which the model sees the beginning only. */
  readonly truncated: string[];
}

export interface MeasureDiversityInput {
  /** Unit-length float16 vectors, one after the other. */
  readonly vectors: Uint8Array;
  readonly dimension: number;
  readonly parts: readonly DrawnRows[];
}

declare module '../../engine/tasks.ts' {
  interface Tasks {
    /** What is wrong with a CLIP folder, or what it can do; loads no model. */
    'scoring.inspect': { input: { readonly folder: string }; output: ClipInspection; progress: never };
    /** Progress: classes done. */
    'scoring.classes': { input: EmbedClassesInput; output: EmbedClassesOutput; progress: number };
    /**
     * Outcomes come with the progress, some at a time, in no particular order; all of them unless it was paused. A picture that cannot be
     * used is an outcome. The model stays loaded for the next call with the same folder and provider. Rejects with a UserError when one of
     * them cannot be used or memory runs out.
     */
    'scoring.images': { input: ScoreImagesInput; output: null; progress: ImageOutcome[] };
    /** With sessions of its own: a job may score with the same model meanwhile. Progress: texts done. */
    'scoring.texts': { input: EmbedTextsInput; output: EmbedTextsOutput; progress: number };
    /** A measure for each part. Progress: parts done. */
    'scoring.diversity': { input: MeasureDiversityInput; output: DiversityMeasure[]; progress: number };
    /** Progress: share done, in [0, 1]. */
    'scoring.duplicates': { input: FindDuplicatesInput; output: AlikeRows[]; progress: number };
  }
}
