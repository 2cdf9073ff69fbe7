import { resizeRgb } from '../../../src-main/imaging/pillow-resize.ts';

/** Side of the thumbnails that pictures are compared by. */
const SIDE = 16;

/** Numbers of one thumbnail. */
export const THUMBNAIL_LENGTH = SIDE * SIDE * 3;

/**
 * Small copies, each brought to mean 0 and length 1: the product of two is the correlation of the pictures, which does not change with
 * brightness or contrast. [N, THUMBNAIL_LENGTH].
 */
export function thumbnails(pictures: readonly Uint8Array[], size: number): Float32Array {
  const out = new Float32Array(pictures.length * THUMBNAIL_LENGTH);
  for (const [n, data] of pictures.entries()) {
    const small = resizeRgb({ data, width: size, height: size }, SIDE, SIDE, 'box').data;
    const mean = small.reduce((sum, value) => sum + value, 0) / small.length;
    let square = 0;
    for (const value of small) square += (value - mean) ** 2;
    const length = Math.sqrt(square) || 1;
    for (let i = 0; i < THUMBNAIL_LENGTH; i++) {
      out[n * THUMBNAIL_LENGTH + i] = (small[i]! - mean) / length;
    }
  }
  return out;
}
