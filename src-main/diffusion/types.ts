/** What the engine's generation tasks take and give. Structured-cloneable; paths are absolute. No code here: import it from anywhere. */
import type { SchedulerName, Sampling } from '../../src-shared/domain/generation.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';
import type { IngestedImage, StorageFailure } from '../imaging/ingest-types.ts';

/** Where the model lies and what pictures call it. */
export interface ModelReference {
  /** A folder with `model_index.json`, as diffusers and optimum write ONNX pipelines. */
  readonly folder: string;
  /** Written into each picture. */
  readonly name: string;
}

/** One picture to make. Its prompt, seed, the sampling and the model fix it, whatever else is in the batch. */
export interface PictureTask {
  readonly prompt: string;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Where the PNG goes. An existing file is overwritten. */
  readonly copyTo: string;
  /** Where the WebP thumbnail goes. An existing file is overwritten. */
  readonly thumbnailTo: string;
}

/** What became of a prompt in the tokenizer. */
export interface PromptTokens {
  /** With begin and end, without padding; never more than the model takes. */
  readonly tokens: number;
  readonly truncated: boolean;
  /** The end of the prompt (as cleaned) that the model does not see; empty if it sees all. */
  readonly unseen: string;
}

/** A picture on disk, fsynced under the names that its task gave; `source` is `copyTo`. */
export interface GeneratedPicture extends IngestedImage, PromptTokens {}

/** The model ran, but this picture is none; the others of its batch are not touched by it. */
export interface GenerationFailure {
  readonly kind: 'generation-failed';
  /** The task's `copyTo`; nothing was written there. */
  readonly source: string;
  /** The model gave NaN or infinite values. */
  readonly reason: 'not-finite';
  readonly message: string;
}

export type PictureResult = GeneratedPicture | StorageFailure | GenerationFailure;

/** Milliseconds. `outsideMs` is the rest of the wall time: sampling, tokenizing, and encoding and writing as far as they were waited for. */
export interface GenerationTiming {
  /** Reading and preparing the models; 0 when the process had them. */
  readonly loadMs: number;
  /** Inside ONNX Runtime. */
  readonly modelMs: number;
  readonly outsideMs: number;
}

export interface GenerateInput {
  readonly model: ModelReference;
  readonly pictures: readonly PictureTask[];
  readonly sampling: Sampling;
  /** Pictures in one model run, at least 1. It changes speed and memory only. */
  readonly batch: number;
  /** Unfinished pictures with the progress now and then; about a tenth of the time goes into them. */
  readonly previews: boolean;
}

export interface GenerateOutput {
  /** In the order of the tasks; shorter when paused (the batch in hand is finished first) and after a failure of the disk. */
  readonly results: PictureResult[];
  readonly timing: GenerationTiming;
  readonly provenance: ModelProvenance;
}

/** What made the pictures. */
export interface ModelProvenance {
  /** SHA-256 over the names and contents of the model's files, hex. */
  readonly modelHash: string;
  /** Execution provider: 'cpu', 'cuda', … */
  readonly provider: string;
  /** Of ONNX Runtime. */
  readonly runtime: string;
}

export interface GenerateProgress {
  /** Pictures finished, of this call. */
  readonly done: number;
  /** Denoising steps taken in the batch in hand, 0 to `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Pictures in the batch in hand. */
  readonly batch: number;
  /** How the first picture of the batch looks by now, as WebP; absent at most steps. */
  readonly preview?: Uint8Array;
}

export interface PreviewInput {
  readonly model: ModelReference;
  readonly prompt: string;
  readonly seed: number;
  readonly sampling: Sampling;
}

export interface PreviewOutput extends PromptTokens {
  /** The whole file, with the settings in its text: what `generation.generate` would write. */
  readonly png: Uint8Array;
  readonly timing: GenerationTiming;
  readonly provenance: ModelProvenance;
}

export interface InspectInput {
  readonly folder: string;
  /** Also loads every model, so that operators that the provider lacks show; takes as long as the start of a generation. */
  readonly load: boolean;
}

/** What a model folder can do, from its configuration files. */
export interface ModelFacts {
  /** Pixels. */
  readonly defaultWidth: number;
  readonly defaultHeight: number;
  /** Width and height are multiples of it. */
  readonly sizeStep: number;
  /** The models were exported for the default size only. */
  readonly fixedSize: boolean;
  /** Tokens of a prompt, begin and end included. */
  readonly maxTokens: number;
  /** Of all files of the folder that count for its hash. */
  readonly bytes: number;
  /** The one of ours that the folder's own scheduler is closest to. */
  readonly scheduler: SchedulerName;
  /** From the head of its model card; null where it says nothing. */
  readonly license: string | null;
}

export type ModelInspection =
  | { readonly kind: 'usable'; readonly facts: ModelFacts; readonly modelHash: string }
  /** `problem.message` says what is wrong, `problem.advice` what to do. */
  | { readonly kind: 'unusable'; readonly problem: ErrorReport };

declare module '../engine/tasks.ts' {
  interface Tasks {
    /**
     * Makes pictures, writes each as PNG (settings in its text) with its thumbnail and fsyncs both. Models stay loaded for the next call
     * with the same folder. Rejects with a UserError when the folder cannot be used, the sampling does not fit it or memory runs out.
     */
    'generation.generate': { input: GenerateInput; output: GenerateOutput; progress: GenerateProgress };
    /** One picture, in memory. */
    'generation.preview': { input: PreviewInput; output: PreviewOutput; progress: GenerateProgress };
    /** What is wrong with a model folder, or what it can do. */
    'generation.inspect': { input: InspectInput; output: ModelInspection; progress: never };
    /** How long prompts are for the folder's tokenizer, in order. */
    'generation.tokens': {
      input: { readonly folder: string; readonly prompts: readonly string[] };
      output: PromptTokens[];
      progress: never;
    };
  }
}
