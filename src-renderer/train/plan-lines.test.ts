import { expect, test } from 'vitest';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { planLines } from './plan-lines.ts';

test('a plan names what is trained, and beside that only what is not as usual', () => {
  const request = trainRequestSchema.parse({
    name: 'Cats',
    realSetId: 1,
    recipes: ['real-only', 'bridged++'],
    seeds: [1, 2, 3, 4, 5],
    settings: { shots: 16, mixup: 0.2, pretrained: 'a', architecture: 'resnet-18', imageSize: 224 },
  });
  expect(
    planLines(request, [{ id: 'a', name: 'My network' }]).map(({ name, words }) => `${name}: ${words}`),
  ).toEqual([
    'Recipes: Real only, Bridged++',
    'Seeds: 1-5',
    'Data: at most 16 real images a class',
    'Model: ResNet-18, from My network, 224 × 224 px',
    'Budget: 600 steps, batches of 128',
    'Regularisation: Pad, crop and flip, Mixup 0.2',
    'Optimizer: SGD, One cycle, peak 0.1',
    'Engine: ONNX Runtime on the CPU',
  ]);
});
