import { clip, computeTaps, HALF, PRECISION_BITS } from './pillow-taps.ts';
import type { ResizeFilter, Strip, Taps } from './pillow-taps.ts';

/** Resamples `inHeight` rows of `width` pixels to `outHeight` rows: [outHeight, width, 3]. */
export function resizeColumns(
  source: Strip,
  inHeight: number,
  width: number,
  outHeight: number,
  filter: ResizeFilter,
): Uint8Array {
  const taps = computeTaps(inHeight, outHeight, filter);
  const outBytes = width * 3;
  const out = new Uint8Array(outHeight * outBytes);
  const sums = new Int32Array(outBytes);
  for (let y = 0; y < outHeight; y++) {
    const from: Strip = { ...source, start: source.start + taps.first[y]! * source.rowBytes };
    const row = out.subarray(y * outBytes, (y + 1) * outBytes);
    if (taps.count[y]! <= 3) sumThreeRows(from, taps, y, row);
    else sumRows(from, taps, y, sums, row);
  }
  return out;
}

/** Output row `y` from the rows that begin with its first tap. */
function sumThreeRows({ data, start, rowBytes }: Strip, taps: Taps, y: number, out: Uint8Array): void {
  // Where there are fewer taps, weight 0 meets a row that exists.
  const second = start + (taps.count[y]! > 1 ? rowBytes : 0);
  const third = start + (taps.count[y]! > 2 ? 2 * rowBytes : 0);
  const weight = taps.weights[y * taps.stride]!;
  const weight2 = taps.weights[y * taps.stride + 1]!;
  const weight3 = taps.weights[y * taps.stride + 2]!;
  for (let x = 0; x < out.length; x++) {
    const sum =
      HALF +
      Math.imul(data[start + x]!, weight) +
      Math.imul(data[second + x]!, weight2) +
      Math.imul(data[third + x]!, weight3);
    out[x] = clip(sum >> PRECISION_BITS);
  }
}

/** The same for any number of taps; `sums` is scratch of the length of `out`. */
function sumRows(
  { data, start, rowBytes }: Strip,
  taps: Taps,
  y: number,
  sums: Int32Array,
  out: Uint8Array,
): void {
  sums.fill(HALF);
  for (let k = 0; k < taps.count[y]!; k++) {
    const weight = taps.weights[y * taps.stride + k]!;
    const row = start + k * rowBytes;
    for (let x = 0; x < out.length; x++) sums[x] = (sums[x]! + Math.imul(data[row + x]!, weight)) | 0;
  }
  for (let x = 0; x < out.length; x++) out[x] = clip(sums[x]! >> PRECISION_BITS);
}
