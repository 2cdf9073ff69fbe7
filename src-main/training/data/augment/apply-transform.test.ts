import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../../../src-shared/random.ts';
import type { Random } from '../../../../src-shared/random.ts';
import type { RgbPixels } from '../../../imaging/image-facts.ts';
import type { Geometry } from '../transform.ts';
import { applyTransform } from './apply-transform.ts';
import { randomResizedBox } from './random-resized-crop.ts';
import { normalisationTable } from './write-normalised.ts';

const decode = z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));
const pair = z.tuple([z.number(), z.number()]);
const triple = z.tuple([z.number(), z.number(), z.number()]);
const common = {
  picture: z.number(),
  size: z.number(),
  flip: z.boolean(),
  values: decode.transform((bytes) => new Float32Array(bytes.buffer)),
};
const fixtureSchema = z.object({
  mean: triple,
  std: triple,
  pictures: z.array(z.object({ width: z.number(), height: z.number(), pixels: decode })),
  cases: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('pad-crop'),
        ...common,
        padding: z.number(),
        integers: z.array(z.number()),
      }),
      z.object({
        kind: z.literal('random-resized-crop'),
        ...common,
        scale: pair,
        ratio: pair,
        tries: z.array(z.array(z.number())),
        box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
      }),
      z.object({ kind: z.literal('centre-crop'), ...common, resize: z.number() }),
    ]),
  ),
});
type Case = z.infer<typeof fixtureSchema>['cases'][number];

const fixture = fixtureSchema.parse(
  JSON.parse(readFileSync(new URL('../fixtures/augmentation.json', import.meta.url), 'utf8')),
);
const pictures = fixture.pictures.map(
  ({ width, height, pixels }): RgbPixels => ({ data: pixels, width, height }),
);

/** Gives the uniform draws in turn; the other methods follow from them as in every generator. */
function replay(draws: readonly number[]): Random {
  let position = 0;
  const next = (): number => {
    const draw = draws[position++];
    if (draw === undefined) throw new RangeError('More draws than the reference made.');
    return draw;
  };
  return {
    ...createRandom(0),
    next,
    integer: (bound) => Math.floor(next() * bound),
    between: (low, high) => low + (high - low) * next(),
  };
}

/** Uniform draws that lead to what the reference drew. */
function drawsOf(each: Case): number[] {
  const flip = each.flip ? 0 : 0.9;
  switch (each.kind) {
    case 'pad-crop':
      return [...each.integers.map((value) => (value + 0.5) / (2 * each.padding + 1)), flip];
    case 'random-resized-crop': {
      // A try that does not fit draws no place.
      const failed = each.tries.length === 10 ? each.tries : each.tries.slice(0, -1);
      const fitting = each.tries.length === 10 ? [] : each.tries.slice(-1);
      return [...failed.flatMap((draws) => draws.slice(0, 2)), ...fitting.flat(), flip];
    }
    case 'centre-crop':
      return [0.9];
    default:
      return each satisfies never;
  }
}

function geometryOf(each: Case): Geometry {
  switch (each.kind) {
    case 'pad-crop':
      return { kind: each.kind, size: each.size, padding: each.padding };
    case 'random-resized-crop':
      return { kind: each.kind, size: each.size, scale: each.scale, ratio: each.ratio };
    case 'centre-crop':
      return { kind: each.kind, size: each.size, resize: each.resize };
    default:
      return each satisfies never;
  }
}

test.each(fixture.cases.map((each, index) => ({ ...each, index })))(
  'case $index: $kind of picture $picture equals Pillow and NumPy bit for bit',
  (each) => {
    const normalisation = { mean: fixture.mean, std: fixture.std };
    const transform = { geometry: geometryOf(each), flip: 0.5, normalisation };
    const out = new Float32Array(each.values.length + 2).fill(99);
    const random = replay(drawsOf(each));
    applyTransform(pictures[each.picture]!, transform, normalisationTable(normalisation), random, out, 1);
    expect(out.slice(1, -1)).toEqual(each.values);
    expect([out[0], out.at(-1)]).toEqual([99, 99]);
  },
);

test.each(fixture.cases.filter((each) => each.kind === 'random-resized-crop'))(
  'the box $box is where torchvision cuts',
  (each) => {
    const { width, height } = pictures[each.picture]!;
    expect(randomResizedBox(width, height, each.scale, each.ratio, replay(drawsOf(each)))).toEqual(each.box);
  },
);

test('random resized boxes have the areas, shapes and places they should', () => {
  const random = createRandom(11);
  const side = 400;
  const boxes = Array.from({ length: 20_000 }, () =>
    randomResizedBox(side, side, [0.2, 0.5], [3 / 4, 4 / 3], random),
  );
  const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = (values: number[]): number => {
    const centre = mean(values);
    return mean(values.map((x) => (x - centre) ** 2));
  };
  const areas = boxes.map(({ width, height }) => (width * height) / side ** 2);
  const shapes = boxes.map(({ width, height }) => Math.log(width / height));
  // Uniform on [a, b]: mean (a + b) / 2, variance (b - a)² / 12. Every box fits here, so nothing is drawn again.
  expect(mean(areas)).toBeCloseTo(0.35, 2);
  expect(variance(areas)).toBeCloseTo(0.3 ** 2 / 12, 3);
  expect(mean(shapes)).toBeCloseTo(0, 2);
  expect(variance(shapes)).toBeCloseTo((2 * Math.log(4 / 3)) ** 2 / 12, 2);
  const places = boxes.flatMap((box) => [box.left / (side - box.width), box.top / (side - box.height)]);
  expect(mean(places)).toBeCloseTo(0.5, 2);
  expect(variance(places)).toBeCloseTo(1 / 12, 2);
});

test('a picture that is not square is first made square, then padded with black', () => {
  const white: RgbPixels = { data: new Uint8Array(16 * 8 * 3).fill(255), width: 16, height: 8 };
  const normalisation = { mean: [0, 0, 0], std: [1, 1, 1] } as const;
  const geometry: Geometry = { kind: 'pad-crop', size: 8, padding: 2 };
  const out = new Float32Array(3 * 64);
  const random = replay([0.5, 0, 0.9]);
  applyTransform(
    white,
    { geometry, flip: 0.5, normalisation },
    normalisationTable(normalisation),
    random,
    out,
    0,
  );
  expect(out.slice(0, 8)).toEqual(Float32Array.of(0, 0, 1, 1, 1, 1, 1, 1));
});
