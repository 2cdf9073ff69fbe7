import { z } from 'zod';
import { instructionsSchema, startWritingSchema } from '../../../src-shared/api/diversification.ts';

const modelSchema = z.object({ id: z.string(), name: z.string(), hash: z.string() });

/** The immutable snapshot of a job that writes prompts. */
export const writeSettingsSchema = startWritingSchema.omit({ modelId: true, anew: true }).extend({
  classIds: z.array(z.number().int()),
  instructions: instructionsSchema,
  vocabulary: z.enum(['everyday', 'drawn-world']),
  /** Text-to-image model whose tokenizer counts, and how many tokens it takes with begin and end; null: an estimate. */
  reader: modelSchema.extend({ maxTokens: z.number() }).nullable(),
  /** CLIP that tells alike prompts; null: words alone. */
  comparer: modelSchema.nullable(),
  /** Of classes whose prompts are written anew: what makes room, and what they are to have without it. */
  rooms: z
    .array(
      z.object({
        classId: z.number().int(),
        perClass: z.number().int(),
        stylizedShare: z.number(),
        promptIds: z.array(z.number().int()),
      }),
    )
    .default([]),
});
export type WriteSettings = z.infer<typeof writeSettingsSchema>;

export const writeItemSchema = z.discriminatedUnion('kind', [
  /** Asks for contexts or styles until the project has as many of its own. */
  z.object({ kind: z.literal('terms'), term: z.enum(['context', 'style']), wanted: z.number().int() }),
  /** Writes for a class until it has so many diversified prompts. `last`: the class gets no further item. */
  z.object({
    kind: z.literal('prompts'),
    classId: z.number().int(),
    until: z.number().int(),
    last: z.boolean(),
  }),
]);
export type WriteItem = z.infer<typeof writeItemSchema>;
export type PromptsItem = Extract<WriteItem, { kind: 'prompts' }>;
export type TermsItem = Extract<WriteItem, { kind: 'terms' }>;

/** Of a prompts item. `missing`: how many the class lacked at its end, and why. */
export const writeResultSchema = z.object({
  kind: z.enum(['written', 'short', 'terms']),
  classId: z.number().int().optional(),
  last: z.boolean().optional(),
  missing: z.number().int().optional(),
  reason: z.string().optional(),
});
export type WriteResult = z.infer<typeof writeResultSchema>;
