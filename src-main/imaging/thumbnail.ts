import sharp from 'sharp';
import { decodeRgb } from './decode.ts';
import { writeSynced } from '../files/durable-write.ts';
import type { RgbPixels } from './image-facts.ts';

export const THUMBNAIL_SIZE = 256;
/** Pictures this small are kept without loss: blown up in the grid, every artefact would show. */
const LOSSLESS_SIDE = 64;

/** A WebP no larger than `size` on its longer side; small pictures are not enlarged. */
export function encodeThumbnail(pixels: RgbPixels, size: number = THUMBNAIL_SIZE): Promise<Buffer> {
  const { data, width, height } = pixels;
  const lossless = Math.max(width, height) <= LOSSLESS_SIDE;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .webp(lossless ? { lossless: true, effort: 0 } : { quality: 82, effort: 1 })
    .toBuffer();
}

/**
 * Writes and fsyncs the thumbnail of a file, of its bytes or of decoded pixels at `path`, overwriting; the caller renames it when its row
 * is committed. Throws a UserError 'bad-input' for what is not a picture, and the system's error when the disk refuses.
 */
export async function writeThumbnail(
  input: string | Buffer | RgbPixels,
  path: string,
  size: number = THUMBNAIL_SIZE,
): Promise<void> {
  await writeSynced(path, await encodeThumbnail(await pixelsOf(input), size));
}

async function pixelsOf(input: string | Buffer | RgbPixels): Promise<RgbPixels> {
  if (typeof input !== 'string' && 'data' in input) return input;
  return decodeRgb(input);
}
