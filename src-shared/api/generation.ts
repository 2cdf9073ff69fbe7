import { z } from 'zod';
import { samplingSchema, type TextToImageModel } from '../domain/generation.ts';
import { type PromptOrigin, promptOriginSchema } from '../domain/prompt.ts';

const id = z.number().int().positive();

/** A job that makes images from the project's prompts. The wanted number is spread evenly over the prompts of each class. */
export const startGenerationSchema = z.object({
  modelId: z.string().max(400),
  sampling: samplingSchema,
  /** The synthetic set that receives the images; made if there is none of that name. */
  setName: z.string().trim().min(1).max(120),
  /** Without: every class that has prompts. */
  classIds: z.array(id).max(10_000).optional(),
  origins: z.array(promptOriginSchema).optional(),
  /** Without: all prompts of the classes and origins. */
  promptIds: z.array(id).max(50_000).optional(),
  amount: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('per-class'), images: z.number().int().min(1).max(100_000) }),
    z.object({ kind: z.literal('per-prompt'), images: z.number().int().min(1).max(10_000) }),
    /**
     * As many as are missing until `wanted` images of a class are kept or undecided in the set: regenerate rejected up to quota. Null: what is
     * wanted of each class, else as many as it has places in the set, so that what was rejected is replaced.
     */
    z.object({ kind: z.literal('top-up'), wanted: z.number().int().min(1).max(100_000).nullable() }),
  ]),
  /** Image i of a prompt has the seed that follows from this one, the prompt's text and i. */
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
  batch: z.number().int().min(1).max(64).default(4),
  /** Deletes nothing and stops by itself: tries a quota place at most this often. */
  maxAttempts: z.number().int().min(1).max(20).default(4),
});
export type StartGeneration = z.input<typeof startGenerationSchema>;
export type StartGenerationInput = z.infer<typeof startGenerationSchema>;

/** What a start would do. */
export interface GenerationPlan {
  images: number;
  perClass: { classId: number; className: string; images: number; prompts: number }[];
  bytesNeeded: number;
  bytesFree: number;
  /** What prevents the start, in words for a person; empty when it can start. */
  problems: string[];
  /** What a person should know, e.g. prompts that are cut off at the token limit. */
  warnings: string[];
}

export const previewPromptSchema = z.object({
  modelId: z.string().max(400),
  prompt: z.string().max(1000),
  sampling: samplingSchema,
  seed: z.number().int().min(0).max(4_294_967_295),
});

export type PreviewPrompt = z.infer<typeof previewPromptSchema>;

/** One picture that belongs to no set: served under `/preview/<previewId>`, gone when the host ends. */
export interface PreviewImage {
  previewId: string;
  seed: number;
  /** Begin and end included. */
  tokens: number;
  /** The end of the prompt that the model does not see; empty if it sees all. */
  unseen: string;
}

/** Prompts of a class and origin that images can be made from. */
export interface PromptCount {
  classId: number;
  origin: PromptOrigin;
  prompts: number;
}

/** What a job has made so far. */
export interface MadeImages {
  setId: number | null;
  keep: number;
  reject: number;
  undecided: number;
  /** Newest first, at most 60. `version`: the beginning of the content hash, as in the index of images. */
  latest: { id: number; prompt: string; version: string }[];
}

export interface GenerationService {
  models(): Promise<TextToImageModel[]>;
  /** Registers a model folder of the user; its id. UserError that says what is wrong with the folder. */
  addModel(input: { sourceId: string }): Promise<{ modelId: string }>;
  forgetModel(input: { modelId: string }): Promise<void>;
  promptCounts(): Promise<PromptCount[]>;
  plan(input: StartGenerationInput): Promise<GenerationPlan>;
  start(input: StartGenerationInput): Promise<{ jobId: number; setId: number; images: number }>;
  preview(input: PreviewPrompt, signal?: AbortSignal): Promise<PreviewImage>;
  made(jobId: number): Promise<MadeImages>;
}
