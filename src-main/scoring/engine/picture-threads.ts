import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
// libvips must be loaded by the main thread before any worker thread loads it (sharp, installation notes for glibc).
import 'sharp';
import type { ErrorReport } from '../../../src-shared/errors.ts';
import type { Preprocessing } from '../clip/preprocessing.ts';

export interface PrepareRequest {
  readonly id: number;
  readonly path: string;
  readonly preprocessing: Preprocessing;
}

/** [3, height, width] of a picture, or why it is none. */
export type PreparedPicture =
  | { readonly values: Float32Array<ArrayBuffer> }
  | { readonly failure: ErrorReport };

export type PrepareReply = { readonly id: number } & PreparedPicture;

interface Waiting {
  readonly resolve: (picture: PreparedPicture) => void;
  readonly reject: (error: Error) => void;
}

// Resolved beside this module so that the same line serves the sources (.ts) and the compiled program (.js).
const entry = new URL(`./prepare-worker${extname(import.meta.url)}`, import.meta.url);

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Threads that decode pictures while the model runs. `close` them at the end. */
export class PictureThreads {
  /** Pictures that are worth asking for ahead. */
  readonly ahead: number;
  readonly #workers: readonly Worker[];
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #failure: Error | undefined;

  constructor(count = Math.min(8, Math.max(1, availableParallelism() - 1))) {
    this.#workers = Array.from({ length: count }, () => this.#start());
    this.ahead = count * 6;
  }

  /** A file that is not a usable picture is an answer; rejects when a thread breaks down. */
  prepare(path: string, preprocessing: Preprocessing): Promise<PreparedPicture> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const worker = this.#workers[id % this.#workers.length];
      worker?.postMessage({ id, path, preprocessing } satisfies PrepareRequest);
    });
  }

  async close(): Promise<void> {
    this.#fail(new Error('The threads that prepare pictures were closed.'));
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(entry);
    worker.on('message', (reply: PrepareReply) => {
      this.#waiting.get(reply.id)?.resolve(reply);
      this.#waiting.delete(reply.id);
    });
    worker.on('error', (error: unknown) => this.#fail(asError(error)));
    worker.on('exit', () => this.#fail(new Error('A thread that prepares pictures ended unexpectedly.')));
    return worker;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
