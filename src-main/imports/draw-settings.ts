import { z } from 'zod';
import { drawnParts } from '../../src-shared/api/inputs.ts';
import { splitSchema } from '../../src-shared/domain/image-set.ts';

/** The immutable snapshot of a drawing job: which pictures go into which set. */
export const drawSettingsSchema = z.object({
  dataSet: z.string(),
  size: z.number().int(),
  seed: z.number().int(),
  /** One entry a stream of pictures: a split of the real set, an OOD set, or a control. */
  parts: z.array(
    z.object({
      setId: z.number().int(),
      role: z.enum(drawnParts),
      /** Name of the OOD set in the drawn world. */
      name: z.string().optional(),
      split: splitSchema.nullable(),
      perClass: z.number().int(),
      /** Of the oracle set; 1 where it is not given. */
      domainGap: z.number().optional(),
    }),
  ),
  /** Project class of each drawn object. */
  classes: z.record(z.string(), z.number().int()),
});
export type DrawSettings = z.infer<typeof drawSettingsSchema>;

/** One picture; with the look of its part, or as one of the training pictures, it is a complete `PictureSpec` of the drawn world. */
export const drawItemSchema = z.object({
  /** Index into the parts. */
  part: z.number().int(),
  classId: z.number().int(),
  caption: z.string(),
  object: z.string(),
  context: z.string(),
  style: z.string(),
  seed: z.number(),
  /** Of a retrieval set: which training picture of the object it is. */
  trainingIndex: z.number().int().optional(),
});
export type DrawItem = z.infer<typeof drawItemSchema>;
