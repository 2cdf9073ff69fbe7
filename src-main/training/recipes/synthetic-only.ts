import type { Recipe } from './recipe.ts';

/** Synthetic images alone; validated and tested on real ones like every other recipe. */
export const syntheticOnly: Recipe = {
  name: 'synthetic-only',
  stages: [
    { title: 'Synthetic images', share: 1, batch: 'synthetic', lossWeights: { real: 0, synthetic: 1 } },
  ],
};
