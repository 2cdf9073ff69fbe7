import { describe, expect, test } from 'vitest';
import { trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { planSteps } from './stages.ts';

const pool = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ imageIndex: from + i, label: i % 2 }));

const pools = { real: pool(0, 20), synthetic: pool(100, 50) };
const settings = trainingSettingsSchema.parse({ batchSize: 10 });
const plan = (recipe: 'real-only' | 'synthetic-only' | 'mixed', seed = 1) =>
  planSteps({ recipe, seed, settings, totalSteps: 40 }, pools);

describe('the steps of a run', () => {
  test('show the real images in the same order and augmentation under every recipe of a seed', () => {
    const real = (recipe: 'real-only' | 'mixed', steps: number) => {
      const { batches } = plan(recipe);
      return Array.from({ length: steps }, (_, step) => batches.itemsAt(step))
        .flat()
        .filter(({ domain }) => domain === 'real')
        .map(({ imageIndex, augmentationSeed }) => [imageIndex, augmentationSeed]);
    };
    expect(real('mixed', 8)).toEqual(real('real-only', 4));
  });

  test('differ between seeds', () => {
    expect(plan('real-only', 2).batches.itemsAt(0)).not.toEqual(plan('real-only', 1).batches.itemsAt(0));
  });

  test('are the same however often they are asked for', () => {
    const first = plan('mixed');
    for (let step = 0; step < 10; step++) first.batches.itemsAt(step);
    expect(plan('mixed').batches.itemsAt(9)).toEqual(first.batches.itemsAt(9));
  });

  test('pass once through the schedule', () => {
    const { learningRateAt } = plan('mixed');
    expect(learningRateAt(0)).toBeCloseTo(settings.schedule.peak / 25, 12);
    expect(learningRateAt(3)).toBeCloseTo(settings.schedule.peak, 12);
    expect(learningRateAt(39)).toBeCloseTo(settings.schedule.peak / 25e4, 12);
  });
});
