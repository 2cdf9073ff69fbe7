import type { RgbPixels } from './image-facts.ts';
import { resizeColumns } from './pillow-columns.ts';
import { resizeRows } from './pillow-rows.ts';
import type { ResizeFilter, Strip } from './pillow-taps.ts';

/** A rectangle of whole pixels inside a picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
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
  box: Box = { left: 0, top: 0, width: source.width, height: source.height },
): RgbPixels {
  if (box.width === width && box.height === height) return cropRgb(source, box);
  const rowBytes = source.width * 3;
  const strip: Strip = { data: source.data, start: box.top * rowBytes + box.left * 3, rowBytes };
  if (box.height === height) {
    return { data: resizeRows(strip, height, box.width, width, filter), width, height };
  }
  if (box.width === width) {
    return { data: resizeColumns(strip, box.height, width, height, filter), width, height };
  }
  if (columnsFirst(box, width, height)) {
    const columns = resizeColumns(strip, box.height, box.width, height, filter);
    const resampled: Strip = { data: columns, start: 0, rowBytes: box.width * 3 };
    return { data: resizeRows(resampled, height, box.width, width, filter), width, height };
  }
  const rows = resizeRows(strip, box.height, box.width, width, filter);
  const resampled: Strip = { data: rows, start: 0, rowBytes: width * 3 };
  return { data: resizeColumns(resampled, box.height, width, height, filter), width, height };
}
