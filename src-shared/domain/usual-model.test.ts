import { expect, test } from 'vitest';
import { usualModel, worldWarning } from './usual-model.ts';
import { usualVocabulary } from './vocabulary.ts';

const starter = { name: 'Starter', problem: null, vocabulary: 'drawn-world' } as const;
const added = { name: 'Stable Diffusion', problem: null, vocabulary: null } as const;
const newest = { name: 'Newest', problem: null, vocabulary: null } as const;
const broken = { name: 'Cut off', problem: 'A file is cut off.', vocabulary: null } as const;

test('a project of other images takes the newest model that was added, one of the drawn world its own', () => {
  const models = [starter, added, newest, broken];
  expect(usualModel(models, 'everyday')).toBe(newest);
  expect(usualModel(models, 'drawn-world')).toBe(starter);
});

test('where none fits, one that can be used is better than none', () => {
  expect(usualModel([starter, broken], 'everyday')).toBe(starter);
  expect(usualModel([broken, added], 'drawn-world')).toBe(added);
  expect(usualModel([broken], 'everyday')).toBeUndefined();
});

test('a model of the drawn world comes with a warning where the images are others', () => {
  const drawn = { kind: 'drawn', dataSet: 'menagerie', part: 'real', look: 'ink', seed: 1 } as const;
  const photographs = usualVocabulary([{ origin: { kind: 'imported', label: 'photos' } }]);
  expect(worldWarning(starter, photographs)).toContain('"Starter" knows the drawn tutorial world only');
  expect(worldWarning(added, photographs)).toBeNull();
  expect(worldWarning(starter, usualVocabulary([{ origin: drawn }]))).toBeNull();
  expect(worldWarning(added, 'drawn-world')).toBeNull();
});
