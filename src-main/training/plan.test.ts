import { describe, expect, test } from 'vitest';
import { createRandom, shuffled } from '../../src-shared/random.ts';
import { planRuns } from './plan.ts';
import { sampleCandidates, sampleRequest } from './testing/candidates.ts';

const idsOf = (images: readonly { imageId: number }[]): number[] => images.map(({ imageId }) => imageId);

describe('planning a request', () => {
  const runs = planRuns(sampleRequest(), sampleCandidates());

  test('is every recipe at every seed, seed by seed', () => {
    expect(runs.map(({ seed, recipe }) => `${seed} ${recipe}`)).toEqual([
      '1 real-only',
      '1 synthetic-only',
      '1 mixed',
      '2 real-only',
      '2 synthetic-only',
      '2 mixed',
      '3 real-only',
      '3 synthetic-only',
      '3 mixed',
    ]);
  });

  test('gives a recipe only the images it trains on', () => {
    expect(runs.slice(0, 3).map(({ real, synthetic }) => [real.length, synthetic.length])).toEqual([
      [30, 0],
      [0, 36],
      [30, 36],
    ]);
    expect(new Set(runs.map(({ val }) => val.length))).toEqual(new Set([12]));
  });

  test('numbers the labels by class order and masks nothing out of the test', () => {
    expect(runs[0]?.classNames).toEqual(['crane', 'kite', 'mouse']);
    expect(runs[0]?.evaluations.map(({ name, kind, images }) => [name, kind, images.length])).toEqual([
      ['test', 'test', 15],
      ['art', 'ood', 12],
    ]);
    expect(new Set(runs[0]?.evaluations[1]?.images.map(({ label }) => label))).toEqual(new Set([0, 1]));
  });

  test('does not depend on the order of import', () => {
    const candidates = sampleCandidates();
    const images = shuffled(candidates.images, createRandom(5));
    expect(planRuns(sampleRequest(), { ...candidates, images })).toEqual(runs);
  });
});

describe('few-shot', () => {
  const runs = planRuns(sampleRequest({ settings: { batchSize: 4, shots: 3 } }), sampleCandidates());

  test('takes that many real images of each class', () => {
    const perClass = [0, 1, 2].map((label) => runs[0]?.real.filter((image) => image.label === label).length);
    expect(perClass).toEqual([3, 3, 3]);
  });

  test('shares them between the recipes of a seed and draws anew for the next seed', () => {
    const [realOnly, , mixed, nextSeed] = runs;
    expect(idsOf(mixed?.real ?? [])).toEqual(idsOf(realOnly?.real ?? []));
    expect(idsOf(nextSeed?.real ?? [])).not.toEqual(idsOf(realOnly?.real ?? []));
  });
});

describe('what takes part', () => {
  test('classes that the real set lacks do not', () => {
    const base = sampleCandidates([
      { part: 'synthetic', classId: 99 },
      { part: 'ood', classId: 99 },
    ]);
    const candidates = { ...base, classes: [{ id: 99, name: 'zebra' }, ...base.classes] };
    const [run] = planRuns(sampleRequest({ recipes: ['mixed'] }), candidates);
    expect(run?.classNames).toEqual(['crane', 'kite', 'mouse']);
    expect(run?.synthetic).toHaveLength(36);
  });

  test('without validation images the last weights are chosen', () => {
    const base = sampleCandidates();
    const images = base.images.filter(({ part }) => part !== 'val');
    expect(planRuns(sampleRequest(), { ...base, images })[0]?.settings.choose).toBe('last');
  });

  test('an OOD set called "test" keeps a name of its own', () => {
    const base = sampleCandidates();
    const sets = base.sets.map((set) => (set.role === 'ood' ? { ...set, name: 'test' } : set));
    const [run] = planRuns(sampleRequest(), { ...base, sets });
    expect(run?.evaluations.map(({ name }) => name)).toEqual(['test', 'test (2)']);
  });
});
