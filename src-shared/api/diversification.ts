import { z } from 'zod';
import { promptTextSchema } from '../domain/prompt.ts';

const id = z.number().int().positive();

/** What a contextualized prompt may vary, by name: `{ name: 'lighting', hint: 'time of day, light sources' }`. */
export const attributeSchema = z.object({
  name: z.string().trim().min(1).max(60),
  hint: z.string().trim().max(300).default(''),
  /** One that the built-in grammar and the templates name; others are the project's own. */
  enabled: z.boolean().default(true),
});
export type PromptAttribute = z.infer<typeof attributeSchema>;

/**
 * What a language model is told, as this project has it. `version` names the built-in wording that it was derived from; an instruction that is
 * null is the built-in one.
 */
export const instructionsSchema = z.object({
  version: z.number().int().positive(),
  senses: z.string().max(8000).nullable().default(null),
  contexts: z.string().max(8000).nullable().default(null),
  styles: z.string().max(8000).nullable().default(null),
  prompts: z.string().max(8000).nullable().default(null),
  attributes: z.array(attributeSchema).min(1).max(30),
});
export type Instructions = z.infer<typeof instructionsSchema>;
export type InstructionName = 'senses' | 'contexts' | 'styles' | 'prompts';

/** A job (kind `write`) in which a language model writes contextualized and stylized prompts up to a quota. */
export const startWritingSchema = z.object({
  classIds: z.array(id).max(10_000).optional(),
  connectionId: z.string().max(100).optional(),
  /** Diversified prompts a class should have in the end; those it has count. */
  perClass: z.number().int().min(1).max(1000),
  stylizedShare: z.number().min(0).max(1).default(0.25),
  /**
   * Names to choose from, built-in or the project's own. Absent: the project's own ones. The model is asked for more before it writes, until
   * there are as many as wanted, and what is missing then is taken from the built-in ones. Wanted 0: all there are, without asking.
   * Those that name a class are left out, for every class.
   */
  contexts: z.array(z.string().max(200)).max(500).optional(),
  styles: z.array(z.string().max(200)).max(500).optional(),
  wantedContexts: z.number().int().min(0).max(200).default(20),
  wantedStyles: z.number().int().min(0).max(200).default(60),
  seed: z.number().int().default(1),
  /** The text-to-image model whose tokenizer says what is too long. Absent: about 75 tokens of CLIP's, by an estimate. */
  modelId: z.string().max(400).optional(),
  /**
   * Cosine of CLIP text embeddings from which two prompts of a class are the same; null: compares words only, and so it is where no CLIP knows
   * the project's words.
   */
  alikeFrom: z.number().min(0.5).max(1).nullable().default(0.98),
  recipeId: id.optional(),
  /**
   * Prompts make room, each as a new one comes: `all` that built-in writers and language models wrote (with `recipeId`: that recipe), or the `stale`
   * ones, whoever wrote them, each class getting as many as it had (`perClass` and `stylizedShare` do not matter then). What is locked or changed
   * by hand stays and counts. Absent: none.
   */
  anew: z.enum(['all', 'stale']).optional(),
});
export type StartWriting = z.input<typeof startWritingSchema>;
export type StartWritingInput = z.infer<typeof startWritingSchema>;

export const rejectionReasons = [
  'class-missing',
  'too-long',
  'other-class',
  'duplicate',
  'near-duplicate',
  'not-a-prompt',
  'other-language',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** What came of a `write` job, while it runs as well. */
export interface WritingReport {
  jobId: number;
  written: number;
  shortfalls: { classId: number; className: string; missing: number; reason: string }[];
  rejected: { reason: RejectionReason; count: number }[];
  /** The newest of them. */
  examples: {
    classId: number;
    className: string;
    text: string;
    reason: RejectionReason;
    detail: string | null;
  }[];
  /** Requests that failed, by what was wrong with the answer. */
  failures: { what: string; count: number }[];
  requests: number;
  promptTokens: number;
  completionTokens: number;
}

/** A word list entry that the project has beside the built-in vocabulary. */
export interface Term {
  id: number;
  kind: 'context' | 'style';
  name: string;
  phrase: string;
  group: string | null;
  source: 'language-model' | 'person';
}
export const addTermSchema = z.object({
  kind: z.enum(['context', 'style']),
  name: z.string().trim().min(1).max(200),
  phrase: promptTextSchema,
  group: z.string().trim().max(60).nullable().default(null),
});
export const termIdSchema = z.object({ termId: id });

/** The request and the reply behind a prompt, word for word. */
export interface Exchange {
  id: number;
  purpose: 'senses' | 'contexts' | 'styles' | 'prompts';
  connection: string;
  model: string;
  request: string;
  reply: string | null;
  failure: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  elapsedMs: number;
  createdAt: string;
}

export interface DiversificationService {
  /** `version`: of the built-in wordings now. */
  instructions(): Promise<{
    current: Instructions;
    builtIn: Record<InstructionName, string>;
    version: number;
  }>;
  setInstructions(input: Instructions): Promise<void>;
  terms(): Promise<Term[]>;
  addTerm(input: z.infer<typeof addTermSchema>): Promise<{ termId: number }>;
  removeTerm(input: z.infer<typeof termIdSchema>): Promise<void>;
  start(input: StartWritingInput): Promise<{ jobId: number }>;
  report(input: { jobId: number }): Promise<WritingReport>;
  /** Of a prompt that a language model wrote; null for others. */
  exchangeOf(input: { promptId: number }): Promise<Exchange | null>;
}
export const jobReportSchema = z.object({ jobId: id });
export const exchangeOfSchema = z.object({ promptId: id });
