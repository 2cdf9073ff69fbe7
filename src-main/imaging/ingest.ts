import { rm } from 'node:fs/promises';
import { decodePicture, readFacts } from './decode.ts';
import { writeSynced } from '../files/durable-write.ts';
import { contentHash, pixelHash } from './hashes.ts';
import type { RgbPixels } from './image-facts.ts';
import type { IngestResult, IngestTask, StorageFailure } from './ingest-types.ts';
import { storageFailure } from './storage-failure.ts';
import { type PictureBytes, readPicture } from './picture-file.ts';
import { encodeThumbnail } from './thumbnail.ts';

/** Writes both files or leaves neither. */
async function store(
  task: IngestTask,
  bytes: Buffer,
  pixels: RgbPixels,
): Promise<StorageFailure | undefined> {
  const thumbnail = await encodeThumbnail(pixels, task.thumbnailSize);
  const writes = [{ path: task.thumbnailTo, bytes: thumbnail }];
  if (task.copyTo !== undefined) writes.push({ path: task.copyTo, bytes });
  const outcomes = await Promise.allSettled(writes.map((write) => writeSynced(write.path, write.bytes)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return undefined;
  await Promise.all(writes.map((write) => rm(write.path, { force: true }).catch(() => undefined)));
  return storageFailure(task.source, failed.reason);
}

/**
 * Takes one file in: reads it once, checks, hashes, decodes it once, writes the copy (if asked for) and the thumbnail and fsyncs both. The
 * caller renames them when it commits the row. Whatever is wrong is a result, never an exception. `onPicture` is given the bytes of a picture
 * that was taken in.
 */
export async function ingest(
  task: IngestTask,
  onPicture?: (picture: PictureBytes) => void | Promise<void>,
): Promise<IngestResult> {
  const { source } = task;
  const picture = await readPicture(source);
  if (picture.kind !== 'picture') return { ...picture, source };
  const facts = await readFacts(picture);
  if ('kind' in facts) return { ...facts, source };
  const pixels = await decodePicture(picture);
  if ('kind' in pixels) return { ...pixels, source };
  const failure = await store(task, picture.bytes, pixels);
  if (failure) return failure;
  await onPicture?.(picture);
  return {
    kind: 'image',
    source,
    facts,
    bytes: picture.bytes.length,
    contentHash: contentHash(picture.bytes),
    pixelHash: pixelHash(pixels),
  };
}

export interface IngestOptions {
  /** Files in work at once; default 8: most of the time a file waits for the disk. */
  readonly concurrency?: number;
  /** Once aborted, no further file is begun; the result then covers the files that were. */
  readonly signal?: AbortSignal;
  readonly onResult?: (result: IngestResult, index: number) => void;
  /** Given the bytes of each picture that was taken in, before its result; must not throw. */
  readonly onPicture?: (picture: PictureBytes, index: number) => void | Promise<void>;
}

/** `ingest` for a chunk of files; the results are in the order of the tasks and end at the first task not begun. */
export async function ingestAll(
  tasks: readonly IngestTask[],
  { concurrency = 8, signal, onResult, onPicture }: IngestOptions = {},
): Promise<IngestResult[]> {
  const results: IngestResult[] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (next < tasks.length && !signal?.aborted) {
      const index = next++;
      const result = await ingest(tasks[index]!, (picture) => onPicture?.(picture, index));
      results[index] = result;
      onResult?.(result, index);
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  return results;
}
