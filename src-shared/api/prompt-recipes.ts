import type { z } from 'zod';
import type { PromptDraft, PromptRecipe, recipeIdSchema, saveRecipeSchema } from './prompts.ts';

/** A built-in recipe is through at once; a language model works in a job. */
export type RecipeRun =
  | { kind: 'written'; added: number; ids: number[]; shortfalls: PromptDraft['shortfalls'] }
  | { kind: 'started'; jobId: number };

/** Ways of writing that the project keeps under names. Prompts tell which of them wrote them. */
export interface PromptRecipesService {
  /** By name. */
  list(): Promise<PromptRecipe[]>;
  /** 'conflict' when another has the name. */
  save(input: z.infer<typeof saveRecipeSchema>): Promise<{ recipeId: number }>;
  /** Prompts that it wrote stay. */
  remove(input: z.infer<typeof recipeIdSchema>): Promise<void>;
  /** Writes what classes lack by it now. */
  run(input: z.infer<typeof recipeIdSchema>): Promise<RecipeRun>;
}
