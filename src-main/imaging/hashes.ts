import { createHash } from 'node:crypto';
import type { RgbPixels } from './image-facts.ts';

/** SHA-256 of the bytes, 64 hex digits. */
export const contentHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of width, height and pixels, 64 hex digits: the same picture has it in every file that keeps it without loss. */
export const pixelHash = ({ data, width, height }: RgbPixels): string =>
  createHash('sha256').update(`${width}x${height}:`).update(data).digest('hex');
