import { rm } from 'node:fs/promises';
import sharp from 'sharp';
import { writeSynced } from '../files/durable-write.ts';
import { contentHash, pixelHash } from '../imaging/hashes.ts';
import type { RgbPixels } from '../imaging/image-facts.ts';
import type { StorageFailure } from '../imaging/ingest-types.ts';
import { addPngText } from '../imaging/png-text.ts';
import { storageFailure } from '../imaging/storage-failure.ts';
import { encodeThumbnail } from '../imaging/thumbnail.ts';
import type { GeneratedPicture, PictureTask, PromptTokens } from './types.ts';

/** A PNG with `texts` in it. */
export async function encodePng(
  { data, width, height }: RgbPixels,
  texts: ReadonlyMap<string, string>,
): Promise<Buffer> {
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return addPngText(png, texts);
}

/** Writes both files, fsynced, or leaves neither. */
async function writeBoth(task: PictureTask, png: Buffer, thumbnail: Buffer): Promise<void> {
  const writes = [writeSynced(task.copyTo, png), writeSynced(task.thumbnailTo, thumbnail)];
  const outcomes = await Promise.allSettled(writes);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return;
  await Promise.all([rm(task.copyTo, { force: true }), rm(task.thumbnailTo, { force: true })]);
  throw failed.reason;
}

/** Stores a sampled picture where its task says. A disk that refuses is a result, not an exception. */
export async function writePicture(
  task: PictureTask,
  pixels: RgbPixels,
  texts: ReadonlyMap<string, string>,
  tokens: PromptTokens,
): Promise<GeneratedPicture | StorageFailure> {
  const [png, thumbnail] = await Promise.all([encodePng(pixels, texts), encodeThumbnail(pixels)]);
  try {
    await writeBoth(task, png, thumbnail);
  } catch (error) {
    return storageFailure(task.copyTo, error);
  }
  const { width, height } = pixels;
  return {
    kind: 'image',
    source: task.copyTo,
    bytes: png.length,
    contentHash: contentHash(png),
    pixelHash: pixelHash(pixels),
    facts: {
      format: 'png',
      width,
      height,
      pages: 1,
      hasAlpha: false,
      bitsPerSample: 8,
      colourSpace: 'srgb',
    },
    ...tokens,
  };
}
