import { expect, test } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';
import { createImageIntervals } from './image-intervals.ts';
import { hashSeed } from '../../../src-shared/random.ts';

const IMAGES = 300;

/** Image 10 i is told by the runs whose id divides i; run 5 has no prediction of the first image. */
const hitsOf = (runId: number) => {
  const all = Array.from({ length: IMAGES }, (_, i) => i).slice(runId === 5 ? 1 : 0);
  return {
    imageIds: Int32Array.from(all, (i) => i * 10),
    hits: Uint8Array.from(all, (i) => Number(i % runId === 0)),
  };
};

function intervals() {
  const loads: number[] = [];
  const begin = createImageIntervals(({ runId }) => {
    loads.push(runId);
    return Promise.resolve(hitsOf(runId));
  });
  return { loads, begin };
}

test('images are paired, seeds and generations averaged', async () => {
  const { begin } = intervals();
  const runs = { evaluation: 'test', own: [[2], [3, 5]], baseline: [[7], [4]] };
  const hit = (i: number, runId: number) => Number(i % runId === 0);
  const differences = Array.from({ length: IMAGES - 1 }, (_, at) => {
    const i = at + 1;
    const own = (hit(i, 2) + (hit(i, 3) + hit(i, 5)) / 2) / 2;
    return own - (hit(i, 7) + hit(i, 4)) / 2;
  });
  expect(await begin()(runs)).toEqual(bootstrapMean(differences, { seed: hashSeed('test images', 'test') }));
});

test('predictions are loaded once, and an interval that is known not again', async () => {
  const { loads, begin } = intervals();
  const measure = begin();
  const first = { evaluation: 'test', own: [[2]], baseline: [[7]] };
  const found = await Promise.all([measure(first), measure({ ...first, own: [[3]] })]);
  expect(new Set(loads)).toEqual(new Set([2, 3, 7]));
  expect(loads).toHaveLength(3);
  expect(await begin()(first)).toEqual(found[0]);
  expect(loads).toHaveLength(3);
});

test('runs without a common image have no interval', async () => {
  const begin = createImageIntervals(({ runId }) =>
    Promise.resolve({ imageIds: Int32Array.of(runId), hits: Uint8Array.of(1) }),
  );
  expect(await begin()({ evaluation: 'test', own: [[1]], baseline: [[2]] })).toBeNull();
});
