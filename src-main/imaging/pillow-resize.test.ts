import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RgbPixels } from './image-facts.ts';
import { cropRgb, resizeRgb } from './pillow-resize.ts';

const packed = z
  .string()
  .transform((text): Uint8Array => new Uint8Array(inflateSync(Buffer.from(text, 'base64'))));
const size = { width: z.number(), height: z.number() };
const fixture = z
  .object({
    sources: z.array(z.object({ ...size, pixels: packed })),
    cases: z.array(
      z.object({
        source: z.number(),
        filter: z.enum(['bilinear', 'bicubic']),
        box: z.object({ left: z.number(), top: z.number(), ...size }).optional(),
        ...size,
        pixels: packed,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/pillow-resize.json', import.meta.url), 'utf8')));

const sources = fixture.sources.map(
  ({ pixels, width, height }): RgbPixels => ({ data: pixels, width, height }),
);

test.each(fixture.cases.map((each, index) => ({ ...each, index })))(
  'case $index: source $source to $width x $height, $filter, equals Pillow bit for bit',
  ({ source, width, height, filter, box, pixels }) => {
    const resized = resizeRgb(sources[source]!, width, height, filter, box);
    expect([resized.width, resized.height]).toEqual([width, height]);
    expect(Buffer.compare(resized.data, pixels)).toBe(0);
  },
);

test('a crop holds the pixels of its box', () => {
  const data = Uint8Array.from({ length: 4 * 3 * 3 }, (_, i) => i);
  const crop = cropRgb({ data, width: 4, height: 3 }, { left: 1, top: 1, width: 2, height: 2 });
  expect([...crop.data]).toEqual([15, 16, 17, 18, 19, 20, 27, 28, 29, 30, 31, 32]);
});
