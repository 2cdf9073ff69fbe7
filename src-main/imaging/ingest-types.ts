import type { ImageFacts, Rejection, Ignored } from './image-facts.ts';

/** One file to take in. Plain JSON; paths are absolute. */
export interface IngestTask {
  readonly source: string;
  /** Where a byte-for-byte copy is written; absent when the picture stays where it is. An existing file is overwritten. */
  readonly copyTo?: string;
  /** Where the WebP thumbnail is written. An existing file is overwritten. */
  readonly thumbnailTo: string;
  /** Longer side of the thumbnail in pixels; default 256, never enlarged. */
  readonly thumbnailSize?: number;
}

export interface IngestedImage {
  readonly kind: 'image';
  readonly source: string;
  readonly facts: ImageFacts;
  readonly bytes: number;
  /** SHA-256 of the file, hex: equal for byte-equal files. */
  readonly contentHash: string;
  /** SHA-256 of size and decoded pixels, hex: equal for the same picture in other files (re-saved without loss, other metadata). */
  readonly pixelHash: string;
}

/**
 * The disk of the project refused a write: `code` is ENOSPC, EDQUOT, EROFS, EACCES, EPERM, EIO, ENOENT, … The files after it would
 * fare alike: stop the job and tell the user.
 */
export interface StorageFailure {
  readonly kind: 'storage-failed';
  readonly source: string;
  readonly code: string;
  readonly message: string;
}

/** Plain JSON. Only 'image' left files behind, fsynced under the names that the task gave. */
export type IngestResult =
  | IngestedImage
  | (Rejection & { readonly source: string })
  | (Ignored & { readonly source: string })
  | StorageFailure;
