import { expect, test } from 'vitest';
import type { ClipModel, ScoringState, Threshold } from '../../../src-shared/domain/score.ts';
import { thresholdRule } from '../../../src-shared/domain/score.ts';
import {
  placeWords,
  sameThresholds,
  setThreshold,
  thresholdsOf,
  useFilter,
  valueAt,
  withValue,
} from './draft.ts';
import { scoringRequest, startWords } from './scoring-form.ts';

const general = { classId: null, origin: null };
const crane = { classId: 1, origin: null };
const stylizedCrane = { classId: 1, origin: 'stylized' } as const;

test('the most specific threshold counts', () => {
  const thresholds: Threshold[] = [
    { ...general, value: 0.3 },
    { ...crane, value: 0.5 },
    { classId: null, origin: 'stylized', value: 0.1 },
  ];
  const rule = thresholdRule(thresholds, 10);
  expect([rule(1, 'stylized'), rule(1, null), rule(2, 'stylized'), rule(2, 'plain')]).toEqual([
    0.5, 0.5, 0.1, 0.3,
  ]);
  expect(thresholdRule(withValue(thresholds, stylizedCrane, 0), 10)(1, 'stylized')).toBe(0);
  expect(thresholdRule([], 8)(1, null)).toBe(0.125);
  expect(thresholdRule([], 0)(1, null)).toBe(1);
});

test('a threshold is set, changed and taken away again', () => {
  const one = withValue([], crane, 0.4);
  expect(valueAt(one, crane)).toBe(0.4);
  expect(valueAt(one, general)).toBeNull();
  const two = withValue(withValue(one, general, 0.2), crane, 0.6);
  expect(two).toHaveLength(2);
  expect(sameThresholds(two, two.toReversed())).toBe(true);
  expect(sameThresholds(two, one)).toBe(false);
  expect(withValue(two, crane, null)).toEqual([{ ...general, value: 0.2 }]);
});

test('a draft that is as applied again is none', () => {
  useFilter.setState({ draft: null, applied: [{ ...general, value: 0.2 }] });
  setThreshold(general, 0.3);
  expect(thresholdsOf(useFilter.getState())).toEqual([{ ...general, value: 0.3 }]);
  setThreshold(general, 0.2);
  expect(useFilter.getState().draft).toBeNull();
});

test('a place is named', () => {
  expect(placeWords(null, null, '')).toBe('every class');
  expect(placeWords('crane', null, '')).toBe('crane');
  expect(placeWords(null, 'stylized', 'Stylized')).toBe('stylized');
  expect(placeWords('crane', 'stylized', 'Stylized')).toBe('crane, stylized');
});

const models = [
  { id: 'starter', problem: null, vocabulary: 'drawn-world' },
  { id: 'mine', problem: null, vocabulary: null },
  { id: 'broken', problem: 'It is cut off.', vocabulary: null },
] as ClipModel[];
const form = { modelId: null, templates: null };
const state: ScoringState = { images: 480, scored: 0, stale: 0, reasons: [], warnings: [], latest: null };
const scored: ScoringState = {
  ...state,
  scored: 480,
  latest: {
    scoringId: 1,
    modelId: 'starter',
    model: 'Starter',
    templates: ['a drawing of {a phrase}'],
    logitScale: 100,
    scoredAt: '',
  },
};

test('the form asks for what was asked for last, else for the model that fits', () => {
  expect(scoringRequest(form, models, state, [3], 'everyday').modelId).toBe('mine');
  expect(scoringRequest(form, models, scored, [3], 'everyday').modelId).toBe('starter');
  expect(scoringRequest(form, models, state, [3], 'drawn-world')).toEqual({
    modelId: 'starter',
    templates: ['a photo of {a phrase}'],
    setIds: [3],
  });
  expect(scoringRequest(form, models, scored, undefined, 'drawn-world').templates).toEqual([
    'a drawing of {a phrase}',
  ]);
  const typed = { modelId: 'broken', templates: ' {phrase} \n\n a {class}' };
  expect(scoringRequest(typed, models, scored, undefined, 'drawn-world')).toMatchObject({
    modelId: 'broken',
    templates: ['{phrase}', 'a {class}'],
  });
  expect(scoringRequest(form, [], state, undefined, 'everyday').modelId).toBe('');
});

test('the button says what there is to do', () => {
  const request = (of: ScoringState, fields = {}) =>
    scoringRequest({ ...form, ...fields }, models, of, undefined, 'drawn-world');
  const words = (of: ScoringState, fields = {}) => startWords(of, request(of, fields));
  expect(words(state)).toBe('Score 480 images');
  expect(words(scored)).toBeNull();
  expect(words({ ...scored, scored: 360 })).toBe('Score 120 more');
  expect(words({ ...scored, scored: 360, stale: 1 })).toBe('Score 121 images again');
  expect(words(scored, { templates: '{phrase}' })).toBe('Score 480 images with these');
});
