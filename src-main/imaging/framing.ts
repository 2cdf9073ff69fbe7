import type { RgbPixels } from './image-facts.ts';
import { cropRgb } from './pillow-resize.ts';
import type { Box } from './pillow-resize.ts';

/** Rounds halves to the even neighbour, as Python's `round` does: torchvision's crops depend on it. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Size after scaling the shorter side to `side` (torchvision `Resize(side)`): the longer one is rounded down. */
export function scaleShorterSide(
  width: number,
  height: number,
  side: number,
): { width: number; height: number } {
  return width <= height
    ? { width: side, height: Math.trunc((side * height) / width) }
    : { width: Math.trunc((side * width) / height), height: side };
}

/** The central box of a picture at least that large (torchvision `CenterCrop`). */
export const centreBox = (width: number, height: number, boxWidth: number, boxHeight: number): Box => ({
  left: roundHalfEven((width - boxWidth) / 2),
  top: roundHalfEven((height - boxHeight) / 2),
  width: boxWidth,
  height: boxHeight,
});

/** Longer side over shorter side, at most. */
const LONGEST_SHAPE = 16;

/** The central 16 : 1 of a picture that is longer than that, so that scaling up a one-pixel line cannot exhaust the memory. */
export function limitShape(pixels: RgbPixels): RgbPixels {
  const longest = Math.min(pixels.width, pixels.height) * LONGEST_SHAPE;
  const width = Math.min(pixels.width, longest);
  const height = Math.min(pixels.height, longest);
  if (width === pixels.width && height === pixels.height) return pixels;
  return cropRgb(pixels, centreBox(pixels.width, pixels.height, width, height));
}
