import type { RgbPixels } from '../../../imaging/image-facts.ts';
import type { Normalisation } from '../transform.ts';

/** For each channel the 256 normalised values: [3 * 256]. */
export type NormalisationTable = Float32Array;

/** Every step is rounded to float32, as PyTorch's ToTensor and Normalize do. */
export function normalisationTable({ mean, std }: Normalisation): NormalisationTable {
  const table = new Float32Array(3 * 256);
  for (let channel = 0; channel < 3; channel++) {
    for (let value = 0; value < 256; value++) {
      const shifted = Math.fround(Math.fround(value / 255) - Math.fround(mean[channel]!));
      table[channel * 256 + value] = shifted / Math.fround(std[channel]!);
    }
  }
  return table;
}

/** Where the square that is written lies in the picture; what lies outside the picture counts as black. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  /** Mirrored left to right. */
  readonly flipped: boolean;
}

/** Writes the window as [3, size, size] float32 into `out` from `offset` on. */
export function writeNormalised(
  pixels: RgbPixels,
  window: Window,
  table: NormalisationTable,
  out: Float32Array,
  offset: number,
): void {
  const { data, width, height } = pixels;
  const { left, top, size, flipped } = window;
  const plane = size * size;
  const from = Math.max(0, -left);
  const until = Math.min(size, width - left);
  const direction = flipped ? -1 : 1;
  for (let y = 0; y < size; y++) {
    const row = offset + y * size;
    const inside = top + y >= 0 && top + y < height;
    if (!inside || from > 0 || until < size) fillBlack(table, out, row, size, plane);
    if (!inside) continue;
    let at = ((top + y) * width + left + from) * 3;
    let to = row + (flipped ? size - 1 - from : from);
    for (let x = from; x < until; x++, at += 3, to += direction) {
      out[to] = table[data[at]!]!;
      out[to + plane] = table[256 + data[at + 1]!]!;
      out[to + 2 * plane] = table[512 + data[at + 2]!]!;
    }
  }
}

function fillBlack(
  table: NormalisationTable,
  out: Float32Array,
  row: number,
  size: number,
  plane: number,
): void {
  for (let channel = 0; channel < 3; channel++) {
    const from = row + channel * plane;
    out.fill(table[channel * 256]!, from, from + size);
  }
}
