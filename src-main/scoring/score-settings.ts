import { z } from 'zod';
import { executionProviderSchema } from '../../src-shared/domain/execution-provider.ts';
import { promptSetSchema } from '../project/queries/prompt-set.ts';

/** The immutable snapshot of a scoring. */
export const scoreSettingsSchema = z.object({
  model: z.object({ id: z.string(), name: z.string(), hash: z.string() }),
  logitScale: z.number().positive(),
  /** Synthetic sets whose images are scored. */
  setIds: z.array(z.number().int()),
  promptSet: promptSetSchema,
  provider: executionProviderSchema.default('cpu'),
  /** Embeds and scores anew what has both already. */
  again: z.boolean(),
  nearDuplicateFrom: z.number(),
});
export type ScoreSettings = z.infer<typeof scoreSettingsSchema>;

/** One image. Real and OOD images are embedded only: for the nearest real image and for leaks. */
export const scoreItemSchema = z.object({ imageId: z.number().int(), score: z.boolean() });
export type ScoreItem = z.infer<typeof scoreItemSchema>;
