import { describe, expect, test } from 'vitest';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import { expected, unpack } from '../testing/fixture.ts';
import { preparePicture, writeNormalised } from './prepare-picture.ts';
import { outputSize, preprocessingOf } from './preprocessing.ts';

const pictures = expected.pictures.map(
  ({ width, height, pixels }): RgbPixels => ({
    data: unpack(pixels),
    width,
    height,
  }),
);

describe('pictures are prepared as transformers does it with Pillow', () => {
  test.each(
    expected.preprocessing.map(({ config, images }) => [JSON.stringify(config), config, images] as const),
  )('%s', (_, config, images) => {
    const preprocessing = preprocessingOf(config);
    for (const [i, picture] of pictures.entries()) {
      const prepared = preparePicture(picture, preprocessing);
      const wanted = images[i]!;
      expect({ width: prepared.width, height: prepared.height }).toEqual({
        width: wanted.width,
        height: wanted.height,
      });
      expect(Buffer.compare(prepared.data, unpack(wanted.pixels))).toBe(0);
    }
  });
});

test('and normalised to the last bit', () => {
  const preprocessing = preprocessingOf(expected.preprocessing[0]!.config);
  const values = new Float32Array(pictures.length * 3 * 32 * 32);
  for (const [i, picture] of pictures.entries()) {
    writeNormalised(preparePicture(picture, preprocessing), preprocessing, values, i * 3 * 32 * 32);
  }
  const bytes = unpack(expected.normalised);
  expect(values).toEqual(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
});

test('the size is known where it does not depend on the picture', () => {
  expect(outputSize(preprocessingOf({ size: 48, crop_size: 40 }))).toEqual({ width: 40, height: 40 });
  expect(outputSize(preprocessingOf({ size: { height: 3, width: 4 }, do_center_crop: false }))).toEqual({
    width: 4,
    height: 3,
  });
  expect(outputSize(preprocessingOf({ size: 48, do_center_crop: false }))).toBeNull();
  expect(() => preprocessingOf({ resample: 0 })).toThrow('resampling filter 0');
});

test('a picture that is one line is cut before it is scaled up', () => {
  const line: RgbPixels = { data: new Uint8Array(5000 * 3).fill(9), width: 5000, height: 1 };
  const prepared = preparePicture(line, preprocessingOf({ size: 32, crop_size: 32 }));
  expect(prepared.data.every((value) => value === 9)).toBe(true);
});
