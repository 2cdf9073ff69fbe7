import { expect, test } from 'vitest';
import { evaluateRunSchema } from '../../../src-shared/domain/evaluation.ts';
import type { ImageSet } from '../../../src-shared/domain/image-set.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';
import { barsOf, figuresOf } from './figures.ts';
import { firstDraft, imagesOf, openingWords, requestOf } from './request.ts';

const reliability = {
  error: 0.1,
  nll: 1,
  bins: [
    { images: 0, confidence: null, accuracy: null },
    { images: 4, confidence: 0.8, accuracy: 0.75 },
  ],
};
const evaluation: Evaluation = {
  name: 'val',
  kind: 'val',
  setId: 1,
  styleCoverage: 'unknown',
  images: 4,
  top1: 0.75,
  meanPerClass: 0.7,
  top5: null,
  confusion: [],
  calibration: null,
  corruptions: null,
  features: [],
};

test('only what was measured has a figure', () => {
  expect(figuresOf(evaluation).map(({ title }) => title)).toEqual(['Top-1', 'Mean per class']);
  const tempered = { ...reliability, error: 0.05, temperature: 1.25 };
  const all = figuresOf({ ...evaluation, top5: 1, calibration: { predicted: reliability, tempered } });
  expect(all.map(({ title, value }) => `${title} ${value}`)).toEqual([
    'Top-1 75.0 %',
    'Top-5 100.0 %',
    'Mean per class 70.0 %',
    'Calibration error 10.0 %',
    'At temperature 1.25 5.0 %',
  ]);
  expect(all.at(-1)?.hint).toContain('these very images');
});

test('bins stand side by side from 0 to 1', () => {
  expect(barsOf(reliability)).toMatchObject([
    { from: 0, at: 0.25, to: 0.5, accuracy: null },
    { from: 0.5, at: 0.75, to: 1, accuracy: 0.75 },
  ]);
});

test('a draft becomes a request that the host takes', () => {
  const draft = firstDraft(3);
  expect(requestOf(7, draft)).toEqual({
    runId: 7,
    setId: 3,
    split: 'val',
    corruptions: false,
    linearProbe: false,
    leep: false,
  });
  const more = requestOf(7, { ...draft, neighbors: true, k: 5, networkId: 'starter' });
  expect(evaluateRunSchema.parse(more)).toMatchObject({ neighbors: 5, networkId: 'starter' });
  // Of a network nothing but its features is measured.
  expect(requestOf(7, { ...draft, networkId: 'starter' })).not.toHaveProperty('networkId');
});

test('opening sealed images is said beforehand', () => {
  const counts = { total: 9, train: 5, val: 3, test: 1, none: 0 };
  const set = { role: 'real', counts } as ImageSet;
  expect(openingWords(set, 'test')).toMatch(/sealed/);
  expect(openingWords(set, 'val')).toBeNull();
  expect(openingWords({ ...set, role: 'ood' }, 'val')).toMatch(/counts it/);
  expect(imagesOf(set, 'val')).toBe(3);
  expect(imagesOf({ ...set, role: 'synthetic' }, 'val')).toBe(9);
  expect(imagesOf(undefined, 'val')).toBe(0);
});
