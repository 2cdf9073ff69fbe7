import { expect, test } from 'vitest';
import { type RecipeName, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { neighboursOf } from './neighbours.ts';

const usual = trainingSettingsSchema.parse({});
const sets = [
  { id: 1, name: 'Photos' },
  { id: 2, name: 'Generated' },
];

const run = (
  id: number,
  experiment: string,
  recipe: RecipeName,
  changes: { batchSize?: number; syntheticSetIds?: number[] } = {},
) => ({
  id,
  experiment,
  recipe,
  seed: 1,
  settings: { ...usual, batchSize: changes.batchSize ?? usual.batchSize },
  realSetId: 1,
  syntheticSetIds: changes.syntheticSetIds ?? [],
});

test('a run is compared with the same recipe of the experiments beside its own, and only with those', () => {
  const runs = [
    run(1, 'first', 'mixed', { batchSize: 32 }),
    run(2, 'before', 'real-only', { batchSize: 16 }),
    run(3, 'before', 'mixed', { batchSize: 64, syntheticSetIds: [2] }),
    run(4, 'own', 'mixed'),
    run(5, 'after', 'real-only'),
  ];
  expect(neighboursOf(runs[3]!, runs, [], sets)).toEqual([
    { experiment: 'after', changes: [] },
    { experiment: 'before', changes: ['Synthetic sets: none, was Generated', 'Batch: 128, was 64'] },
  ]);
});

test('the only experiment has none beside it', () => {
  const only = run(1, 'own', 'mixed');
  expect(neighboursOf(only, [only], [], sets)).toEqual([]);
});
