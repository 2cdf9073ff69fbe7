import { z } from 'zod';

/**
 * How a prompt came about. `plain`: the class phrase alone; `template`: put into a fixed sentence; `contextualized` and `stylized`:
 * diversified as in "Diversify, Don't Fine-Tune"; `typed` by a person; `imported` from a file or from the images of another generator.
 */
export const promptOriginSchema = z.enum([
  'plain',
  'template',
  'contextualized',
  'stylized',
  'typed',
  'imported',
]);
export type PromptOrigin = z.infer<typeof promptOriginSchema>;

/** Who wrote it: the product always says so beside the prompt. */
export const promptWriterSchema = z.enum(['person', 'template', 'grammar', 'language-model', 'file']);
export type PromptWriter = z.infer<typeof promptWriterSchema>;

/** What a prompt says beside its class, by name of the attribute: `{ background: 'on a beach', lighting: 'at dusk' }`. */
export const promptAttributesSchema = z.record(z.string().max(60), z.string().max(200));
export type PromptAttributes = z.infer<typeof promptAttributesSchema>;

/** 1 to 1,000 characters after trimming, no control characters; what a tokenizer makes of it is the generator's concern. */
export const promptTextSchema = z
  .string()
  .transform((text) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'A prompt needs a text.')
      .max(1000, 'A prompt can have at most 1,000 characters.')
      .refine((text) => !/\p{Cc}/u.test(text), 'A prompt cannot contain control characters.'),
  );

/** Two prompts of a class with the same key are one: case, width and spaces do not distinguish them. */
export const promptKey = (text: string): string =>
  PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Printable ASCII in words that single spaces part, as nearly all prompts are: nothing in it has to be normalised. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

export interface Prompt {
  id: number;
  classId: number;
  text: string;
  origin: PromptOrigin;
  writer: PromptWriter;
  /** Named context (scene) and style, for the coverage of a set; null where the prompt names none. */
  context: string | null;
  style: string | null;
  attributes: PromptAttributes;
  /** Changed by a person after it was written; `original` is what it said then, null if it never changed. */
  edited: boolean;
  original: string | null;
  /** Changed by hand only: never by replacing, writing anew or archiving many. */
  locked: boolean;
  /** It was written with another phrase than its class has now, and no person has put that phrase into it since. */
  stale: boolean;
  /** Of the project's recipe that it was written by. */
  recipeId: number | null;
  createdAt: string;
  /** Images made from it, and their verdicts. */
  images: { total: number; keep: number; reject: number };
}

export const newPromptSchema = z.object({
  classId: z.number().int().positive(),
  text: promptTextSchema,
  origin: promptOriginSchema,
  writer: promptWriterSchema,
  context: z.string().max(200).nullable().default(null),
  style: z.string().max(200).nullable().default(null),
  attributes: promptAttributesSchema.default({}),
  /** What its class was called when it was written; absent: not known, or written by hand. */
  phrase: z.string().max(1000).nullable().optional(),
  recipeId: z.number().int().positive().nullable().optional(),
  /** The request to a language model that it came from. */
  exchangeId: z.number().int().positive().nullable().optional(),
});
export type NewPrompt = z.infer<typeof newPromptSchema>;
