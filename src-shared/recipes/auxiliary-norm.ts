import type { Recipe } from './recipe.ts';

/** Diversify, Don't Fine-Tune (arXiv 2312.02253); the form is AdvProp's and timm's SplitBatchNorm. */
export const auxiliaryNorm: Recipe = {
  name: 'auxiliary-bn',
  title: 'Auxiliary batch norm',
  sentence:
    'Mixes, but synthetic images go through batch-norm layers of their own, so that their look does not shift what real images are normalised by.',
  stages: [{ title: 'Real and synthetic images', batch: 'halves' }],
  auxiliaryNorm: 'all',
  lossWeights: { real: 0.5, synthetic: 0.5 },
};

/** Ablation: which half of the second batch norm matters. */
export const auxiliaryAffine: Recipe = {
  ...auxiliaryNorm,
  name: 'auxiliary-bn-affine',
  title: 'Auxiliary batch norm, affine only',
  sentence:
    'The control of auxiliary batch norm in which synthetic images have a scale and shift of their own, but share the statistics.',
  auxiliaryNorm: 'affine',
};

/** Ablation: the other half. */
export const auxiliaryStatistics: Recipe = {
  ...auxiliaryNorm,
  name: 'auxiliary-bn-statistics',
  title: 'Auxiliary batch norm, statistics only',
  sentence:
    'The control of auxiliary batch norm in which synthetic images have statistics of their own, but share scale and shift.',
  auxiliaryNorm: 'statistics',
};
