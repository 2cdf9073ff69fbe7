import { expect, test } from 'vitest';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { missingOf, nextStep } from './next-step.ts';

const imageClass = (
  real: Partial<ImageClass['counts']['real']>,
  synthetic: Partial<ImageClass['counts']['synthetic']> = {},
): ImageClass => ({
  id: 1,
  name: 'cat',
  position: 0,
  commonName: null,
  phrase: null,
  prompts: 0,
  wanted: null,
  counts: {
    real: { train: 0, val: 0, test: 0, ...real },
    synthetic: { undecided: 0, keep: 0, reject: 0, ...synthetic },
    ood: 0,
  },
});

const syntheticSet: ImageSet = {
  id: 7,
  role: 'synthetic',
  name: 'made',
  origin: { kind: 'imported', label: 'made' },
  styleCoverage: 'unknown',
  createdAt: '2026-01-01T00:00:00Z',
  counts: { total: 10, train: 0, val: 0, test: 0, none: 10 },
};

test('the next step follows what is there', () => {
  const whole = imageClass({ train: 50, val: 10, test: 20 });
  expect(nextStep([], [], true).kind).toBe('wait');
  expect(nextStep([], [], false).kind).toBe('import-real');
  expect(nextStep([whole], [], false).kind).toBe('import-real');
  expect(nextStep([imageClass({ train: 5 }), imageClass({ train: 5 })], [], false).kind).toBe('import-real');
  expect(nextStep([whole, whole], [], false).kind).toBe('write-prompts');
  expect(nextStep([whole, { ...whole, prompts: 40 }], [], false)).toMatchObject({
    kind: 'generate',
    words: 'Real images and 40 prompts are ready.',
  });
  expect(nextStep([whole, whole], [syntheticSet], false).kind).toBe('train');
});

test('a review that was begun comes before training', () => {
  const begun = imageClass({ train: 50, val: 10, test: 20 }, { undecided: 3, keep: 1 });
  expect(nextStep([begun, begun], [syntheticSet], false)).toMatchObject({
    kind: 'review',
    setId: 7,
    undecided: 6,
  });
});

test('generated images come in undecided, and wait for a review', () => {
  const whole = imageClass({ train: 50, val: 10, test: 20 }, { undecided: 5 });
  const generated: ImageSet = {
    ...syntheticSet,
    id: 8,
    origin: { kind: 'generated', model: 'Starter', drawnWorld: true },
  };
  expect(nextStep([whole, whole], [syntheticSet], false).kind).toBe('train');
  expect(nextStep([whole, whole], [syntheticSet, generated], false)).toMatchObject({
    kind: 'review',
    setId: 8,
    undecided: 10,
  });
});

test('a class says what it lacks', () => {
  expect(missingOf(imageClass({}))).toEqual(['no real images']);
  expect(missingOf(imageClass({ train: 1, test: 4 }))).toEqual(['only 1 train image', 'no val images']);
  expect(missingOf(imageClass({ train: 50, val: 10, test: 20 }))).toEqual([]);
});
