import { expect, test } from 'vitest';
import { createRandom } from '../../../../src-shared/random.ts';
import type { RgbPixels } from '../../../imaging/image-facts.ts';
import fixture from '../fixtures/rand-augment.json' with { type: 'json' };
import { operations, randAugment } from './rand-augment.ts';

const decoded = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
const pictures = fixture.pictures.map(
  ({ width, height, pixels }): RgbPixels => ({ width, height, data: decoded(pixels) }),
);

test.each(fixture.cases)('$name by $amount of picture $picture is Pillow’s, bit for bit', (each) => {
  const operation = operations.find(({ name }) => name === each.name)!;
  // Those of torchvision's operations that enhance take 1 + amount; so do these.
  expect(operation.apply(pictures[each.picture]!, each.amount).data).toEqual(decoded(each.pixels));
});

test('strengths are torchvision’s at magnitude 9 of 31 bins, for a picture of 32 pixels', () => {
  const strengths = operations.map(({ name, strength }) => [name, strength(9, 32)] as const);
  expect(Object.fromEntries(strengths)).toEqual({
    Identity: 0,
    ShearX: expect.closeTo(0.09, 12) as number,
    ShearY: expect.closeTo(0.09, 12) as number,
    TranslateX: expect.closeTo(4.3505, 4) as number,
    TranslateY: expect.closeTo(4.3505, 4) as number,
    Rotate: expect.closeTo(9, 12) as number,
    Brightness: expect.closeTo(0.27, 12) as number,
    Color: expect.closeTo(0.27, 12) as number,
    Contrast: expect.closeTo(0.27, 12) as number,
    Sharpness: expect.closeTo(0.27, 12) as number,
    Posterize: 7,
    Solarize: expect.closeTo(178.5, 12) as number,
    AutoContrast: 0,
    Equalize: 0,
  });
});

test('operations are drawn by the seed, and leave the picture that they are given', () => {
  const picture = pictures[0]!;
  const before = picture.data.slice();
  const drawn = (seed: number) => randAugment(picture, { operations: 2, magnitude: 9 }, createRandom(seed));
  const all = Array.from({ length: 40 }, (_, seed) => Buffer.from(drawn(seed).data).toString('base64'));
  expect(new Set(all).size).toBeGreaterThan(25);
  expect(drawn(7).data).toEqual(drawn(7).data);
  expect(picture.data).toEqual(before);
});
