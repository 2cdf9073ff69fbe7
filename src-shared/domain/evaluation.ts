import { z } from 'zod';
import { splitSchema } from './image-set.ts';

/** Confidences in one bin of equal width; means are null for an empty bin. */
const reliabilityBinSchema = z.object({
  images: z.number().int().nonnegative(),
  /** Mean confidence, in [0, 1]. */
  confidence: z.number().nullable(),
  /** Share of right predictions, in [0, 1]. */
  accuracy: z.number().nullable(),
});
export type ReliabilityBin = z.infer<typeof reliabilityBinSchema>;

const reliabilitySchema = z.object({
  /** Expected calibration error, in [0, 1]. */
  error: z.number(),
  /** Mean negative log likelihood of the true class, nats. */
  nll: z.number(),
  /** From confidence 0 to 1, all of the same width. */
  bins: z.array(reliabilityBinSchema),
});
export type Reliability = z.infer<typeof reliabilitySchema>;

/** How far confidences can be believed: as predicted, and after temperature scaling. */
export const calibrationSchema = z.object({
  predicted: reliabilitySchema,
  /** Logits divided by a temperature that was fitted on the run's val images; null for a run without any. */
  tempered: reliabilitySchema.extend({ temperature: z.number().positive() }).nullable(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Noise, blur, weather and compression that a model may meet (Hendrycks and Dietterich 2019). */
export const corruptionSchema = z.enum([
  'gaussian-noise',
  'shot-noise',
  'defocus-blur',
  'gaussian-blur',
  'fog',
  'snow',
  'brightness',
  'jpeg',
]);
export type Corruption = z.infer<typeof corruptionSchema>;

export const SEVERITIES = [1, 2, 3, 4, 5] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Top-1 accuracy on corrupted images, in [0, 1]. */
export const corruptionTableSchema = z.object({
  /** What is drawn at random follows from this and the image's content. */
  seed: z.number().int(),
  images: z.number().int(),
  /** Without corruption, on the same images. */
  clean: z.number(),
  /** One accuracy a severity, mildest first. */
  rows: z.array(z.object({ corruption: corruptionSchema, top1: z.array(z.number()) })),
  /** Over all corruptions and severities. */
  mean: z.number(),
});
export type CorruptionTable = z.infer<typeof corruptionTableSchema>;

const accuracySchema = { top1: z.number(), meanPerClass: z.number() } as const;

/** What the features before the head are worth without the head; accuracies in [0, 1]. */
export const featureQualitySchema = z.object({
  /** The pretrained network that the features are of; null for the run's own. */
  network: z.string().nullable(),
  /** Length of a feature vector. */
  length: z.number().int(),
  images: z.number().int(),
  /** Labelled training images that neighbours and probe learned from. */
  trainedOn: z.number().int().nullable(),
  neighbors: z.object({ k: z.number().int(), ...accuracySchema }).nullable(),
  linearProbe: z
    .object({
      /** Weight of the squared norm in the loss, chosen on held-out training images. */
      penalty: z.number(),
      ...accuracySchema,
    })
    .nullable(),
  /** Log expected empirical prediction (Nguyen et al. 2020), nats, at most 0; higher transfers better. */
  leep: z.number().nullable(),
});
export type FeatureQuality = z.infer<typeof featureQualitySchema>;

/** A finished run measured on any set, beyond what it was measured on at its end. */
export const evaluateRunSchema = z.object({
  runId: z.number().int().positive(),
  setId: z.number().int().positive(),
  /** Of a real set. `test` opens sealed images, which is counted. */
  split: splitSchema.default('val'),
  corruptions: z.boolean().default(false),
  /** Nearest neighbours that vote. */
  neighbors: z.number().int().min(1).max(1000).optional(),
  linearProbe: z.boolean().default(false),
  leep: z.boolean().default(false),
  /** Id of a pretrained network whose features are measured beside the run's. */
  networkId: z.string().min(1).optional(),
});
export type EvaluateRun = z.infer<typeof evaluateRunSchema>;
export type EvaluateRunInput = z.input<typeof evaluateRunSchema>;
