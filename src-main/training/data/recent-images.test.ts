import { expect, test } from 'vitest';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import { RecentImages } from './recent-images.ts';

const image = (pixels: number): RgbPixels => ({ data: new Uint8Array(pixels * 3), width: pixels, height: 1 });

test('the least lately used images go first when the space is used up', () => {
  const recent = new RecentImages(30);
  recent.add(1, image(4));
  recent.add(2, image(4));
  expect(recent.get(1)?.width).toBe(4);
  recent.add(3, image(4));
  expect([1, 2, 3].map((index) => recent.get(index) !== undefined)).toEqual([true, false, true]);
  recent.add(4, image(10));
  expect([1, 3, 4].map((index) => recent.get(index) !== undefined)).toEqual([false, false, true]);
  recent.add(5, image(11));
  expect([4, 5].map((index) => recent.get(index) !== undefined)).toEqual([true, false]);
});
