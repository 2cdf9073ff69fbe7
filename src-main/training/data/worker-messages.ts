import type { RgbPixels } from '../../imaging/image-facts.ts';
import type { Transform, WorkingSize } from './transform.ts';

/** What a worker needs to get at decoded images. Memory is shared, not copied. */
export interface SharedImages {
  readonly paths: readonly string[];
  readonly workingSize: WorkingSize;
  readonly slabs: readonly SharedArrayBuffer[];
  /** [4 n]: slab, byte offset, width, height of each image; slab -1 for one that is decoded when it is needed. */
  readonly places: Int32Array;
  /** Bytes of lately decoded images that each worker keeps. */
  readonly recentBytes: number;
}

/** The shared memory of one batch being filled. */
export interface SharedBatch {
  /** [N, 3, S, S] */
  readonly images: Float32Array;
  /** [N]; a worker sets the weight of an image that it cannot decode to 0. */
  readonly weights: Float32Array;
  /** [2]: parts not yet filled; images of this batch that failed. Changed with Atomics only. */
  readonly state: Int32Array;
}

export const PARTS_LEFT = 0;
export const FAILED_IMAGES = 1;

export type ToWorker =
  | { readonly kind: 'open-images'; readonly images: number; readonly shared: SharedImages }
  | { readonly kind: 'close-images'; readonly images: number }
  | {
      readonly kind: 'open-batches';
      readonly batches: number;
      readonly images: number;
      readonly transform: Transform;
      readonly ring: readonly SharedBatch[];
    }
  | { readonly kind: 'close-batches'; readonly batches: number }
  | FillRequest
  | {
      readonly kind: 'decode';
      readonly request: number;
      readonly path: string;
      readonly workingSize: WorkingSize;
    }
  /** Reads the header only. */
  | { readonly kind: 'check'; readonly request: number; readonly path: string }
  | { readonly kind: 'exit' };

/** Fill the places `from` … of a batch of the ring, one for each image index. */
export interface FillRequest {
  readonly kind: 'fill';
  readonly batches: number;
  readonly batch: number;
  readonly from: number;
  readonly imageIndices: Int32Array;
  readonly seeds: Uint32Array;
}

export type FromWorker =
  | { readonly kind: 'filled'; readonly batches: number }
  | {
      readonly kind: 'read';
      readonly request: number;
      /** Absent after 'check' of a good file. */
      readonly pixels?: RgbPixels;
      readonly unusable?: string;
    }
  /** A fault of the program, not of a picture. */
  | { readonly kind: 'crashed'; readonly message: string };
