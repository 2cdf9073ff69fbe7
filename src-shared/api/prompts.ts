import { z } from 'zod';
import { startWritingSchema } from './diversification.ts';
import { newPromptSchema, type Prompt, promptOriginSchema, promptTextSchema } from '../domain/prompt.ts';
import type { PromptEdit, TextConflict } from '../prompts/edits/resolve-edits.ts';

const id = z.number().int().positive();

/** Absent fields do not restrict. */
export const promptFilterSchema = z.object({
  classId: id.optional(),
  origin: promptOriginSchema.optional(),
  style: z.string().max(200).optional(),
  context: z.string().max(200).optional(),
  /** Words that all occur in the text, in any order and case. */
  text: z.string().max(200).optional(),
});
export type PromptFilter = z.infer<typeof promptFilterSchema>;

/** A stretch of the list: what follows the prompt `after`, or its beginning. */
export const promptPageSchema = z.object({
  after: id.nullable().default(null),
  limit: z.number().int().min(1).max(10_000).default(2000),
});
export type PromptPageRequest = z.infer<typeof promptPageSchema>;

/** How prompts are to be written. Without `classIds`: for every class. */
export const writePromptsSchema = z.object({
  classIds: z.array(id).max(10_000).optional(),
  /** Prompts a class should have of this kind after writing; those it has count. */
  perClass: z.number().int().min(1).max(1000),
  seed: z.number().int().default(1),
  vocabulary: z.enum(['everyday', 'drawn-world']).default('everyday'),
  recipe: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('plain') }),
    /** What the class is called and what its pinned sense means: `crane, a large wading bird`. Once a class; origin `plain`. */
    z.object({ kind: z.literal('definition') }),
    /** Sentences with `{phrase}`, `{a phrase}` or `{class}` in them. Empty: the built-in ones. */
    z.object({ kind: z.literal('template'), templates: z.array(z.string().max(300)).max(200).default([]) }),
    z.object({
      kind: z.literal('diversified'),
      /** Share of prompts that name a style; the rest name a context. */
      stylizedShare: z.number().min(0).max(1).default(0.25),
      /** Names of contexts and styles to choose from; absent: all of the vocabulary. */
      contexts: z.array(z.string().max(200)).max(500).optional(),
      styles: z.array(z.string().max(200)).max(500).optional(),
    }),
  ]),
});
export type WritePrompts = z.input<typeof writePromptsSchema>;
export type WritePromptsInput = z.infer<typeof writePromptsSchema>;

export const addPromptsSchema = z.object({ prompts: z.array(newPromptSchema).min(1).max(20_000) });
export type AddPrompts = z.infer<typeof addPromptsSchema>;
/** Absent fields stay. An empty name is none. */
export const editPromptSchema = z.object({
  promptId: id,
  text: promptTextSchema.optional(),
  context: z.string().trim().max(200).nullable().optional(),
  style: z.string().trim().max(200).nullable().optional(),
});
export const promptIdsSchema = z.object({ promptIds: z.array(id).min(1).max(50_000) });
/** Changes many prompts at once. Locked prompts are left out, and told. */
export const editManySchema = z.object({ edits: z.array(editPromptSchema).min(1).max(50_000) });
export type EditMany = z.infer<typeof editManySchema>;
/** What came of it. What was asked for twice is done once. */
export interface EditedPrompts {
  changed: number;
  /** The changed fields as they were: given to `restoreMany`, they undo it. */
  before: PromptEdit[];
  /** These keep what they say, as their class says the new text elsewhere. */
  conflicts: TextConflict[];
  /** Ids of those left out because they are locked, and because they are no longer on the list. */
  locked: number[];
  missing: number[];
}
export const lockPromptsSchema = z.object({
  promptIds: z.array(id).min(1).max(50_000),
  locked: z.boolean(),
});

/** A way of writing that the project keeps under a name and can carry out again. */
export const promptRecipeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in'), request: writePromptsSchema }),
  z.object({
    kind: z.literal('language-model'),
    request: startWritingSchema.omit({ recipeId: true, anew: true }),
  }),
]);
export type PromptRecipeRequest = z.infer<typeof promptRecipeSchema>;
export interface PromptRecipe {
  id: number;
  name: string;
  request: PromptRecipeRequest;
  /** Prompts on the list that it wrote. */
  prompts: number;
  lastRun: string | null;
}
export const saveRecipeSchema = z.object({
  recipeId: id.optional(),
  name: z.string().trim().min(1).max(100),
  request: promptRecipeSchema,
});
export const recipeIdSchema = z.object({ recipeId: id });

