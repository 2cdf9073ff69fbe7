import type { Recipe } from './recipe.ts';

export const syntheticOnly: Recipe = {
  name: 'synthetic-only',
  title: 'Synthetic only',
  sentence:
    'Trains on the synthetic images alone, and is tested on real ones: how much of the task they carry.',
  stages: [{ title: 'Synthetic images', batch: 'synthetic' }],
};
