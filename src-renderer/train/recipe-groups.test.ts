import { expect, test } from 'vitest';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import { recipeSchema, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { missingFor, recipeGroups, stageLines } from './recipe-groups.ts';

const settings = trainingSettingsSchema.parse({});
const budget = { kind: 'steps', steps: 601 } as const;

test('every recipe stands in one group', () => {
  const grouped = recipeGroups.flatMap(({ recipes }) => recipes);
  expect(grouped.toSorted()).toEqual(recipeSchema.options.toSorted());
});

test('what a recipe lacks is named with the place where it is chosen', () => {
  const missing = (
    name: Parameters<typeof describeRecipe>[0],
    syntheticSetIds: number[],
    pretrained?: string,
  ) => missingFor(describeRecipe(name, settings), { syntheticSetIds, settings: { ...settings, pretrained } });
  expect(missing('real-only', [])).toBeNull();
  expect(missing('bridged', [])).toBe('Needs a synthetic set: choose one under Data.');
  expect(missing('bridged', [2])).toBeNull();
  expect(missing('linear-probe', [2])).toBe('Needs a pretrained network: choose one under Model.');
  expect(missing('from-scratch', [2], 'a')).toBeNull();
});

test('stages are told with what they take of the budget', () => {
  const lines = (twoStage: object) => {
    const changed = trainingSettingsSchema.parse({ twoStage });
    return stageLines(describeRecipe('bridged++', changed).stages, budget);
  };
  expect(lines({})).toEqual([
    'Synthetic images, Mixup, alpha 0.2, 301 steps',
    'Real images, new head, 300 steps, peak rate × 0.5',
  ]);
  expect(lines({ headFirst: 0.1 })).toHaveLength(3);
  expect(stageLines(describeRecipe('mixed', settings).stages, budget)).toEqual([]);
  expect(stageLines(describeRecipe('bridged', settings).stages, { kind: 'real-epochs', epochs: 3 })).toEqual([
    'Synthetic images, 50 % of the steps',
    'Real images, 50 % of the steps, peak rate × 0.5',
  ]);
});
