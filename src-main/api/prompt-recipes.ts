import { recipeIdSchema, saveRecipeSchema } from '../../src-shared/api/prompts.ts';
import { procedure, router } from './trpc.ts';

export const promptRecipesRouter = router({
  list: procedure.query(({ ctx }) => ctx.workbench.promptRecipes.list()),
  save: procedure
    .input(saveRecipeSchema)
    .mutation(({ ctx, input }) => ctx.workbench.promptRecipes.save(input)),
  remove: procedure
    .input(recipeIdSchema)
    .mutation(({ ctx, input }) => ctx.workbench.promptRecipes.remove(input)),
  run: procedure.input(recipeIdSchema).mutation(({ ctx, input }) => ctx.workbench.promptRecipes.run(input)),
});
