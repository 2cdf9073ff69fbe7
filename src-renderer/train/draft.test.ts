import { expect, test } from 'vitest';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { emptyDraft, firstDraft, readSeeds, requestOf, withNetwork, withoutGoneSets } from './draft.ts';

test('seeds are typed as a list or a range', () => {
  expect(readSeeds('1, 2, 3')).toEqual([1, 2, 3]);
  expect(readSeeds('1-4 9')).toEqual([1, 2, 3, 4, 9]);
  expect(readSeeds('7, 7')).toEqual([7]);
  expect(readSeeds('')).toBeNull();
  expect(readSeeds('1, two')).toBeNull();
  expect(readSeeds('5-1')).toBeNull();
  expect(readSeeds('1-99')).toBeNull();
});

const set = (id: number, role: ImageSet['role']): ImageSet => ({
  id,
  role,
  name: `Set ${id}`,
  origin: { kind: 'imported', label: '' },
  styleCoverage: 'unknown',
  createdAt: '2026-01-01T00:00:00Z',
  counts: { total: 10, train: 5, val: 2, test: 3, none: 0 },
});

test('the first draft takes what the project has', () => {
  const draft = firstDraft('p', 'Cats', [set(1, 'real'), set(2, 'synthetic'), set(3, 'ood')]);
  expect(draft).toMatchObject({ realSetId: 1, syntheticSetIds: [2], oodSetIds: [3] });
  expect(draft.recipes).toEqual(['real-only', 'synthetic-only', 'mixed']);
  expect(firstDraft('p', 'Cats', [set(1, 'real')]).recipes).toEqual(['real-only']);
});

test('a draft says everything that it lacks, then becomes a request', () => {
  expect(requestOf(emptyDraft)).toEqual({ problems: ['Choose a real set.', 'Give the experiment a name.'] });
  const draft = firstDraft('p', 'Cats', [set(1, 'real')]);
  expect(requestOf({ ...draft, seeds: 'x' })).toHaveProperty('problems');
  const settings = { ...draft.settings, batchSize: 1 };
  expect(requestOf({ ...draft, settings })).toEqual({ problems: ['Batch: at least 2.'] });
  expect(requestOf(draft)).toMatchObject({ request: { name: 'Cats', seeds: [1, 2, 3], realSetId: 1 } });
});

test('a network that is started from is what is trained, at its own size', () => {
  const { settings } = emptyDraft;
  const imported = { id: 'a', architecture: 'imported', imageSize: 224 };
  expect(withNetwork(settings, imported)).toEqual({
    pretrained: 'a',
    architecture: 'imported',
    imageSize: 224,
    schedule: { kind: 'one-cycle', peak: 0.01, warmup: 0.1 },
  });
  const chosen = { ...settings, schedule: { ...settings.schedule, peak: 0.05 } };
  expect(withNetwork(chosen, imported)).not.toHaveProperty('schedule');
  // A size that training does not allow stays as it was.
  expect(withNetwork(settings, { ...imported, imageSize: 8 })).not.toHaveProperty('imageSize');
});

test('without a network weights are drawn, of an architecture that can be built', () => {
  const { settings } = emptyDraft;
  const drawn = withNetwork({ ...settings, architecture: 'imported', pretrained: 'a' }, null);
  expect(drawn).toEqual({ pretrained: undefined, architecture: 'cifar-resnet' });
  expect(withNetwork({ ...settings, architecture: 'resnet-18' }, null).architecture).toBe('resnet-18');
});

test('sets that were removed leave the draft', () => {
  const sets = [set(1, 'real'), set(2, 'synthetic'), set(3, 'synthetic'), set(4, 'ood')];
  const draft = firstDraft('p', 'Cats', sets);
  expect(withoutGoneSets(draft, sets)).toBeNull();
  expect(withoutGoneSets(draft, [set(1, 'real'), set(3, 'synthetic')])).toEqual({
    realSetId: 1,
    syntheticSetIds: [3],
    oodSetIds: [],
  });
  expect(withoutGoneSets(draft, sets.slice(1))).toMatchObject({ realSetId: null, syntheticSetIds: [2, 3] });
});
