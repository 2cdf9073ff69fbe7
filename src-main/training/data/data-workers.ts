import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
// libvips must be loaded by the main thread before any worker thread loads it (sharp, installation notes for glibc).
import 'sharp';
import { SpareMemory } from './spare-memory.ts';
import type { WorkingSize } from './transform.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import type { Unusable } from './working-pixels.ts';

export interface DataWorkersOptions {
  /** Number of threads; default one less than there are cores, 1 to 8: the training step needs the cores more. */
  readonly count?: number;
}

type ReadReply = Extract<FromWorker, { kind: 'read' }>;

interface Waiting {
  readonly resolve: (reply: ReadReply) => void;
  readonly reject: (error: Error) => void;
}

/** Hears about a set of batches that the workers fill. */
export interface FillListener {
  readonly filled: () => void;
  readonly crashed: (error: Error) => void;
}

// Resolved beside this module so that the same line serves the sources (.ts) and the compiled program (.js).
const entry = new URL(`./batch-worker${extname(import.meta.url)}`, import.meta.url);

/** Threads that decode images and fill batches. One pool serves all caches and batches of a run; `close` it at the end. */
export class DataWorkers {
  readonly count: number;
  /** For the images of batches, which come and go while the workers stay. */
  readonly spare = new SpareMemory();
  readonly #workers: readonly Worker[];
  readonly #exits: readonly Promise<void>[];
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<number, FillListener>();
  #nextId = 0;
  #nextReader = 0;
  #failure: Error | undefined;
  #closing: Promise<void> | undefined;

  constructor({ count }: DataWorkersOptions = {}) {
    this.count = count ?? Math.min(8, Math.max(1, availableParallelism() - 1));
    this.#workers = Array.from({ length: this.count }, () => this.#start());
    this.#exits = this.#workers.map(
      (worker) =>
        new Promise((resolve) => {
          worker.once('exit', () => resolve());
        }),
    );
  }

  #start(): Worker {
    const worker = new Worker(entry);
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error: unknown) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    worker.on('exit', () => {
      if (!this.#closing) this.#fail(new Error('A data worker thread ended unexpectedly.'));
    });
    return worker;
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'filled':
        this.#listeners.get(message.batches)?.filled();
        return;
      case 'read':
        this.#waiting.get(message.request)?.resolve(message);
        this.#waiting.delete(message.request);
        return;
      case 'crashed':
        this.#fail(new Error(`A data worker thread failed: ${message.message}`));
        return;
      default:
        message satisfies never;
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    for (const listener of this.#listeners.values()) listener.crashed(error);
  }

  /** A number that no other set of images or batches of these workers has. */
  newId(): number {
    return this.#nextId++;
  }

  /** Throws what made a thread fail, if one did. */
  assertWorking(): void {
    if (this.#failure) throw this.#failure;
    if (this.#closing) throw new Error('The data workers are closed.');
  }

  sendAll(message: ToWorker): void {
    for (const worker of this.#workers) worker.postMessage(message);
  }

  sendTo(worker: number, message: ToWorker): void {
    this.#workers[worker % this.count]?.postMessage(message);
  }

  listen(batches: number, listener: FillListener): void {
    this.#listeners.set(batches, listener);
  }

  unlisten(batches: number): void {
    this.#listeners.delete(batches);
  }

  #read(message: Extract<ToWorker, { kind: 'decode' | 'check' }>): Promise<ReadReply> {
    this.assertWorking();
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.request, { resolve, reject });
      this.sendTo(this.#nextReader++, message);
    });
  }

  /** Decodes a file at its working size in one of the threads. */
  async decode(path: string, workingSize: WorkingSize): Promise<RgbPixels | Unusable> {
    const { pixels, unusable } = await this.#read({
      kind: 'decode',
      request: this.newId(),
      path,
      workingSize,
    });
    return pixels ?? { unusable: unusable ?? 'The file is not a picture.' };
  }

  /** Reads a file's header in one of the threads. */
  async check(path: string): Promise<Unusable | undefined> {
    const { unusable } = await this.#read({ kind: 'check', request: this.newId(), path });
    return unusable === undefined ? undefined : { unusable };
  }

  /** Ends the threads after what they have in hand. Whatever still waits for them is rejected. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    this.#fail(new Error('The data workers are closed.'));
    this.sendAll({ kind: 'exit' });
    await Promise.all(this.#exits);
  }
}
