import { z } from 'zod';
import type { DiversityMeasure } from '../domain/diversity.ts';

const id = z.number().int().positive();

export const promptDiversitySchema = z.object({
  /** The CLIP that reads. Absent: the one that fits the project's images. */
  modelId: z.string().max(400).optional(),
  /** Of this class only. */
  classId: id.optional(),
  /** Adds a group for each class. */
  perClass: z.boolean().default(false),
  /** What to compare with, as sentences with `{phrase}` or `{a phrase}`. Empty: the templates of the vocabulary that fits. */
  templates: z.array(z.string().max(300)).max(200).default([]),
  seed: z.number().int().default(1),
});
export type PromptDiversityInput = z.infer<typeof promptDiversitySchema>;

export const imageDiversitySchema = z.object({
  /** Without: every synthetic set. */
  setIds: z.array(id).max(1000).optional(),
  classId: id.optional(),
  perClass: z.boolean().default(false),
  /** Leaves out what is not kept: before the filter, measures are about the generator, after it about the training set. */
  keptOnly: z.boolean().default(false),
  seed: z.number().int().default(1),
});
export type ImageDiversityInput = z.infer<typeof imageDiversitySchema>;

/** Some prompts or images, and what they are compared with at an equal number, evenly over the classes on both sides. */
export interface DiversityGroup {
  by: 'all' | 'class' | 'origin';
  /** Name of the class, the origin; null for all. Of images: null for those whose prompt is not known too. */
  key: string | null;
  /** How many there are. */
  total: number;
  own: DiversityMeasure;
  /** `own.count` prompts of templates, or real train images; null where there are none. */
  baseline: DiversityMeasure | null;
}

export interface PromptDiversity {
  /** Name of the CLIP. */
  model: string;
  /** What the baseline is made of. */
  templates: string[];
  /** Prompts and templates of which the model reads the beginning only. */
  truncated: number;
  /** Empty without prompts. */
  groups: DiversityGroup[];
}

export interface ImageDiversity {
  /** Name of the CLIP whose stored embeddings are compared. */
  model: string;
  /** Images that it has not embedded; scoring does that. */
  notEmbedded: number;
  groups: (DiversityGroup & {
    /** Beside diversity, which noise has too: mean probability of the own class among those scored, null without a score. */
    fidelity: number | null;
  })[];
}
