/** N = batch size, S = image size. The arrays belong to the consumer until `release`, then they are filled anew. */
export interface Batch {
  readonly step: number;
  /** [N, 3, S, S] normalised float32, on a SharedArrayBuffer. */
  readonly images: Float32Array;
  /** [N] class indices. */
  readonly labels: Int32Array;
  /** [N] loss weights; 0 where a place only fills the batch up, or where an image could not be decoded any more. */
  readonly weights: Float32Array;
  /** [N] `Domain` values. */
  readonly domains: Uint8Array;
  /** Gives the buffers back for a later batch. Calling it twice does nothing. */
  release(): void;
}

/** Batches in step order, made ahead of the consumer by worker threads. */
export interface Batches {
  /**
   * The next batch, or null after the last one. Reject with a UserError: 'cancelled' when the signal was aborted or `close` called.
   * At most one call at a time, and at most `prefetch` batches may be held unreleased.
   */
  next(): Promise<Batch | null>;
  /** Milliseconds that `next` made its caller wait so far, and how many batches it gave. */
  readonly statistics: BatchStatistics;
  /** Stops making batches. The workers and the cache stay usable. */
  close(): Promise<void>;
}

export interface BatchStatistics {
  readonly waitedMs: number;
  readonly batches: number;
  /** Images that were fine when the cache was loaded and could not be decoded later; they went in with weight 0. */
  readonly failedImages: number;
}
