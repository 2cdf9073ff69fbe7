import { z } from 'zod';
import { type PromptOrigin, promptOriginSchema } from './prompt.ts';

/** A CLIP model that can score. */
export interface ClipModel {
  id: string;
  name: string;
  license: string;
  problem: string | null;
  /** Longer side of what the model sees, in pixels; 0 with a problem. */
  imageSize: number;
  /** Cosines are multiplied by it before the softmax. `assumed`: the folder does not say what was trained, so the usual 100 is taken. */
  logitScale: { value: number; assumed: boolean };
  bytes: number;
  vocabulary: 'drawn-world' | null;
  bundled: boolean;
}

/** What CLIP said of one image: softmax over the prompts of all classes of the project when it was scored. */
export interface ImageScore {
  scoringId: number;
  /** Of the image's own class, in [0, 1]. */
  probability: number;
  bestClassId: number;
  bestProbability: number;
  model: string;
  scoredAt: string;
}

/** Where two images are alike: cosine of their CLIP embeddings. */
export interface NearDuplicate {
  imageId: number;
  ofImageId: number;
  similarity: number;
}

/**
 * Keep an image whose own class has more than `value` probability. The most specific entry counts: class and origin, class,
 * origin, then the one for everything.
 */
export const thresholdSchema = z.object({
  classId: z.number().int().positive().nullable(),
  origin: promptOriginSchema.nullable(),
  value: z.number().min(0).max(1),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** What `thresholds` would change, before anything is changed. Verdicts by hand are never touched. */
export interface FilterPreview {
  scored: number;
  unscored: number;
  /** Kept or rejected by a person. An undecided image is open to the filter, whoever left it undecided. */
  byHand: number;
  wouldKeep: number;
  wouldReject: number;
  /** Images whose verdict would turn. */
  flips: { toKeep: number; toReject: number };
  /** Undecided images that would get a verdict. */
  fresh: number;
}

/** Counts of images by own-class probability; bin i covers [i / bins, (i + 1) / bins), the last one also 1. */
export interface ScoreHistogram {
  keep: number[];
  reject: number[];
  undecided: number[];
}

/** How far the synthetic images are scored, and whether the scores still mean what they say. */
export interface ScoringState {
  images: number;
  /** With a score, stale or not. */
  scored: number;
  /** Scored against other classes, phrases or prompts than the project has now, or before the image changed its class. */
  stale: number;
  /** What made scores stale, in words for a person. */
  reasons: string[];
  /** What a person should know of the newest scoring, e.g. classes whose prompts are the same. */
  warnings: string[];
  /** The newest scoring; null before the first. */
  latest: {
    scoringId: number;
    modelId: string;
    model: string;
    templates: string[];
    logitScale: number;
    scoredAt: string;
  } | null;
}

type Place = Pick<Threshold, 'classId' | 'origin'>;
const keyOf = ({ classId, origin }: Place): string => `${classId ?? ''} ${origin ?? ''}`;

/**
 * The threshold that counts for an image: that of its class and prompt origin, else of its class, else of its origin, else the one for
 * everything, else `1 / classes`: better than chance.
 */
export function thresholdRule(
  thresholds: readonly Threshold[],
  classes: number,
): (classId: number, origin: PromptOrigin | null) => number {
  const values = new Map(thresholds.map((threshold) => [keyOf(threshold), threshold.value]));
  const usual = values.get(keyOf({ classId: null, origin: null })) ?? 1 / Math.max(1, classes);
  return (classId, origin) =>
    values.get(keyOf({ classId, origin })) ??
    values.get(keyOf({ classId, origin: null })) ??
    values.get(keyOf({ classId: null, origin })) ??
    usual;
}
