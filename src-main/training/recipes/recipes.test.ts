import { describe, expect, test } from 'vitest';
import { describeRecipe } from '../../../src-shared/domain/recipes.ts';
import { recipeSchema } from '../../../src-shared/domain/training.ts';
import { recipes } from './index.ts';
import { domainsOf } from './recipe.ts';

describe.each(recipeSchema.options)('%s', (name) => {
  const recipe = recipes[name];
  const description = describeRecipe(name, { kind: 'share', real: 0.25 });

  test('its stages share out all steps', () => {
    expect(recipe.stages.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('words and picture say what is trained', () => {
    expect(recipe.name).toBe(name);
    expect(description.stages.map(({ title, share }) => ({ title, share }))).toEqual(
      recipe.stages.map(({ title, share }) => ({ title, share })),
    );
    expect(new Set(description.needs)).toEqual(domainsOf(recipe));
    for (const { sources } of description.stages) {
      expect(sources.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12);
    }
  });
});

test('the picture of a shuffled pool leaves the shares to the sizes of the sets', () => {
  const [stage] = describeRecipe('mixed', { kind: 'concatenate' }).stages;
  expect(stage?.sources).toEqual([
    { domain: 'real', share: null },
    { domain: 'synthetic', share: null },
  ]);
});
