import { clip, computeTaps, HALF, PRECISION_BITS } from './pillow-taps.ts';
import type { ResizeFilter, Strip, Taps } from './pillow-taps.ts';

/** Rows that are resampled together: the weights of a column are loaded once for all of them while they stay in the cache. */
const ROWS_AT_ONCE = 16;

/** Resamples `rows` rows of `inWidth` pixels to `outWidth` pixels each: [rows, outWidth, 3]. */
export function resizeRows(
  source: Strip,
  rows: number,
  inWidth: number,
  outWidth: number,
  filter: ResizeFilter,
): Uint8Array {
  const taps = computeTaps(inWidth, outWidth, filter);
  const rowBytes = outWidth * 3;
  const out = new Uint8Array(rows * rowBytes);
  for (let top = 0; top < rows; top += ROWS_AT_ONCE) {
    const from: Strip = { ...source, start: source.start + top * source.rowBytes };
    const to: Strip = { data: out, start: top * rowBytes, rowBytes };
    const count = Math.min(ROWS_AT_ONCE, rows - top);
    for (let x = 0; x < outWidth; x++) {
      if (taps.count[x]! <= 3) sumThreePixels(from, to, count, taps, x);
      else sumPixels(from, to, count, taps, x);
    }
  }
  return out;
}

/** Output pixel `x` of `rows` rows. The bilinear filter has no more than three taps unless it shrinks. */
function sumThreePixels(from: Strip, to: Strip, rows: number, taps: Taps, x: number): void {
  const { data, rowBytes } = from;
  const { data: out, rowBytes: outRowBytes } = to;
  // Where there are fewer taps, weight 0 meets a pixel that exists.
  const second = taps.count[x]! > 1 ? 3 : 0;
  const third = taps.count[x]! > 2 ? 6 : 0;
  const weight = taps.weights[x * taps.stride]!;
  const weight2 = taps.weights[x * taps.stride + 1]!;
  const weight3 = taps.weights[x * taps.stride + 2]!;
  let at = from.start + taps.first[x]! * 3;
  let pixel = to.start + x * 3;
  for (let row = 0; row < rows; row++, at += rowBytes, pixel += outRowBytes) {
    for (let channel = 0; channel < 3; channel++) {
      const sum =
        HALF +
        Math.imul(data[at + channel]!, weight) +
        Math.imul(data[at + second + channel]!, weight2) +
        Math.imul(data[at + third + channel]!, weight3);
      out[pixel + channel] = clip(sum >> PRECISION_BITS);
    }
  }
}

/** The same for any number of taps. */
function sumPixels(from: Strip, to: Strip, rows: number, taps: Taps, x: number): void {
  const { data } = from;
  const { data: out } = to;
  const { weights } = taps;
  const begin = x * taps.stride;
  const end = begin + taps.count[x]!;
  for (let row = 0; row < rows; row++) {
    let at = from.start + row * from.rowBytes + taps.first[x]! * 3;
    let red = HALF;
    let green = HALF;
    let blue = HALF;
    for (let k = begin; k < end; k++, at += 3) {
      const weight = weights[k]!;
      red = (red + Math.imul(data[at]!, weight)) | 0;
      green = (green + Math.imul(data[at + 1]!, weight)) | 0;
      blue = (blue + Math.imul(data[at + 2]!, weight)) | 0;
    }
    const pixel = to.start + row * to.rowBytes + x * 3;
    out[pixel] = clip(red >> PRECISION_BITS);
    out[pixel + 1] = clip(green >> PRECISION_BITS);
    out[pixel + 2] = clip(blue >> PRECISION_BITS);
  }
}
