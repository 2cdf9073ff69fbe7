import type { RgbPixels } from '../../../imaging/image-facts.ts';

/** [a, b, c, d, e, f]: the pixel at (x, y) comes from (a x + b y + c, d x + e y + f). */
type Affine = readonly [number, number, number, number, number, number];

const fixed = (value: number): number => Math.floor(value * 65536 + 0.5);

/** Pillow's `transform` by nearest neighbour, in its 16.16 fixed point; what lies outside is black. */
function transformed({ data, width, height }: RgbPixels, [a, b, c, d, e, f]: Affine): RgbPixels {
  const out = new Uint8Array(data.length);
  let rowX = fixed(c + a * 0.5 + b * 0.5);
  let rowY = fixed(f + d * 0.5 + e * 0.5);
  for (let y = 0; y < height; y++, rowX += fixed(b), rowY += fixed(e)) {
    let [atX, atY] = [rowX, rowY];
    for (let x = 0; x < width; x++, atX += fixed(a), atY += fixed(d)) {
      const [fromX, fromY] = [atX >> 16, atY >> 16];
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= height) continue;
      const from = (fromY * width + fromX) * 3;
      out.set(data.subarray(from, from + 3), (y * width + x) * 3);
    }
  }
  return { data: out, width, height };
}

/** By a tangent, about the upper left corner. */
export const shearX = (pixels: RgbPixels, tangent: number): RgbPixels =>
  transformed(pixels, [1, tangent, 0, 0, 1, 0]);
export const shearY = (pixels: RgbPixels, tangent: number): RgbPixels =>
  transformed(pixels, [1, 0, 0, tangent, 1, 0]);

/** By whole pixels to the right. */
export const translateX = (pixels: RgbPixels, distance: number): RgbPixels =>
  transformed(pixels, [1, 0, -Math.trunc(distance), 0, 1, 0]);
/** By whole pixels down. */
export const translateY = (pixels: RgbPixels, distance: number): RgbPixels =>
  transformed(pixels, [1, 0, 0, 0, 1, -Math.trunc(distance)]);

/** By degrees, counter-clockwise about the centre. */
export function rotate(pixels: RgbPixels, degrees: number): RgbPixels {
  if (degrees === 0) return pixels;
  const angle = (-(((degrees % 360) + 360) % 360) * Math.PI) / 180;
  const round = (value: number): number => Number(value.toFixed(15));
  const [cos, sin] = [round(Math.cos(angle)), round(Math.sin(angle))];
  const [x, y] = [pixels.width / 2, pixels.height / 2];
  return transformed(pixels, [cos, sin, cos * -x + sin * -y + x, -sin, cos, -sin * -x + cos * -y + y]);
}
