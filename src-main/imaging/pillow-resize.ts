import type { RgbPixels } from './image-facts.ts';

export type ResizeFilter = 'bilinear' | 'bicubic';

/** A rectangle of whole pixels inside a picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** For each output position: where its taps begin, how many there are, and their weights, `stride` apart. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Int32Array;
  readonly stride: number;
}

const PRECISION_BITS = 22;
const HALF = 1 << (PRECISION_BITS - 1);

const kernels: Record<ResizeFilter, { readonly support: number; readonly at: (x: number) => number }> = {
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, at: (x) => cubic(Math.abs(x)) },
};

/** Keys' cubic with a = -0.5, evaluated in Pillow's order of operations so that rounding agrees. */
function cubic(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
  return 0;
}

const toFixedPoint = (weight: number): number =>
  Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION_BITS));

function computeTaps(inSize: number, outSize: number, filter: ResizeFilter): Taps {
  const kernel = kernels[filter];
  const scale = inSize / outSize;
  const filterScale = Math.max(scale, 1);
  const support = kernel.support * filterScale;
  const inverse = 1 / filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const taps: Taps = {
    first: new Int32Array(outSize),
    count: new Int32Array(outSize),
    weights: new Int32Array(outSize * stride),
    stride,
  };
  const weights = new Float64Array(stride);
  for (let out = 0; out < outSize; out++) {
    const centre = (out + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - support + 0.5), 0);
    const count = Math.min(Math.trunc(centre + support + 0.5), inSize) - first;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += weights[i] = kernel.at((i + first - centre + 0.5) * inverse);
    for (let i = 0; i < count; i++) {
      taps.weights[out * stride + i] = toFixedPoint(sum === 0 ? weights[i]! : weights[i]! / sum);
    }
    taps.first[out] = first;
    taps.count[out] = count;
  }
  return taps;
}

const clip = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

const whole = ({ width, height }: RgbPixels): Box => ({ left: 0, top: 0, width, height });

/** Resamples every row of `box` to `width` pixels. */
function resizeRows(source: RgbPixels, box: Box, width: number, filter: ResizeFilter): RgbPixels {
  const { data } = source;
  const { first, count, weights, stride } = computeTaps(box.width, width, filter);
  const out = new Uint8Array(box.height * width * 3);
  let to = 0;
  for (let y = 0; y < box.height; y++) {
    const row = ((box.top + y) * source.width + box.left) * 3;
    for (let x = 0; x < width; x++) {
      let at = row + first[x]! * 3;
      const begin = x * stride;
      const end = begin + count[x]!;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let k = begin; k < end; k++, at += 3) {
        const weight = weights[k]!;
        red = (red + Math.imul(data[at]!, weight)) | 0;
        green = (green + Math.imul(data[at + 1]!, weight)) | 0;
        blue = (blue + Math.imul(data[at + 2]!, weight)) | 0;
      }
      out[to++] = clip(red >> PRECISION_BITS);
      out[to++] = clip(green >> PRECISION_BITS);
      out[to++] = clip(blue >> PRECISION_BITS);
    }
  }
  return { data: out, width, height: box.height };
}

/** Resamples every column of `box` to `height` pixels. */
function resizeColumns(source: RgbPixels, box: Box, height: number, filter: ResizeFilter): RgbPixels {
  const { data } = source;
  const { first, count, weights, stride } = computeTaps(box.height, height, filter);
  const sourceRow = source.width * 3;
  const outRow = box.width * 3;
  const out = new Uint8Array(height * outRow);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const top = (box.top + first[y]!) * sourceRow + box.left * 3;
    const begin = y * stride;
    const end = begin + count[y]!;
    for (let x = 0; x < outRow; x++) {
      let sum = HALF;
      let at = top + x;
      for (let k = begin; k < end; k++, at += sourceRow) sum = (sum + Math.imul(data[at]!, weights[k]!)) | 0;
      out[to++] = clip(sum >> PRECISION_BITS);
    }
  }
  return { data: out, width: box.width, height };
}

/** A copy of the pixels inside `box`. */
export function cropRgb(source: RgbPixels, box: Box): RgbPixels {
  const rowBytes = box.width * 3;
  const data = new Uint8Array(rowBytes * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * source.width + box.left) * 3;
    data.set(source.data.subarray(from, from + rowBytes), y * rowBytes);
  }
  return { data, width: box.width, height: box.height };
}

/**
 * Since release 13 Pillow does columns first where the height shrinks by more than twice what the width does. Each pass rounds, so that the
 * order shows in the last bit (and, where the cubic overshoots, in more).
 */
const columnsFirst = (box: Box, width: number, height: number): boolean =>
  box.height > height && box.height - height > 2 * (box.width - width);

/**
 * The antialiased resize of Pillow 13's `Image.resize`, bit for bit: two passes, each rounded to 8 bits, with weights in 22-bit fixed point
 * (Pillow, src/libImaging/Resample.c). torchvision and the CLIP processors are defined by it.
 *
 * `box` crops before resizing, as `image.crop(box).resize(size)` does; pixels outside it do not bleed in. Sizes are >= 1.
 */
export function resizeRgb(
  source: RgbPixels,
  width: number,
  height: number,
  filter: ResizeFilter,
  box: Box = whole(source),
): RgbPixels {
  if (box.width === width && box.height === height) return cropRgb(source, box);
  if (box.height === height) return resizeRows(source, box, width, filter);
  if (box.width === width) return resizeColumns(source, box, height, filter);
  if (columnsFirst(box, width, height)) {
    const columns = resizeColumns(source, box, height, filter);
    return resizeRows(columns, whole(columns), width, filter);
  }
  const rows = resizeRows(source, box, width, filter);
  return resizeColumns(rows, whole(rows), height, filter);
}
