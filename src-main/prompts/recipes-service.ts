import type { DiversificationService } from '../../src-shared/api/diversification.ts';
import type { PromptRecipesService, RecipeRun } from '../../src-shared/api/prompt-recipes.ts';
import type { WritePromptsInput } from '../../src-shared/api/prompts.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Database } from '../project/database.ts';
import { draftPrompts } from './draft-prompts.ts';
import { storePrompts } from './store-prompts.ts';

export interface RecipesOptions {
  readonly database: Database;
  readonly startWriting: DiversificationService['start'];
  readonly emit: (event: HostEvent) => void;
}

export function createRecipesService({ database, startWriting, emit }: RecipesOptions): PromptRecipesService {
  const changed = (): void => emit({ type: 'prompts' });

  async function write(request: WritePromptsInput, recipeId: number): Promise<RecipeRun> {
    const { prompts, shortfalls } = await draftPrompts(database, request);
    const ids = await storePrompts(
      database,
      prompts.map((prompt) => ({ ...prompt, recipeId })),
    );
    return { kind: 'written', added: ids.length, ids, shortfalls };
  }

  return {
    list: () => database.call('recipes.list'),
    save: async (input) => {
      const recipeId = await database.call('recipes.save', input);
      changed();
      return { recipeId };
    },
    remove: async ({ recipeId }) => {
      await database.call('recipes.remove', recipeId);
      changed();
    },
    run: async ({ recipeId }) => {
      const { request } = await database.call('recipes.get', recipeId);
      const result: RecipeRun =
        request.kind === 'built-in'
          ? await write(request.request, recipeId)
          : { kind: 'started', ...(await startWriting({ ...request.request, recipeId })) };
      await database.call('recipes.ran', recipeId);
      changed();
      return result;
    },
  };
}
