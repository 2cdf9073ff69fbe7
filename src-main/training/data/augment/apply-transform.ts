import type { Random } from '../../../../src-shared/random.ts';
import { centreBox, limitShape, scaleShorterSide } from '../../../imaging/framing.ts';
import type { RgbPixels } from '../../../imaging/image-facts.ts';
import { cropRgb, resizeRgb } from '../../../imaging/pillow-resize.ts';
import type { Geometry, Transform } from '../transform.ts';
import { randAugment } from './rand-augment.ts';
import { randomResizedBox } from './random-resized-crop.ts';
import { writeNormalised } from './write-normalised.ts';
import type { NormalisationTable, Window } from './write-normalised.ts';

interface Framed {
  readonly pixels: RgbPixels;
  /** Upper left corner of the square to write; may lie outside the picture, where it is black. */
  readonly left: number;
  readonly top: number;
}

function resizedTo(pixels: RgbPixels, shorterSide: number): RgbPixels {
  if (Math.min(pixels.width, pixels.height) === shorterSide) return pixels;
  const shaped = limitShape(pixels);
  const { width, height } = scaleShorterSide(shaped.width, shaped.height, shorterSide);
  return resizeRgb(shaped, width, height, 'bilinear');
}

function centred(pixels: RgbPixels, size: number, resize: number): Framed {
  const resized = resizedTo(pixels, resize);
  return { pixels: resized, ...centreBox(resized.width, resized.height, size, size) };
}

function centralSquare(pixels: RgbPixels, size: number): RgbPixels {
  if (pixels.width === size && pixels.height === size) return pixels;
  const resized = resizedTo(pixels, size);
  return cropRgb(resized, centreBox(resized.width, resized.height, size, size));
}

function frame(pixels: RgbPixels, geometry: Geometry, random: Random): Framed {
  switch (geometry.kind) {
    case 'pad-crop': {
      const square = centralSquare(pixels, geometry.size);
      const places = 2 * geometry.padding + 1;
      const down = random.integer(places) - geometry.padding;
      const right = random.integer(places) - geometry.padding;
      return { pixels: square, left: right, top: down };
    }
    case 'random-resized-crop': {
      const box = randomResizedBox(pixels.width, pixels.height, geometry.scale, geometry.ratio, random);
      return { pixels: resizeRgb(pixels, geometry.size, geometry.size, 'bilinear', box), left: 0, top: 0 };
    }
    case 'centre-crop':
      return centred(pixels, geometry.size, geometry.resize);
    default:
      return geometry satisfies never;
  }
}

/** Applies a transform and writes [3, size, size] normalised float32 into `out` from `offset` on. All chance comes from `random`. */
export function applyTransform(
  pixels: RgbPixels,
  transform: Transform,
  table: NormalisationTable,
  random: Random,
  out: Float32Array,
  offset: number,
): void {
  const { geometry } = transform;
  const framed = frame(pixels, geometry, random);
  const flipped = random.next() < transform.flip;
  const window = { left: framed.left, top: framed.top, size: geometry.size, flipped };
  if (!transform.randAugment) return writeNormalised(framed.pixels, window, table, out, offset);
  const square = cutOut(framed.pixels, window);
  const augmented = randAugment(square, transform.randAugment, random);
  writeNormalised(augmented, { left: 0, top: 0, size: geometry.size, flipped: false }, table, out, offset);
}

/** The window as a picture of its own, black where it lies outside. */
function cutOut({ data, width, height }: RgbPixels, { left, top, size, flipped }: Window): RgbPixels {
  const cut = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const fromX = left + (flipped ? size - 1 - x : x);
      const fromY = top + y;
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= height) continue;
      const from = (fromY * width + fromX) * 3;
      cut.set(data.subarray(from, from + 3), (y * size + x) * 3);
    }
  }
  return { data: cut, width: size, height: size };
}