/**
 * Writing anew: prompts of the classes and of the request's kind that are neither locked nor changed by hand make room for what the request
 * writes without them. With `recipeId` those of that recipe, otherwise those of the built-in writers. `stale`: stale ones only, whoever wrote
 * them, each class getting as many as it had (`perClass` and `stylizedShare` do not matter).
 */
export const rewriteSchema = z.object({
  request: writePromptsSchema,
  recipeId: id.optional(),
  only: z.enum(['all', 'stale']).default('all'),
});
export type Rewrite = z.input<typeof rewriteSchema>;
export type RewriteInput = z.infer<typeof rewriteSchema>;
export interface RewritePlan {
  added: z.infer<typeof newPromptSchema>[];
  /** Ids that would be archived. */
  removed: number[];
  /** Ids of prompts that would be written again as they are. */
  same: number[];
  /** Locked or changed by hand: they stay, and count. */
  spared: number;
  shortfalls: PromptDraft['shortfalls'];
}

export const setPhraseSchema = z.object({ classId: id, phrase: promptTextSchema.nullable() });

/** What a recipe would write, before anything is stored. */
export interface PromptDraft {
  prompts: z.infer<typeof newPromptSchema>[];
  /** Classes that get fewer than wanted, and why. */
  shortfalls: { classId: number; className: string; missing: number; reason: string }[];
}

export interface PromptVocabulary {
  id: 'everyday' | 'drawn-world';
  name: string;
  contexts: { name: string; phrase: string }[];
  styles: { name: string; phrase: string; group: string }[];
  templates: string[];
}

export interface PromptsService {
  /** In class order, then as written. Archived prompts are left out. */
  list(filter: PromptFilter): Promise<Prompt[]>;
  /** The whole list piece by piece, in the same order; fewer than asked for are the last. */
  page(input: PromptPageRequest): Promise<Prompt[]>;
  vocabularies(): Promise<PromptVocabulary[]>;
  draft(input: WritePromptsInput): Promise<PromptDraft>;
  /** Drafts and stores. */
  write(
    input: WritePromptsInput,
  ): Promise<{ added: number; ids: number[]; shortfalls: PromptDraft['shortfalls'] }>;
  /**
   * A prompt that its class already has (case and spaces do not distinguish) is left out; one that was archived comes back, with its
   * images.
   */
  add(input: AddPrompts): Promise<{ added: number; ids: number[]; known: number }>;
  /**
   * By hand, a locked prompt as well. 'conflict' when the class already has the text. Images keep the text they were made from, and the
   * prompt what it first said; given that again, it is as if it had never been changed.
   */
  edit(input: z.infer<typeof editPromptSchema>): Promise<void>;
  /** All at once or, if it fails, none; see `EditedPrompts` for what is left out. */
  editMany(input: EditMany): Promise<EditedPrompts>;
  /** Undo of `editMany`, given what it said was before; locked prompts as well. */
  restoreMany(input: EditMany): Promise<EditedPrompts>;
  planRewrite(input: RewriteInput): Promise<RewritePlan>;
  /** Plans again and carries it out, all at once. Undone by archiving what came and restoring what went. */
  applyRewrite(input: RewriteInput): Promise<{ added: number[]; removed: number[] }>;
  /** Ids of those for which it was a change. */
  setLocked(input: z.infer<typeof lockPromptsSchema>): Promise<{ changed: number[] }>;
  /** Takes prompts off the list; images made from them keep their provenance. Of several, locked ones stay. */
  archive(input: z.infer<typeof promptIdsSchema>): Promise<{ archived: number[] }>;
  /** Undo of `archive`. */
  restore(input: z.infer<typeof promptIdsSchema>): Promise<void>;
  /** What prompts call a class; null: its name. Written prompts stay as they are. */
  setPhrase(input: z.infer<typeof setPhraseSchema>): Promise<void>;
}
