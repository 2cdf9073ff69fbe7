import { expect, test } from 'vitest';
import { startWritingSchema } from '../../src-shared/api/diversification.ts';
import { type PromptRecipeRequest, writePromptsSchema } from '../../src-shared/api/prompts.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { createRecipesService } from './recipes-service.ts';

const templates: PromptRecipeRequest = {
  kind: 'built-in',
  request: writePromptsSchema.parse({
    perClass: 2,
    recipe: { kind: 'template', templates: ['a photo of a {}', 'a sketch of a {}'] },
  }),
};

test('a recipe is kept, carried out again for what is missing, renamed and removed', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const started: unknown[] = [];
  const recipes = createRecipesService({
    database,
    startWriting: (input) => {
      started.push(input);
      return Promise.resolve({ jobId: 7 });
    },
    emit: () => undefined,
  });
  await database.call('classes.ensure', ['owl', 'cat']);
  const { recipeId } = await recipes.save({ name: 'Templates', request: templates });
  expect(await recipes.list()).toEqual([
    { id: recipeId, name: 'Templates', request: templates, prompts: 0, lastRun: null },
  ]);
  expect(await recipes.run({ recipeId })).toMatchObject({ kind: 'written', added: 4, shortfalls: [] });
  await database.call('classes.ensure', ['crane']);
  expect(await recipes.run({ recipeId })).toMatchObject({ kind: 'written', added: 2 });
  expect(await recipes.list()).toMatchObject([{ prompts: 6, lastRun: expect.any(String) as string }]);
  expect((await database.call('prompts.list', {})).every((prompt) => prompt.recipeId === recipeId)).toBe(
    true,
  );

  const request = { kind: 'language-model', request: startWritingSchema.parse({ perClass: 5 }) } as const;
  await expect(recipes.save({ name: 'TEMPLATES', request })).rejects.toMatchObject({ code: 'conflict' });
  const other = await recipes.save({ name: 'By a model', request });
  expect(await recipes.run(other)).toEqual({ kind: 'started', jobId: 7 });
  expect(started).toEqual([{ ...request.request, recipeId: other.recipeId }]);
  expect(await recipes.save({ recipeId, name: 'Two sentences', request: templates })).toEqual({ recipeId });
  expect((await recipes.list()).map(({ name }) => name)).toEqual(['By a model', 'Two sentences']);

  await recipes.remove({ recipeId });
  await expect(recipes.run({ recipeId })).rejects.toMatchObject({ code: 'not-found' });
  const left = await database.call('prompts.list', {});
  expect(left.map((prompt) => prompt.recipeId)).toEqual(Array.from({ length: 6 }, () => null));
});
