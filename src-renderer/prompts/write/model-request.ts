import type { StartWriting } from '../../../src-shared/api/diversification.ts';
import {
  type PromptRecipeRequest,
  promptRecipeSchema,
  type WritePrompts,
} from '../../../src-shared/api/prompts.ts';
import type { WritingDraft } from './writing-draft.ts';

/** What to ask of a language model, in the words of the recipe for diversified prompts; null for other recipes. */
export function modelRequestOf(
  { recipe, classIds, perClass, seed }: WritePrompts,
  { wantedContexts, wantedStyles, mode }: WritingDraft,
  connectionId: string,
): StartWriting | null {
  if (recipe.kind !== 'diversified') return null;
  const { stylizedShare, contexts, styles } = recipe;
  return {
    connectionId,
    perClass,
    ...(classIds ? { classIds } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(stylizedShare === undefined ? {} : { stylizedShare }),
    ...(contexts ? { contexts } : { wantedContexts }),
    ...(styles ? { styles } : { wantedStyles }),
    ...(mode === 'missing' ? {} : { anew: mode === 'stale' ? 'stale' : 'all' }),
  };
}

/** The recipe as the project would keep it; null while it is not complete. */
export function recipeRequestOf(
  request: WritePrompts | null,
  byModel: StartWriting | null,
): PromptRecipeRequest | null {
  if (byModel) return promptRecipeSchema.parse({ kind: 'language-model', request: byModel });
  return request && promptRecipeSchema.parse({ kind: 'built-in', request });
}
