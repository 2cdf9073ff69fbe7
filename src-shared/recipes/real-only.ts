import type { Recipe } from './recipe.ts';

export const realOnly: Recipe = {
  name: 'real-only',
  title: 'Real only',
  sentence:
    'Trains on the real training images alone: the baseline that every other recipe is compared with.',
  stages: [{ title: 'Real images', batch: 'real' }],
};
