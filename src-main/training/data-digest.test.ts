import { expect, test } from 'vitest';
import type { Part } from './candidates.ts';
import { dataDigests, EMPTY_DIGEST } from './data-digest.ts';
import { sampleCandidates } from './testing/candidates.ts';

const plain = dataDigests(sampleCandidates());

test('the order and the ids of the pictures do not matter', () => {
  const { images, ...rest } = sampleCandidates();
  const moved = images.toReversed().map((image) => ({ ...image, id: image.id + 1000 }));
  expect(dataDigests({ ...rest, images: moved })).toEqual(plain);
});

test.each(['train', 'val', 'test', 'ood'] as const)('another picture in %s is other data', (part: Part) => {
  const more = dataDigests(sampleCandidates([{ part, classId: 11 }]));
  expect(more.data).not.toBe(plain.data);
  expect(more.synthetic).toBe(plain.synthetic);
});

test('a picture of another content or class, or in another part, is other data', () => {
  const { images, ...rest } = sampleCandidates();
  const [first, ...others] = images;
  const data = [{ contentHash: 'other' }, { classId: 12 }, { part: 'test' as const }].map(
    (change) => dataDigests({ ...rest, images: [{ ...first!, ...change }, ...others] }).data,
  );
  expect(new Set([plain.data, ...data]).size).toBe(4);
});

test('synthetic pictures are told apart on their own, and those that take no part do not count', () => {
  const more = dataDigests(sampleCandidates([{ part: 'synthetic', classId: 11 }]));
  expect(more.data).toBe(plain.data);
  expect(more.synthetic).not.toBe(plain.synthetic);
  expect(dataDigests(sampleCandidates([{ part: 'ood', classId: 99 }]))).toEqual(plain);
  const { images, ...rest } = sampleCandidates();
  const none = images.filter(({ part }) => part !== 'synthetic');
  expect(dataDigests({ ...rest, images: none }).synthetic).toBe(EMPTY_DIGEST);
});
