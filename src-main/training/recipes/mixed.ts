import type { Recipe } from './recipe.ts';

/** Real and synthetic images in every batch, each image counting the same. */
export const mixed: Recipe = {
  name: 'mixed',
  stages: [
    { title: 'Real and synthetic images', share: 1, batch: 'mixed', lossWeights: { real: 1, synthetic: 1 } },
  ],
};
