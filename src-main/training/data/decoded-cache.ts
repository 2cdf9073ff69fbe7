import { totalmem } from 'node:os';
import { UserError } from '../../../src-shared/errors.ts';
import type { DataWorkers } from './data-workers.ts';
import { Slabs } from './slabs.ts';
import type { WorkingSize } from './transform.ts';

export interface LoadOptions {
  readonly workers: DataWorkers;
  readonly workingSize: WorkingSize;
  /** Bytes of decoded images to keep in memory; default a quarter of what the machine (or its container) has. */
  readonly memoryBudget?: number;
  /** Bytes of images past that budget that each worker remembers; default 64 MiB. */
  readonly recentBytes?: number;
  /** Called after every image, readable or not. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Aborting rejects with a UserError 'cancelled'. */
  readonly signal?: AbortSignal;
}

/** An image that is left out of training, and why, in words for a person. */
export interface UnreadableImage {
  readonly index: number;
  readonly path: string;
  readonly message: string;
}

/** Requests in flight per worker: enough that none ever waits for the next one. */
const REQUESTS_PER_WORKER = 6;
const RECENT_BYTES = 64 * 2 ** 20;

function defaultBudget(): number {
  const constrained = process.constrainedMemory();
  return Math.floor((constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()) / 4);
}

/**
 * Decoded images in memory shared with the data workers, 8-bit RGB at the working size. What does not fit into the budget is decoded by the
 * workers whenever it is needed. Indices are those of the list of paths; an unreadable image keeps its index.
 */
export class DecodedCache {
  /** What the workers know these images by. */
  readonly id: number;
  readonly count: number;
  /** In order of their index. */
  readonly unreadable: readonly UnreadableImage[];
  /** Images held in memory. */
  readonly resident: number;
  /** Bytes of memory that they take. */
  readonly bytes: number;
  readonly #workers: DataWorkers;
  readonly #unusable: ReadonlySet<number>;

  private constructor(workers: DataWorkers, loading: Loading) {
    this.id = workers.newId();
    this.count = loading.paths.length;
    this.unreadable = loading.unreadable.sort((a, b) => a.index - b.index);
    this.resident = loading.resident;
    this.bytes = loading.slabs.used;
    this.#workers = workers;
    this.#unusable = new Set(this.unreadable.map(({ index }) => index));
    const { paths, places, workingSize, slabs, recentBytes } = loading;
    workers.sendAll({
      kind: 'open-images',
      images: this.id,
      shared: { paths, workingSize, slabs: slabs.buffers, places, recentBytes },
    });
  }

  /** Reads all files. One that is not a usable picture is listed in `unreadable`, never an error. */
  static async load(paths: readonly string[], options: LoadOptions): Promise<DecodedCache> {
    const loading = new Loading(paths, options);
    await loading.run();
    return new DecodedCache(options.workers, loading);
  }

  /** Whether the image could be read. Past the memory budget only the header was looked at. */
  isUsable(index: number): boolean {
    return index >= 0 && index < this.count && !this.#unusable.has(index);
  }

  /** Gives the memory back once no batches use it any more. */
  dispose(): void {
    this.#workers.sendAll({ kind: 'close-images', images: this.id });
  }
}

/** The state of one `DecodedCache.load`. */
class Loading {
  readonly paths: readonly string[];
  readonly workingSize: WorkingSize;
  readonly slabs: Slabs;
  readonly places: Int32Array;
  readonly unreadable: UnreadableImage[] = [];
  readonly recentBytes: number;
  resident = 0;
  readonly #options: LoadOptions;
  #full = false;
  #done = 0;
  #next = 0;

  constructor(paths: readonly string[], options: LoadOptions) {
    this.paths = paths;
    this.workingSize = options.workingSize;
    this.slabs = new Slabs(options.memoryBudget ?? defaultBudget());
    this.places = new Int32Array(new SharedArrayBuffer(paths.length * 16)).fill(-1);
    this.recentBytes = options.recentBytes ?? RECENT_BYTES;
    this.#options = options;
  }

  async run(): Promise<void> {
    const lanes = this.#options.workers.count * REQUESTS_PER_WORKER;
    await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
  }

  async #lane(): Promise<void> {
    const { signal, onProgress } = this.#options;
    while (this.#next < this.paths.length) {
      if (signal?.aborted) throw new UserError('cancelled', 'Loading the images was cancelled.');
      const index = this.#next++;
      await this.#load(index, this.paths[index]!);
      onProgress?.(++this.#done, this.paths.length);
    }
  }

  async #load(index: number, path: string): Promise<void> {
    const { workers } = this.#options;
    const read = this.#full ? await workers.check(path) : await workers.decode(path, this.workingSize);
    if (!read) return;
    if ('unusable' in read) {
      this.unreadable.push({ index, path, message: read.unusable });
      return;
    }
    const place = this.slabs.add(read);
    if (!place) {
      this.#full = true;
      return;
    }
    this.places.set([place.slab, place.offset, read.width, read.height], index * 4);
    this.resident++;
  }
}
