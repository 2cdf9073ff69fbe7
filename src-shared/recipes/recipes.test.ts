import { describe, expect, test } from 'vitest';
import { describeRecipe } from '../domain/recipes.ts';
import { recipeSchema, trainingSettingsSchema } from '../domain/training.ts';
import { recipes } from './index.ts';
import { domainsOf, planStages, stageBoundaries } from './stages.ts';

const settings = trainingSettingsSchema.parse({
  mix: { kind: 'share', real: 0.25 },
  twoStage: { headFirst: 0.1 },
});

describe.each(recipeSchema.options)('%s', (name) => {
  const recipe = recipes[name];
  const description = describeRecipe(name, settings);

  test('has its name, and one sentence about itself', () => {
    expect(recipe.name).toBe(name);
    expect(recipe.sentence).toMatch(/^[A-Z].*\.$/);
    expect(recipe.sentence).not.toMatch(/\. /);
  });

  test('shares out all steps', () => {
    const stages = planStages(recipe, settings);
    expect(stages.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(stageBoundaries(stages, 1001).at(-1)).toBe(1001);
  });

  test('is described by what it trains on', () => {
    expect(new Set(description.needs)).toEqual(domainsOf(recipe));
    for (const { sources } of description.stages) {
      expect(sources.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12);
    }
  });
});

test('one shuffled pool leaves the shares to the sizes of the sets, but not where a fixed share is needed', () => {
  const pool = { ...settings, mix: { kind: 'concatenate' } } as const;
  const real = (name: 'mixed' | 'auxiliary-bn') => describeRecipe(name, pool).stages[0]?.sources[0];
  expect(real('mixed')).toEqual({ domain: 'real', share: null });
  expect(real('auxiliary-bn')).toEqual({ domain: 'real', share: 0.5 });
});

test('settings without the newer options take their defaults', () => {
  const { twoStage, mixup, ema, lossWeights } = trainingSettingsSchema.parse({ batchSize: 64 });
  expect(twoStage).toEqual({ first: 0.5, secondPeak: 0.5, headFirst: 0, mixup: 0.2 });
  expect([mixup, ema, lossWeights]).toEqual([0, undefined, undefined]);
});
