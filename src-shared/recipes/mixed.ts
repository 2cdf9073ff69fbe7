import type { Recipe } from './recipe.ts';

export const mixed: Recipe = {
  name: 'mixed',
  title: 'Mixed',
  sentence: 'Trains on real and synthetic images together.',
  stages: [{ title: 'Real and synthetic images', batch: 'mixed' }],
};
