import { expect, test } from 'vitest';
import { type RecipeName, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import type { NewRun } from '../project/queries/runs.ts';
import { experimentName } from './experiment-name.ts';

const run = (fields: Partial<NewRun> = {}) => ({
  experiment: 'first',
  recipe: 'mixed' as RecipeName,
  seed: 1,
  settings: trainingSettingsSchema.parse({}),
  realSetId: 1,
  images: { real: 10, synthetic: 20 },
  digests: { data: 'd', synthetic: 's' },
  totalSteps: 600,
  drawn: false,
  ...fields,
  syntheticSetIds: [...(fields.syntheticSetIds ?? [2, 3])],
  classNames: [...(fields.classNames ?? ['a', 'b'])],
});

const nameOf = (planned: NewRun, ...existing: ReturnType<typeof run>[]): string =>
  experimentName('first', [planned], existing);

test('a new name is kept', () => {
  expect(nameOf(run())).toBe('first');
  expect(nameOf(run(), run({ experiment: 'second' }))).toBe('first');
});

test('further seeds and recipes join an experiment', () => {
  expect(nameOf(run({ seed: 2, syntheticSetIds: [3, 2] }), run())).toBe('first');
  const baseline = { images: { real: 10, synthetic: 0 }, digests: { data: 'd', synthetic: 'none' } };
  expect(nameOf(run({ recipe: 'real-only', ...baseline }), run())).toBe('first');
});

test('what cannot be averaged with it gets a name of its own', () => {
  const settings = trainingSettingsSchema.parse({ batchSize: 64 });
  expect(nameOf(run(), run())).toBe('first (2)');
  expect(nameOf(run({ seed: 2, settings }), run())).toBe('first (2)');
  expect(nameOf(run({ seed: 2, realSetId: 7 }), run())).toBe('first (2)');
  expect(nameOf(run({ seed: 2, classNames: ['a', 'c'] }), run())).toBe('first (2)');
  expect(nameOf(run({ seed: 2, images: { real: 10, synthetic: 19 } }), run())).toBe('first (2)');
  expect(nameOf(run({ seed: 2, syntheticSetIds: [4] }), run())).toBe('first (2)');
  const otherReal = { digests: { data: 'e', synthetic: 's' } };
  expect(nameOf(run({ seed: 2, ...otherReal }), run())).toBe('first (2)');
  expect(nameOf(run({ recipe: 'synthetic-only', ...otherReal }), run())).toBe('first (2)');
  expect(nameOf(run({ seed: 2, digests: { data: 'd', synthetic: 't' } }), run())).toBe('first (2)');
  expect(nameOf(run(), run(), run({ experiment: 'first (2)' }))).toBe('first (3)');
});
