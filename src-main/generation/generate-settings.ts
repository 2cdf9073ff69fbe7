import { z } from 'zod';
import { startGenerationSchema } from '../../src-shared/api/generation.ts';
import { samplingSchema } from '../../src-shared/domain/generation.ts';
import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';

/** A prompt as it was when the job was started. */
const snapshotPromptSchema = z.object({
  id: z.number().int(),
  classId: z.number().int(),
  text: z.string(),
  origin: promptOriginSchema,
  context: z.string().nullable(),
  style: z.string().nullable(),
});
export type SnapshotPrompt = z.infer<typeof snapshotPromptSchema>;

/** The immutable snapshot of a generation. `setId` is also looked for by 'sets.remove'. */
export const generateSettingsSchema = z.object({
  setId: z.number().int(),
  model: z.object({ id: z.string(), name: z.string(), hash: z.string() }),
  sampling: samplingSchema,
  amount: startGenerationSchema.shape.amount,
  seed: z.number().int(),
  batch: z.number().int().min(1),
  maxAttempts: z.number().int().min(1),
  /** `wanted` as it was then. */
  classes: z.array(
    z.object({ id: z.number().int(), name: z.string(), wanted: z.number().int().nullable().default(null) }),
  ),
  prompts: z.array(snapshotPromptSchema),
});
export type GenerateSettings = z.infer<typeof generateSettingsSchema>;

/** One picture. */
export const generateItemSchema = z.object({
  /** Index into the prompts of the snapshot. */
  prompt: z.number().int().nonnegative(),
  seed: z.number().int().nonnegative(),
  attempt: z.number().int().positive(),
});
export type GenerateItem = z.infer<typeof generateItemSchema>;
