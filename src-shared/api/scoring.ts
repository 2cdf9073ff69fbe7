import { z } from 'zod';
import { executionProviderSchema } from '../domain/execution-provider.ts';
import { promptOriginSchema } from '../domain/prompt.ts';
import {
  type ClipModel,
  type FilterPreview,
  type NearDuplicate,
  type ScoreHistogram,
  type ScoringState,
  type Threshold,
  thresholdSchema,
} from '../domain/score.ts';

import type {
  ImageDiversity,
  ImageDiversityInput,
  PromptDiversity,
  PromptDiversityInput,
} from './diversity.ts';

const id = z.number().int().positive();

/** A job that embeds images with CLIP and scores them against the prompts of all classes (docs/methods.md 5). */
export const startScoringSchema = z.object({
  modelId: z.string().max(400),
  /** Without: every synthetic set. Real images of train are embedded too, for the nearest real image and leaks. */
  setIds: z.array(id).max(1000).optional(),
  /** Sentences with `{phrase}` or `{a phrase}`; the embeddings of a class are averaged over them. */
  templates: z.array(z.string().max(300)).min(1).max(200).default(['a photo of {a phrase}']),
  /** Where the model runs. */
  provider: executionProviderSchema.default('cpu'),
  /** Scores again what has a score of the same model and prompt set. */
  again: z.boolean().default(false),
  /** Cosine above which two images count as near-duplicates. */
  nearDuplicateFrom: z.number().min(0.5).max(1).default(0.985),
});
export type StartScoring = z.input<typeof startScoringSchema>;
export type StartScoringInput = z.infer<typeof startScoringSchema>;

export const scoreFilterSchema = z.object({
  setIds: z.array(id).max(1000).optional(),
  classId: id.optional(),
  origin: promptOriginSchema.optional(),
});
export type ScoreFilter = z.infer<typeof scoreFilterSchema>;

export const applyThresholdsSchema = z.object({
  setIds: z.array(id).max(1000).optional(),
  thresholds: z.array(thresholdSchema).max(100_000),
  /** Where fewer images of a class pass, those with the highest probability are kept until there are so many. */
  keepAtLeast: z.number().int().min(0).max(1_000_000).optional(),
});
export type ApplyThresholds = z.infer<typeof applyThresholdsSchema>;

/** The control for a filter: as many images kept, chosen by chance within each class. */
export const keepRandomSchema = z.object({
  setIds: z.array(id).max(1000).optional(),
  seed: z.number().int().default(1),
});

export const setWantedSchema = z.object({
  classIds: z.array(id).max(10_000),
  wanted: z.number().int().min(0).max(1_000_000).nullable(),
});

/** Kept share by class, by prompt origin, by style, by context: where a filter bites. */
export interface KeptShares {
  groups: {
    by: 'class' | 'origin' | 'style' | 'context';
    /** Name of the class, style or context; the origin. Null: the prompts name none. */
    key: string | null;
    keep: number;
    reject: number;
    undecided: number;
    /** Generated images for each kept one. */
    attemptsPerKept: number | null;
  }[];
}

export interface NearestImages {
  /** Real train images, nearest first; cosine of CLIP embeddings. */
  real: { imageId: number; similarity: number }[];
}

export interface ScoringService {
  models(): Promise<ClipModel[]>;
  addModel(input: { sourceId: string }): Promise<{ modelId: string }>;
  forgetModel(input: { modelId: string }): Promise<void>;
  state(filter: ScoreFilter): Promise<ScoringState>;
  /** `images`: those that get a score. UserError 'conflict' when there is nothing to score. */
  start(input: StartScoringInput): Promise<{ jobId: number; images: number }>;
  histogram(filter: ScoreFilter): Promise<ScoreHistogram>;
  /** As they were last applied; empty: 1 / number of classes for everything. */
  thresholds(): Promise<Threshold[]>;
  preview(input: ApplyThresholds): Promise<FilterPreview>;
  /** Gives verdicts by threshold; those by hand stay. Undone with `restore`. */
  apply(input: ApplyThresholds): Promise<FilterPreview & { undoId: string }>;
  keepRandom(input: z.infer<typeof keepRandomSchema>): Promise<FilterPreview & { undoId: string }>;
  undo(input: { undoId: string }): Promise<void>;
  keptShares(filter: ScoreFilter): Promise<KeptShares>;
  nearDuplicates(filter: ScoreFilter): Promise<NearDuplicate[]>;
  nearest(input: { imageId: number; count: number }): Promise<NearestImages>;
  setWanted(input: z.infer<typeof setWantedSchema>): Promise<void>;
  /** Embeds prompts, as far as it has not, and measures how different they are, beside templates. UserError 'not-found' without a CLIP. */
  promptDiversity(input: PromptDiversityInput): Promise<PromptDiversity>;
  /** From stored embeddings; null before anything is scored. */
  imageDiversity(input: ImageDiversityInput): Promise<ImageDiversity | null>;
}
