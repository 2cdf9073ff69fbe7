import type { Recipe } from './recipe.ts';

/** The baseline: real training images alone. */
export const realOnly: Recipe = {
  name: 'real-only',
  stages: [{ title: 'Real images', share: 1, batch: 'real', lossWeights: { real: 1, synthetic: 0 } }],
};
