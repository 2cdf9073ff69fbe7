import type { TaskImplementation } from '../engine/tasks.ts';
import { writeSynced } from '../files/durable-write.ts';
import { contentHash, pixelHash } from '../imaging/hashes.ts';
import type { IngestedImage, StorageFailure } from '../imaging/ingest-types.ts';
import { storageFailure } from '../imaging/storage-failure.ts';
import { encodeThumbnail } from '../imaging/thumbnail.ts';
import { drawInParallel } from '../world/draw-in-parallel.ts';
import { encodePicture } from '../world/encode.ts';
import type { PictureSpec } from '../world/spec.ts';

export interface DrawTask {
  spec: PictureSpec;
  copyTo: string;
  thumbnailTo: string;
}

declare module '../engine/tasks.ts' {
  interface Tasks {
    /** Draws pictures, writes each as PNG with its thumbnail and fsyncs both; results are in order and end early only when cancelled. */
    'world.draw': {
      input: { pictures: DrawTask[]; size: number };
      output: (IngestedImage | StorageFailure)[];
      progress: never;
    };
  }
}

/** Encoding and writing one batch overlap with the drawing of the next. */
const WRITES_AT_ONCE = 16;

export const drawPictures: TaskImplementation<'world.draw'> = async ({ pictures, size }, { signal }) => {
  const results: Promise<IngestedImage | StorageFailure>[] = [];
  const specs = pictures.map((picture) => picture.spec);
  for await (const rgb of drawInParallel(specs, { size, format: 'raw', signal })) {
    results.push(write(pictures[results.length]!, rgb, size));
    await results[results.length - WRITES_AT_ONCE];
  }
  return Promise.all(results);
};

async function write(task: DrawTask, rgb: Uint8Array, size: number): Promise<IngestedImage | StorageFailure> {
  const source = task.copyTo;
  const pixels = { data: rgb, width: size, height: size };
  try {
    const [png, thumbnail] = await Promise.all([encodePicture(rgb, size), encodeThumbnail(pixels)]);
    await Promise.all([writeSynced(task.copyTo, png), writeSynced(task.thumbnailTo, thumbnail)]);
    return {
      kind: 'image',
      source,
      bytes: png.length,
      contentHash: contentHash(png),
      pixelHash: pixelHash(pixels),
      facts: {
        format: 'png',
        width: size,
        height: size,
        pages: 1,
        hasAlpha: false,
        bitsPerSample: 8,
        colourSpace: 'srgb',
      },
    };
  } catch (error) {
    return storageFailure(source, error);
  }
}
