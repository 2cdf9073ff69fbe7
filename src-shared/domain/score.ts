import { z } from 'zod';
import { promptOriginSchema } from './prompt.ts';

/** A CLIP model that can score. */
export interface ClipModel {
  id: string;
  name: string;
  license: string;
  problem: string | null;
  imageSize: number;
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
  byHand: number;
  wouldKeep: number;
  wouldReject: number;
  /** Images whose verdict would change. */
  flips: { toKeep: number; toReject: number };
}

/** Counts of images by own-class probability; bin i covers [i / bins, (i + 1) / bins). */
export interface ScoreHistogram {
  keep: number[];
  reject: number[];
  undecided: number[];
}
