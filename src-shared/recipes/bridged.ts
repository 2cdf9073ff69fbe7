import type { Recipe } from './recipe.ts';

/** Is Synthetic Image Useful for Transfer Learning? (arXiv 2403.19866) */
export const bridged: Recipe = {
  name: 'bridged',
  title: 'Bridged',
  sentence: 'Trains on the synthetic images first and then on the real ones, which have the last word.',
  stages: [
    { title: 'Synthetic images', batch: 'synthetic' },
    { title: 'Real images', batch: 'real' },
  ],
};

/** The same paper: what synthetic images teach helps the features and harms the head. */
export const bridgedPlusPlus: Recipe = {
  name: 'bridged++',
  title: 'Bridged++',
  sentence:
    'Bridged, with Mixup on the synthetic images and a new classifier head for the real ones: keeps the features and drops the head that synthetic images made.',
  stages: [
    { title: 'Synthetic images, Mixup', batch: 'synthetic', mixup: true },
    { title: 'Real images, new head', batch: 'real', newHead: true },
  ],
};

/** What two stages, Mixup and a new head do without any synthetic image. */
export const realToReal: Recipe = {
  name: 'real-to-real',
  title: 'Real → real',
  sentence:
    'The control of bridged++: the same two stages, Mixup and new head, with real images in both, so that what remains is owed to synthetic images.',
  stages: [
    { title: 'Real images, Mixup', batch: 'real', mixup: true },
    { title: 'Real images, new head', batch: 'real', newHead: true },
  ],
};
