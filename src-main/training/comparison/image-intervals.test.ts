import { expect, test } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';
import { createImageIntervals } from './image-intervals.ts';
import { hashSeed } from '../../../src-shared/random.ts';

const IMAGES = 300;

/** Image 10 i is told by the evaluations whose id divides i; evaluation 5 has no prediction of the first image. */
const hitsOf = (evaluationId: number) => {
  const all = Array.from({ length: IMAGES }, (_, i) => i).slice(evaluationId === 5 ? 1 : 0);
  return {
    imageIds: Int32Array.from(all, (i) => i * 10),
    hits: Uint8Array.from(all, (i) => Number(i % evaluationId === 0)),
  };
};

function intervals() {
  const loads: number[] = [];
  const begin = createImageIntervals((evaluationId) => {
    loads.push(evaluationId);
    return Promise.resolve(hitsOf(evaluationId));
  });
  return { loads, begin };
}

test('images are paired, seeds and generations averaged', async () => {
  const { begin } = intervals();
  const compared = { name: 'test', own: [[2], [3, 5]], baseline: [[7], [4]] };
  const hit = (i: number, id: number) => Number(i % id === 0);
  const differences = Array.from({ length: IMAGES - 1 }, (_, at) => {
    const i = at + 1;
    const own = (hit(i, 2) + (hit(i, 3) + hit(i, 5)) / 2) / 2;
    return own - (hit(i, 7) + hit(i, 4)) / 2;
  });
  expect(await begin()(compared)).toEqual(
    bootstrapMean(differences, { seed: hashSeed('test images', 'test') }),
  );
});

test('predictions are loaded once, and an interval that is known not again', async () => {
  const { loads, begin } = intervals();
  const measure = begin();
  const first = { name: 'test', own: [[2]], baseline: [[7]] };
  const found = await Promise.all([measure(first), measure({ ...first, own: [[3]] })]);
  expect(new Set(loads)).toEqual(new Set([2, 3, 7]));
  expect(loads).toHaveLength(3);
  expect(await begin()(first)).toEqual(found[0]);
  expect(loads).toHaveLength(3);
  // An evaluation that took the place of another is another one.
  expect(await begin()({ ...first, own: [[4]] })).not.toEqual(found[0]);
});

test('evaluations without a common image have no interval', async () => {
  const begin = createImageIntervals((id) =>
    Promise.resolve({ imageIds: Int32Array.of(id), hits: Uint8Array.of(1) }),
  );
  expect(await begin()({ name: 'test', own: [[1]], baseline: [[2]] })).toBeNull();
});
