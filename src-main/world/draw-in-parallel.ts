import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PictureSpec } from './spec.ts';

type PictureFormat = 'png' | 'webp' | 'raw';

export interface DrawJob {
  readonly batch: number;
  readonly specs: readonly PictureSpec[];
  readonly size: number;
  readonly format: PictureFormat;
}

export interface DrawnBatch {
  readonly batch: number;
  readonly pictures: readonly Uint8Array[];
}

export type Reply = DrawnBatch | { readonly batch: number; readonly failure: string };

export interface ParallelOptions {
  /** Width and height in pixels. */
  readonly size: number;
  /** `raw`: RGB rows, size * size * 3 bytes. Default `png`. */
  readonly format?: PictureFormat;
  /** Worker threads; default: one for each core, at most 8. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

const BATCH = 16;

interface Crew {
  readonly ask: (worker: number, job: DrawJob) => Promise<DrawnBatch>;
  readonly dismiss: () => Promise<void>;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const endedEarly = (): Error => new Error('A drawing thread ended before its pictures were done.');

function hire(count: number): Crew {
  const entry = new URL(`./draw-worker${extname(import.meta.url)}`, import.meta.url);
  const workers = Array.from({ length: count }, () => new Worker(entry));
  const broken = new Map<number, Error>();
  // A thread may also fail while nothing is asked of it.
  for (const [i, worker] of workers.entries()) {
    worker.on('error', (error: unknown) => broken.set(i, asError(error)));
    worker.on('exit', () => {
      if (!broken.has(i)) broken.set(i, endedEarly());
    });
  }
  const ask = (index: number, job: DrawJob): Promise<DrawnBatch> =>
    new Promise((resolve, reject) => {
      const worker = workers[index];
      if (worker === undefined) throw new RangeError(`There is no drawing thread ${index}.`);
      const failure = broken.get(index);
      if (failure) throw failure;
      const release = (): void => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
      };
      const onMessage = (reply: Reply): void => {
        release();
        if ('failure' in reply) reject(new Error(`A picture could not be drawn: ${reply.failure}`));
        else resolve(reply);
      };
      const onError = (error: unknown): void => {
        release();
        reject(asError(error));
      };
      const onExit = (): void => {
        release();
        reject(endedEarly());
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      worker.postMessage(job);
    });
  return {
    ask,
    dismiss: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function* batchesOf(
  specs: Iterable<PictureSpec>,
  size: number,
  format: PictureFormat,
): Generator<DrawJob, void, undefined> {
  let batch = 0;
  let held: PictureSpec[] = [];
  for (const spec of specs) {
    held.push(spec);
    if (held.length < BATCH) continue;
    yield { batch: batch++, specs: held, size, format };
    held = [];
  }
  if (held.length > 0) yield { batch, specs: held, size, format };
}

/** `promise` rejects once the signal is aborted; `release` stops listening to it. */
function cancellation(signal: AbortSignal | undefined): { promise: Promise<never>; release: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void =>
    reject(signal?.reason instanceof Error ? signal.reason : new Error('Drawing was cancelled.'));
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  promise.catch(() => undefined);
  return { promise, release: () => signal?.removeEventListener('abort', stop) };
}

/**
 * Draws pictures on several threads and yields them in the order of `specs`, which is read lazily. Leaving the loop early or
 * aborting `signal` ends the threads.
 *
 * @throws The signal's reason when aborted; an Error when a picture cannot be drawn.
 */
export async function* drawInParallel(
  specs: Iterable<PictureSpec>,
  options: ParallelOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { size, format = 'png', signal } = options;
  const threads = Math.max(1, options.threads ?? Math.min(8, availableParallelism()));
  signal?.throwIfAborted();
  const crew = hire(threads);
  const abort = cancellation(signal);
  try {
    const jobs = batchesOf(specs, size, format);
    const waiting: Promise<DrawnBatch>[] = [];
    const last: Promise<unknown>[] = Array.from({ length: threads }, () => Promise.resolve());
    const enqueue = (): void => {
      const { value: job, done } = jobs.next();
      if (done === true) return;
      const worker = job.batch % threads;
      const before = last[worker] ?? Promise.resolve();
      const mine = before.then(() => crew.ask(worker, job));
      mine.catch(() => undefined);
      last[worker] = mine;
      waiting.push(mine);
    };
    for (let i = 0; i < threads * 2; i++) enqueue();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { pictures } = await Promise.race([next, abort.promise]);
      enqueue();
      for (const picture of pictures) yield picture;
    }
  } finally {
    abort.release();
    await crew.dismiss();
  }
}
