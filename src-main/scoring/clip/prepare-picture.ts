import { limitShape, scaleShorterSide } from '../../imaging/framing.ts';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import { cropRgb, resizeRgb } from '../../imaging/pillow-resize.ts';
import type { Preprocessing } from './preprocessing.ts';

/**
 * Resizes and crops as transformers' CLIPImageProcessor with the PIL backend does, bit for bit. Pictures longer than 16 : 1 are cut to that
 * first, so that scaling up a line of pixels cannot exhaust the memory.
 */
export function preparePicture(pixels: RgbPixels, { resize, crop }: Preprocessing): RgbPixels {
  const resized = resizePicture(pixels, resize);
  return crop ? cropOrPad(resized, crop.width, crop.height) : resized;
}

function resizePicture(pixels: RgbPixels, resize: Preprocessing['resize']): RgbPixels {
  switch (resize.kind) {
    case 'none':
      return pixels;
    case 'exact':
      return resizeRgb(pixels, resize.width, resize.height, resize.filter);
    case 'shortest-edge': {
      const shaped = limitShape(pixels);
      const { width, height } = scaleShorterSide(shaped.width, shaped.height, resize.side);
      return resizeRgb(shaped, width, height, resize.filter);
    }
    default:
      return resize satisfies never;
  }
}

/** The centre, halves rounded down, on black where the picture is too small (transformers, image_transforms.center_crop). */
function cropOrPad(pixels: RgbPixels, width: number, height: number): RgbPixels {
  const inside = {
    left: Math.max(0, Math.floor((pixels.width - width) / 2)),
    top: Math.max(0, Math.floor((pixels.height - height) / 2)),
    width: Math.min(width, pixels.width),
    height: Math.min(height, pixels.height),
  };
  const cut = cropRgb(pixels, inside);
  if (cut.width === width && cut.height === height) return cut;
  const data = new Uint8Array(width * height * 3);
  const left = padding(pixels.width, width);
  const top = padding(pixels.height, height);
  for (let y = 0; y < cut.height; y++) {
    const row = cut.data.subarray(y * cut.width * 3, (y + 1) * cut.width * 3);
    data.set(row, ((y + top) * width + left) * 3);
  }
  return { data, width, height };
}

/** Empty samples before the picture's first: transformers pads by ceil(missing / 2), then cuts from floor(-missing / 2) + that. */
const padding = (have: number, wanted: number): number =>
  have >= wanted ? 0 : -Math.floor((have - wanted) / 2);

/**
 * Writes a prepared picture into `out` at `offset` as [3, height, width], scaled and normalised with NumPy's rounding: the product in double
 * precision, everything after it in single.
 */
export function writeNormalised(
  { data, width, height }: RgbPixels,
  { scale, normalisation }: Preprocessing,
  out: Float32Array,
  offset = 0,
): void {
  const plane = width * height;
  for (let channel = 0; channel < 3; channel++) {
    const table = sampleTable(scale, normalisation?.mean[channel], normalisation?.std[channel]);
    const start = offset + channel * plane;
    for (let i = 0; i < plane; i++) out[start + i] = table[data[i * 3 + channel]!]!;
  }
}

/** What each of the 256 sample values becomes. */
function sampleTable(scale: number, mean = 0, std = 1): Float32Array {
  const table = new Float32Array(256);
  for (let value = 0; value < 256; value++) {
    const scaled = Math.fround(value * scale);
    table[value] = Math.fround(scaled - Math.fround(mean)) / Math.fround(std);
  }
  return table;
}
