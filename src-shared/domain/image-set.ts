import { z } from 'zod';
import type { GeneratedFrom } from './generation.ts';
import { promptOriginSchema } from './prompt.ts';
import { type ImageScore, thresholdSchema } from './score.ts';

/**
 * What a set of images is for (docs/methods.md 8):
 * `real` sets carry the train/val/test splits, `synthetic` sets are training material, `ood` sets are only ever tested on.
 */
export const roleSchema = z.enum(['real', 'synthetic', 'ood']);
export type Role = z.infer<typeof roleSchema>;

/** Splits of a real set. Test images are sealed: they are opened only by an evaluation, which is counted. */
export const splitSchema = z.enum(['train', 'val', 'test']);
export type Split = z.infer<typeof splitSchema>;

/**
 * Whether something to train on has the style of an OOD set (`covered`) or nothing has (`held-out`): a prompt names it, an image was made from
 * one that did, or a drawn synthetic set has it. Of drawn sets it follows from what the project has now, of imported ones a person says it.
 */
export const styleCoverageSchema = z.enum(['covered', 'held-out', 'unknown']);
export type StyleCoverage = z.infer<typeof styleCoverageSchema>;

/** Where the images of a set came from. `drawn` sets carry the notice of the drawn world in every table made from them. */
export const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('imported'), label: z.string() }),
  z.object({
    kind: z.literal('drawn'),
    dataSet: z.string(),
    part: z.enum(['real', 'ood', 'oracle', 'retrieval']),
    look: z.string(),
    seed: z.number().int(),
    /** Oracle sets: share of the way from the real look to the oracle's own. */
    domainGap: z.number().min(0).max(1).optional(),
    /** Names of the styles that its pictures have; absent in projects of earlier versions. */
    styles: z.array(z.string()).optional(),
  }),
  /** `drawnWorld`: by a model that knows the drawn world only; its tables carry the notice. */
  z.object({ kind: z.literal('generated'), model: z.string(), drawnWorld: z.boolean() }),
]);
export type Origin = z.infer<typeof originSchema>;

/** Whether tables made from such a set must carry the notice of the drawn world. */
export const isOfDrawnWorld = (origin: Origin): boolean =>
  origin.kind === 'drawn' || (origin.kind === 'generated' && origin.drawnWorld);

export interface ImageSet {
  id: number;
  role: Role;
  name: string;
  origin: Origin;
  styleCoverage: StyleCoverage;
  /** Of an imported OOD set whose name holds a style that prompts name: that style, as a proposal. What a person says counts. */
  namedStyle?: string;
  createdAt: string;
  /** Images by split; synthetic and OOD sets count everything under `none`. */
  counts: { total: number; train: number; val: number; test: number; none: number };
}

export const verdictSchema = z.enum(['undecided', 'keep', 'reject']);
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * Who gave the verdict. A threshold never changes what a person kept or rejected. An undecided image has no verdict, whoever left it so: a
 * person hands it back to the filter.
 */
export const verdictBySchema = z.enum(['person', 'threshold']);
export type VerdictBy = z.infer<typeof verdictBySchema>;

/** A verdict as it was, for putting it back. */
export interface PreviousVerdict {
  id: number;
  verdict: Verdict;
  verdictBy: VerdictBy;
}

export interface ImageDetail {
  id: number;
  setId: number;
  setName: string;
  role: Role;
  classId: number;
  className: string;
  split: Split | null;
  verdict: Verdict;
  verdictBy: VerdictBy;
  /** Name of the file as it was given, for display only. */
  sourceName: string;
  width: number;
  height: number;
  format: string;
  bytes: number;
  storage: 'copied' | 'referenced';
  sha256: string;
  /** Caption of a drawn picture, prompt of a generated one. */
  caption: string | null;
  createdAt: string;
  /** Null for images that no generator made. */
  generatedFrom: GeneratedFrom | null;
  /** Null until it is scored. */
  score: ImageScore | null;
  nearDuplicateOf: { imageId: number; similarity: number } | null;
}

/** Filter of the review grid; absent fields do not restrict. */
export const imageFilterSchema = z.object({
  setId: z.number().int().optional(),
  classId: z.number().int().optional(),
  split: splitSchema.optional(),
  verdict: verdictSchema.optional(),
  /** Part of the source name or caption, case-insensitive. */
  text: z.string().max(200).optional(),
  /** Only these images, e.g. those behind a cell of a confusion matrix. */
  ids: z.array(z.number().int()).max(200_000).optional(),
  promptId: z.number().int().optional(),
  origin: promptOriginSchema.optional(),
  style: z.string().max(200).optional(),
  context: z.string().max(200).optional(),
  /** Own-class probability, both ends included; images without a score do not match. */
  probability: z.object({ from: z.number().min(0).max(1), to: z.number().min(0).max(1) }).optional(),
  /** Not judged by a person, and within `margin` of the threshold that counts for the image: of `thresholds`, else of those applied last. */
  nearThreshold: z
    .object({
      margin: z.number().min(0).max(1),
      thresholds: z.array(thresholdSchema).max(100_000).optional(),
    })
    .optional(),
  /** Kept or rejected images, by who said so. */
  verdictBy: verdictBySchema.optional(),
  nearDuplicates: z.boolean().optional(),
  /** Adds `percents` to the answer. */
  withScores: z.boolean().optional(),
  /** Default: by set, class order and time of entry. Images without a score come last. */
  order: z.enum(['probability-up', 'probability-down']).optional(),
});
export type ImageFilter = z.infer<typeof imageFilterSchema>;

/** Characters of a content hash that tell apart whatever may ever be served under one id. */
export const VERSION_DIGITS = 6;

/**
 * The images that match a filter, column by column in display order, small enough to send whole at 100,000 images.
 * `verdicts` has one character an image: u, k or r by a person, K or R by a threshold. `versions` has the first `VERSION_DIGITS` of its content
 * hash: an address with them always leads to the same picture.
 */
export interface ImageIndex {
  ids: number[];
  classIds: number[];
  verdicts: string;
  versions: string;
  /** Own-class probability in percent, rounded; -1 without a score. Null unless asked for. */
  percents: number[] | null;
  total: number;
}
