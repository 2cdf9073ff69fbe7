import { describe, expect, test } from 'vitest';
import { type TrainingSettings, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import type { Recipe } from '../../src-shared/recipes/recipe.ts';
import { planStages } from '../../src-shared/recipes/stages.ts';
import { compositionOf, presentedPerBatch, totalStepsOf } from './budget.ts';

const pools = { real: 1000, synthetic: 3000 };
const settings = (overrides: Partial<TrainingSettings>): TrainingSettings => ({
  ...trainingSettingsSchema.parse({ batchSize: 100 }),
  ...overrides,
});

test('equal steps are the same for every recipe', () => {
  const equal = settings({ budget: { kind: 'steps', steps: 321 } });
  for (const recipe of Object.values(recipes)) expect(totalStepsOf(recipe, equal, pools)).toBe(321);
});

describe('equal presentations of real images', () => {
  const budget = { kind: 'real-epochs', epochs: 3 } as const;
  const real = (recipe: Recipe, used: TrainingSettings): number =>
    totalStepsOf(recipe, used, pools) *
    planStages(recipe, used).reduce(
      (sum, stage) => sum + stage.share * presentedPerBatch(compositionOf(stage.batch, used), pools).real,
      0,
    );

  test.each([
    { recipe: 'real-only', mix: { kind: 'concatenate' }, steps: 30 },
    { recipe: 'mixed', mix: { kind: 'share', real: 0.5 }, steps: 60 },
    { recipe: 'mixed', mix: { kind: 'share', real: 0.25 }, steps: 120 },
    { recipe: 'mixed', mix: { kind: 'concatenate' }, steps: 120 },
    { recipe: 'auxiliary-bn', mix: { kind: 'concatenate' }, steps: 60 },
    { recipe: 'bridged', mix: { kind: 'concatenate' }, steps: 60 },
    { recipe: 'real-to-real', mix: { kind: 'concatenate' }, steps: 30 },
  ] as const)('$recipe, $mix', ({ recipe, mix, steps }) => {
    const used = settings({ budget, mix });
    expect(totalStepsOf(recipes[recipe], used, pools)).toBe(steps);
    expect(real(recipes[recipe], used)).toBeCloseTo(3000, 9);
  });

  test('without real images there are as many steps as with real images only', () => {
    expect(totalStepsOf(recipes['synthetic-only'], settings({ budget }), pools)).toBe(30);
  });

  test('a part of an epoch is rounded up to whole steps, at least one', () => {
    const tiny = settings({ budget: { kind: 'real-epochs', epochs: 0.01 } });
    expect(totalStepsOf(recipes['real-only'], tiny, pools)).toBe(1);
  });
});

test('a share always leaves one image of each domain in a batch', () => {
  const small = settings({ batchSize: 4, mix: { kind: 'share', real: 0.01 } });
  expect(compositionOf('mixed', small)).toEqual({ kind: 'fixed-share', real: 1, synthetic: 3 });
});
