import { z } from 'zod';
import { promptTextSchema } from '../domain/prompt.ts';
import type { ClassSenses } from '../domain/sense.ts';

const id = z.number().int().positive();
const classIds = z.array(id).max(10_000).optional();

/** A job (kind `senses`): proposes senses, then lets real train images vote. Without `classIds`: every class. */
export const findSensesSchema = z.object({
  classIds,
  /** `built-in`: the lexicon. A connection's id: that language model. `none`: only vote on the senses that are there. */
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('built-in') }),
    z.object({ kind: z.literal('language-model'), connectionId: z.string().max(100).optional() }),
    z.object({ kind: z.literal('none') }),
  ]),
  /** The CLIP that decides; absent: the best that is there. Null: no vote. */
  clipModelId: z.string().max(400).nullable().optional(),
  /** Real train images of a class that vote at most. */
  images: z.number().int().min(1).max(200).default(50),
  seed: z.number().int().default(1),
  /** Pins the winner of a clear vote where a person has neither pinned a sense nor given the class a phrase. */
  pinClear: z.boolean().default(false),
});
export type FindSenses = z.input<typeof findSensesSchema>;
export type FindSensesInput = z.infer<typeof findSensesSchema>;

export const addSenseSchema = z.object({
  classId: id,
  phrase: promptTextSchema,
  gloss: z.string().trim().max(500).default(''),
});
export const editSenseSchema = z.object({
  senseId: id,
  phrase: promptTextSchema,
  gloss: z.string().trim().max(500),
});
export const senseIdSchema = z.object({ senseId: id });
/** Null: the class is called by its name again. */
export const pinSenseSchema = z.object({ classId: id, senseId: id.nullable() });
export const setCommonNameSchema = z.object({
  classId: id,
  commonName: z.string().trim().max(200).nullable(),
});
/** A few images of each sense's phrase, without a place in any set: `/preview/<id>`. */
export const previewSensesSchema = z.object({
  classId: id,
  /** Absent: the generator that the Generate screen would offer first. */
  modelId: z.string().max(400).optional(),
  count: z.number().int().min(1).max(8).default(4),
  seed: z.number().int().default(1),
});

export interface SensePreviews {
  senseId: number;
  /** What they were made from; it may be another by now. */
  phrase: string;
  previewIds: string[];
}

export interface SensesService {
  list(): Promise<ClassSenses[]>;
  find(input: FindSensesInput): Promise<{ jobId: number }>;
  add(input: z.infer<typeof addSenseSchema>): Promise<{ senseId: number }>;
  edit(input: z.infer<typeof editSenseSchema>): Promise<void>;
  remove(input: z.infer<typeof senseIdSchema>): Promise<void>;
  pin(input: z.infer<typeof pinSenseSchema>): Promise<void>;
  setCommonName(input: z.infer<typeof setCommonNameSchema>): Promise<void>;
  /** Sense by sense, as they are made. UserError 'cancelled' once `signal` is aborted. */
  preview(
    input: z.infer<typeof previewSensesSchema>,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<SensePreviews>>;
}
