import type { Recipe } from './recipe.ts';

export const linearProbe: Recipe = {
  name: 'linear-probe',
  title: 'Linear probe',
  sentence:
    'Trains a new head on the real images and leaves the pretrained network as it is: how good its features already are.',
  stages: [{ title: 'Real images, head alone', batch: 'real', headOnly: true }],
  pretrained: 'needed',
};

export const fromScratch: Recipe = {
  name: 'from-scratch',
  title: 'From scratch',
  sentence: 'Real only without the pretrained weights: how much of the accuracy is owed to them.',
  stages: [{ title: 'Real images', batch: 'real' }],
  pretrained: 'never',
};
