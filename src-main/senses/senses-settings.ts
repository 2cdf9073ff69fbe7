import { z } from 'zod';

/** The immutable snapshot of a search for senses. */
export const sensesSettingsSchema = z.object({
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('built-in') }),
    z.object({
      kind: z.literal('language-model'),
      connectionId: z.string().optional(),
      /** Word for word, with its places. */
      instruction: z.string(),
    }),
    z.object({ kind: z.literal('none') }),
  ]),
  classIds: z.array(z.number().int()),
  /** The CLIP that decides; null: no vote. */
  clip: z
    .object({ id: z.string(), name: z.string(), hash: z.string(), logitScale: z.number().positive() })
    .nullable(),
  images: z.number().int(),
  seed: z.number().int(),
  pinClear: z.boolean(),
});
export type SensesSettings = z.infer<typeof sensesSettingsSchema>;
export type ChosenClip = NonNullable<SensesSettings['clip']>;

export const sensesItemSchema = z.object({ classId: z.number().int() });
export type SensesItem = z.infer<typeof sensesItemSchema>;
