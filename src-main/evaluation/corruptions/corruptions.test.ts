import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { corruptionSchema, SEVERITIES, type Corruption } from '../../../src-shared/domain/evaluation.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { convolve, diskKernel, gaussianBlur } from './blur.ts';
import { clouds } from './clouds.ts';
import { corrupt } from './corrupt.ts';
import { throughJpeg } from './jpeg.ts';
import { shotNoise } from './noise.ts';
import { fromPixels, type Picture } from './picture.ts';
import { brightness } from './weather.ts';

const numbers = z.array(z.number());
const summary = z.object({ mean: z.number(), std: z.number(), samples: numbers });
const fixture = z
  .object({
    side: z.number(),
    places: numbers,
    picture: summary,
    gaussianBlur: summary,
    defocusBlur: z.array(summary.extend({ radius: z.number(), softness: z.number() })),
    brightness: summary,
    jpeg: numbers,
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/corruptions.json', import.meta.url), 'utf8')));

/** The picture that the fixture's script draws. */
function drawnPicture(side: number): Uint8Array {
  return Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const c = at % 3;
    const x = Math.floor(at / 3) % side;
    const y = Math.floor(at / (3 * side));
    const square = (Math.floor(x / 8) + Math.floor(y / 8)) % 2;
    return (x * 7 + y * (3 + 2 * c) + 40 * c + 60 * square) % 256;
  });
}

const { side } = fixture;
const pixels = drawnPicture(side);
const picture = fromPixels(pixels, side);

const meanOf = (values: Iterable<number>): number => {
  const list = [...values];
  return list.reduce((sum, value) => sum + value, 0) / list.length;
};
const stdOf = (values: Iterable<number>): number => {
  const list = [...values];
  const mean = meanOf(list);
  return Math.sqrt(meanOf(list.map((value) => (value - mean) ** 2)));
};

function expectLike(values: Iterable<number>, expected: z.infer<typeof summary>): void {
  const list = [...values];
  expect(meanOf(list)).toBeCloseTo(expected.mean, 3);
  expect(stdOf(list)).toBeCloseTo(expected.std, 3);
  for (const [i, place] of fixture.places.entries()) {
    expect(list[place]).toBeCloseTo(expected.samples[i] ?? Number.NaN, 3);
  }
}

const scaled = ({ values }: Picture): number[] => [...values].map((value) => value * 255);

test('both languages draw the same picture', () => expectLike(pixels, fixture.picture));

test('a Gaussian blur is the one of scipy', () =>
  expectLike(scaled(gaussianBlur(picture, 1)), fixture.gaussianBlur));

test.each(fixture.defocusBlur)('a disk of radius $radius blurs as by scipy', (expected) => {
  const kernel = diskKernel(expected.radius, expected.softness);
  expectLike(scaled(convolve(picture, kernel)), expected);
});

test('brightness is the value of HSV, as Python has it', () =>
  expectLike(scaled(brightness(picture, 0.15)), fixture.brightness));

test('JPEG comes close to what Pillow makes of it', async () => {
  const found = await throughJpeg(pixels, side, 40);
  const differences = [...found].map((value, i) => Math.abs(value - (fixture.jpeg[i] ?? Number.NaN)));
  expect(meanOf(differences)).toBeLessThan(2);
  const lost = [...found].map((value, i) => Math.abs(value - (pixels[i] ?? 0)));
  expect(meanOf(lost)).toBeGreaterThan(10);
});

test('shot noise has the mean and the variance of photons', () => {
  const grey = { side: 64, values: new Float32Array(64 * 64 * 3).fill(0.4) };
  for (const photons of [3, 50, 500]) {
    const { values } = shotNoise(grey, photons, createRandom(1));
    expect(meanOf(values)).toBeCloseTo(0.4, 1);
    expect(stdOf(values) / Math.sqrt(0.4 / photons)).toBeCloseTo(1, 1);
  }
});

test('clouds fill the range from 0 to 1, smoother for a greater decay', () => {
  const roughness = (decay: number): number => {
    const map = clouds(64, decay, createRandom(3));
    expect([Math.min(...map), Math.max(...map)]).toEqual([0, 1]);
    return meanOf([...map].slice(1).map((height, i) => Math.abs(height - (map[i] ?? 0))));
  };
  expect(roughness(3)).toBeLessThan(roughness(1.5));
});

describe.each(corruptionSchema.options)('%s', (corruption: Corruption) => {
  const at = (severity: (typeof SEVERITIES)[number], seed = 5) =>
    corrupt(pixels, side, { corruption, severity, seed });
  /** Mean squared change. */
  const change = (found: Uint8Array): number =>
    meanOf([...found].map((value, i) => (value - (pixels[i] ?? 0)) ** 2));

  test('gets worse with severity', async () => {
    const changes = await Promise.all(SEVERITIES.map(async (severity) => change(await at(severity))));
    expect(changes.at(-1)).toBeGreaterThan((changes[0] ?? 0) * 1.3);
    expect(changes.every((value) => value > 0)).toBe(true);
  });

  test('is the same for the same seed, and drawn anew for another', async () => {
    const drawn = ['gaussian-noise', 'shot-noise', 'fog', 'snow'].includes(corruption);
    expect(await at(3)).toEqual(await at(3));
    if (drawn) expect(await at(3, 6)).not.toEqual(await at(3));
    else expect(await at(3, 6)).toEqual(await at(3));
  });

  test('takes pictures of other sizes', async () => {
    for (const other of [20, 224]) {
      const found = await corrupt(drawnPicture(other), other, { corruption, severity: 5, seed: 1 });
      expect(found).toHaveLength(other * other * 3);
      expect(stdOf(found)).toBeGreaterThan(1);
    }
  });
});
