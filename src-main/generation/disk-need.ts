import { statfs } from 'node:fs/promises';
import type { Sampling } from '../../src-shared/domain/generation.ts';
import { THUMBNAIL_SIZE } from '../imaging/thumbnail.ts';

/** Of raw RGB: what PNG leaves of a noisy picture, rounded up. */
const PNG_SHARE = 0.9;
/** Small thumbnails are kept without loss, larger ones as WebP of quality 82. */
const SMALL_THUMBNAIL_SHARE = 0.9;
const LARGE_THUMBNAIL_SHARE = 0.25;
const SMALL_SIDE = 64;
/** Rows, indexes, the text in the PNG, and the halves of blocks that two files leave empty. */
const OVERHEAD = 12_000;
/** Left free for the database's log and for everything else on the disk. */
const RESERVE = 200e6;

/** An upper estimate of what one picture takes with its thumbnail and its rows, in bytes. */
export function bytesPerImage({ width, height }: Pick<Sampling, 'width' | 'height'>): number {
  const shrink = Math.min(1, THUMBNAIL_SIZE / Math.max(width, height));
  const isSmall = Math.max(width, height) <= SMALL_SIDE;
  const thumbnail =
    width * height * shrink ** 2 * 3 * (isSmall ? SMALL_THUMBNAIL_SHARE : LARGE_THUMBNAIL_SHARE);
  return Math.ceil(width * height * 3 * PNG_SHARE + thumbnail + OVERHEAD);
}

/** Bytes that a program may still write in the folder's file system. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export const fits = (needed: number, free: number): boolean => needed === 0 || needed + RESERVE <= free;
