import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createRandom } from '../../src-shared/random.ts';
import { encodeThumbnail } from '../imaging/thumbnail.ts';
import { bytesPerImage, fits, freeBytes } from './disk-need.ts';

/** Sums of waves with some noise: about as hard to compress as a photograph. */
function picture(width: number, height: number): Buffer {
  const random = createRandom(width);
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    data[i] = 128 + 60 * Math.sin(x / 9 + (i % 3)) + 50 * Math.cos(y / 7) + random.between(-12, 12);
  }
  return data;
}

test.each([
  [64, 64],
  [512, 512],
  [512, 768],
])('the need of a picture of %d x %d pixels is foreseen, and not wildly', async (width, height) => {
  const data = picture(width, height);
  const raw = { width, height, channels: 3 } as const;
  const png = await sharp(data, { raw }).png().toBuffer();
  const thumbnail = await encodeThumbnail({ data, width, height });
  const actual = png.length + thumbnail.length;
  const foreseen = bytesPerImage({ width, height });
  expect(foreseen).toBeGreaterThan(actual);
  expect(foreseen).toBeLessThan(3 * actual + 16_000);
});

test('what is needed must fit with something to spare; nothing always fits', async () => {
  expect(fits(0, 0)).toBe(true);
  expect(fits(1e9, 1e9)).toBe(false);
  expect(fits(1e9, 2e9)).toBe(true);
  expect(await freeBytes(tmpdir())).toBeGreaterThan(0);
});
