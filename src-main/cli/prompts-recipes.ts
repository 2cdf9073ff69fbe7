import type { Command } from 'commander';
import type { PromptRecipe } from '../../src-shared/api/prompts.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { formatColumns } from './format.ts';
import { finishWriting, printWritten } from './prompts-write.ts';
import { addWriteOptions, type WriteOptions, writeRequest } from './prompts-write-options.ts';

export function addPromptsRecipesCommand(parent: Command): void {
  const recipes = parent
    .command('recipes')
    .description('ways of writing prompts that the project keeps and can carry out again');
  addProjectCommand(recipes, 'list', 'the recipes of the project', 'prompts recipes list').action(
    (options: CommonOptions) => inProject(options, list),
  );
  addWriteOptions(
    addProjectCommand(
      recipes,
      'save <name>',
      'keep a way of writing, with the options of "prompts write"; a name that is known is replaced',
      'prompts recipes save "Forty by a model" --by language-model --per-class 40',
    ),
  ).action((name: string, options: WriteOptions) =>
    inProject(options, async (context) => {
      const request = await writeRequest(context, options);
      const known = (await context.api.promptRecipes.list.query()).find((recipe) => isNamed(recipe, name));
      await context.api.promptRecipes.save.mutate({
        name,
        request,
        ...(known ? { recipeId: known.id } : {}),
      });
      await list(context);
    }),
  );
  addProjectCommand(
    recipes,
    'run <name>',
    'write what the classes lack by a recipe now',
    'prompts recipes run Templates',
  ).action((name: string, options: CommonOptions) =>
    inProject(options, async (context) => {
      const { id: recipeId } = await named(context, name);
      const run = await context.api.promptRecipes.run.mutate({ recipeId });
      if (run.kind === 'started') await finishWriting(context, run.jobId);
      else printWritten(context, run.added, run.shortfalls);
    }),
  );
  addProjectCommand(
    recipes,
    'remove <name>',
    'forget a recipe; the prompts that it wrote stay',
    'prompts recipes remove Templates',
  ).action((name: string, options: CommonOptions) =>
    inProject(options, async (context) => {
      const { id: recipeId } = await named(context, name);
      await context.api.promptRecipes.remove.mutate({ recipeId });
      await list(context);
    }),
  );
}

const isNamed = (recipe: PromptRecipe, name: string): boolean =>
  recipe.name.toLowerCase() === name.trim().toLowerCase();

async function named({ api }: ProjectContext, name: string): Promise<PromptRecipe> {
  const recipes = await api.promptRecipes.list.query();
  const found = recipes.find((recipe) => isNamed(recipe, name));
  if (found) return found;
  throw new UsageError(
    `There is no recipe "${name}". There are: ${recipes.map((recipe) => recipe.name).join(', ') || 'none'}.`,
  );
}

async function list({ api, output }: ProjectContext): Promise<void> {
  const recipes = await api.promptRecipes.list.query();
  output.print(
    recipes.length === 0
      ? 'The project has no recipes.'
      : formatColumns(
          [
            ['name', 'by', 'prompts', 'last run'],
            ...recipes.map(({ name, request, prompts, lastRun }) => [
              name,
              request.kind === 'built-in' ? request.request.recipe.kind : 'language model',
              String(prompts),
              lastRun ?? 'never',
            ]),
          ],
          new Set([2]),
        ),
  );
  output.result(recipes);
}
