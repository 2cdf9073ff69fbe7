import { expect, test } from 'vitest';
import { trainingSettingsSchema, type RecipeName } from '../../src-shared/domain/training.ts';
import { changesOf, cloneOf, seedsInWords } from './clone.ts';

const settings = trainingSettingsSchema.parse({ batchSize: 64 });
const run = (recipe: RecipeName, seed: number, syntheticSetIds: number[] = [], experiment = 'Cats') => ({
  experiment,
  recipe,
  seed,
  settings,
  realSetId: 1,
  syntheticSetIds,
  evaluations: [],
});
const sets = [
  { id: 1, role: 'real', name: 'Photos' },
  { id: 2, role: 'synthetic', name: 'Generated' },
  { id: 3, role: 'synthetic', name: 'Unused' },
  { id: 4, role: 'ood', name: 'Sketches' },
] as const;
const all = [
  run('real-only', 1),
  run('mixed', 1, [2]),
  run('mixed', 2, [2, 9]),
  run('mixed', 1, [3], 'Dogs'),
];

test('a run is cloned with the sets of its experiment that are still there', () => {
  const draft = cloneOf([run('real-only', 1)], all, sets);
  expect(draft).toMatchObject({
    name: 'Cats',
    recipes: ['real-only'],
    seeds: '1',
    realSetId: 1,
    syntheticSetIds: [2],
    oodSetIds: [4],
    settings: { batchSize: 64 },
  });
  expect(draft.clonedFrom?.title).toBe('Cats: Real only, seed 1');
});

test('several runs are cloned together', () => {
  const draft = cloneOf([run('mixed', 2, [2]), run('mixed', 1, [2])], all, sets);
  expect(draft).toMatchObject({ recipes: ['mixed'], seeds: '1, 2' });
  expect(draft.clonedFrom?.title).toBe('Cats: Mixed, seeds 1, 2');
});

test('a real set that is gone has to be chosen anew', () => {
  expect(cloneOf([run('mixed', 1, [2])], all, []).realSetId).toBeNull();
});

test('seeds are written as they would be typed', () => {
  expect(seedsInWords([3, 1, 2])).toBe('1, 2, 3');
  expect(seedsInWords([1, 2, 3, 4, 5])).toBe('1-5');
  expect(seedsInWords([1, 2, 4, 5])).toBe('1, 2, 4, 5');
});

test('what was changed since is listed', () => {
  const cloned = { ...cloneOf([run('mixed', 1, [2])], all, sets), projectId: 'p' };
  const from = cloned.clonedFrom;
  if (!from) throw new Error('It does not say what it was cloned from.');
  expect(changesOf(cloned, from, [], sets)).toEqual([]);
  const changed = {
    ...cloned,
    seeds: '1-3',
    recipes: ['mixed', 'bridged'] as const,
    syntheticSetIds: [2, 3],
    settings: { ...settings, mixup: 0.2, shots: 16, nearDuplicates: 'keep' as const },
  };
  expect(changesOf(changed, from, [], sets)).toEqual([
    'Recipes: Mixed, Bridged, was Mixed',
    'Seeds: 1-3, was 1',
    'Synthetic sets: Generated, Unused, was Generated',
    'Real images for each class: 16, was all',
    'Near-duplicates: kept, was left out',
    'Mixup: 0.2, was off',
  ]);
});
