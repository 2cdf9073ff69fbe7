import { UserError } from '../../../src-shared/errors.ts';
import type { Batch, Batches, BatchStatistics } from './batch.ts';
import { Domain } from './batch-plan.ts';
import type { BatchItem, BatchPlan } from './batch-plan.ts';
import type { DataWorkers } from './data-workers.ts';
import type { DecodedCache } from './decoded-cache.ts';
import type { SpareMemory } from './spare-memory.ts';
import type { Transform } from './transform.ts';
import { FAILED_IMAGES, PARTS_LEFT } from './worker-messages.ts';
import type { SharedBatch } from './worker-messages.ts';

export interface BatchesOptions {
  readonly workers: DataWorkers;
  readonly images: DecodedCache;
  readonly plan: BatchPlan;
  readonly transform: Transform;
  /** First step to make; default 0. */
  readonly firstStep?: number;
  /** Step to end before; default the end of the plan. */
  readonly endStep?: number;
  /** Batches made ahead of the consumer, if there are so many; default 3. */
  readonly prefetch?: number;
  readonly signal?: AbortSignal;
}

/** One buffer of the ring. */
interface Slot extends SharedBatch {
  readonly memory: SharedArrayBuffer;
  readonly labels: Int32Array;
  readonly domains: Uint8Array;
  use: { readonly kind: 'free' } | { readonly kind: 'filling' | 'held'; readonly step: number };
}

/** A part smaller than this is not worth a message of its own. */
const SMALLEST_PART = 8;

function newSlot(batchSize: number, imageSize: number, spare: SpareMemory): Slot {
  const pixels = batchSize * 3 * imageSize ** 2;
  const memory = spare.take(pixels * Float32Array.BYTES_PER_ELEMENT);
  return {
    memory,
    images: new Float32Array(memory, 0, pixels),
    weights: new Float32Array(new SharedArrayBuffer(batchSize * Float32Array.BYTES_PER_ELEMENT)),
    labels: new Int32Array(batchSize),
    domains: new Uint8Array(batchSize),
    state: new Int32Array(new SharedArrayBuffer(8)),
    use: { kind: 'free' },
  };
}

/** Starts making batches at once. Close what this returns before the workers and the cache. */
export const openBatches = (options: BatchesOptions): Batches => new BatchStream(options);

class BatchStream implements Batches {
  readonly #options: BatchesOptions;
  readonly #id: number;
  readonly #ring: readonly Slot[];
  readonly #endStep: number;
  #nextToFill: number;
  #nextToGive: number;
  #wake: (() => void) | undefined;
  #error: Error | undefined;
  #waitedMs = 0;
  #given = 0;
  #failedImages = 0;

  constructor(options: BatchesOptions) {
    const { workers, images, plan, transform, firstStep = 0, prefetch = 3, signal } = options;
    workers.assertWorking();
    this.#options = options;
    this.#id = workers.newId();
    this.#nextToFill = firstStep;
    this.#nextToGive = firstStep;
    this.#endStep = Math.min(options.endStep ?? plan.steps, plan.steps);
    const slots = Math.min(Math.max(1, prefetch) + 1, Math.max(0, this.#endStep - firstStep));
    this.#ring = Array.from({ length: slots }, () =>
      newSlot(plan.batchSize, transform.geometry.size, workers.spare),
    );
    workers.listen(this.#id, { filled: () => this.#wake?.(), crashed: (error) => this.#stop(error) });
    workers.sendAll({
      kind: 'open-batches',
      batches: this.#id,
      images: images.id,
      transform,
      ring: this.#ring.map(({ images, weights, state }) => ({ images, weights, state })),
    });
    if (signal?.aborted) this.#cancel();
    signal?.addEventListener('abort', this.#cancel, { once: true });
    this.#fillFree();
  }

  get statistics(): BatchStatistics {
    return { waitedMs: this.#waitedMs, batches: this.#given, failedImages: this.#failedImages };
  }

  async next(): Promise<Batch | null> {
    if (this.#error) throw this.#error;
    if (this.#nextToGive >= this.#endStep) return null;
    const step = this.#nextToGive;
    const slot = this.#ring.find(({ use }) => use.kind === 'filling' && use.step === step);
    if (!slot) throw new Error('All batches are in use. Release one before taking the next.');
    await this.#untilFilled(slot);
    this.#nextToGive++;
    this.#given++;
    this.#failedImages += Atomics.load(slot.state, FAILED_IMAGES);
    slot.use = { kind: 'held', step };
    return this.#batchOf(slot, step);
  }

  /** The threads are asked through shared memory first: a caller that blocked this thread finds its batch without a turn of the event loop. */
  async #untilFilled(slot: Slot): Promise<void> {
    if (Atomics.load(slot.state, PARTS_LEFT) === 0) return;
    const start = performance.now();
    while (Atomics.load(slot.state, PARTS_LEFT) > 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      if (this.#error) throw this.#error;
    }
    this.#waitedMs += performance.now() - start;
  }

  #batchOf(slot: Slot, step: number): Batch {
    const { images, labels, weights, domains } = slot;
    const release = (): void => {
      if (slot.use.kind !== 'held' || slot.use.step !== step) return;
      slot.use = { kind: 'free' };
      this.#fillFree();
    };
    return { step, images, labels, weights, domains, release };
  }

  #fillFree(): void {
    for (const slot of this.#ring) {
      if (this.#error || this.#nextToFill >= this.#endStep) return;
      if (slot.use.kind === 'free') this.#startFilling(slot, this.#nextToFill++);
    }
  }

  #startFilling(slot: Slot, step: number): void {
    const items = this.#options.plan.itemsAt(step);
    this.#check(items, step);
    slot.use = { kind: 'filling', step };
    slot.labels.set(items.map(({ label }) => label));
    slot.weights.set(items.map(({ weight }) => weight));
    slot.domains.set(items.map(({ domain }) => Domain[domain]));
    const { count } = this.#options.workers;
    const partSize = Math.max(SMALLEST_PART, Math.ceil(items.length / count));
    const parts = Math.ceil(items.length / partSize);
    Atomics.store(slot.state, FAILED_IMAGES, 0);
    Atomics.store(slot.state, PARTS_LEFT, parts);
    for (let part = 0; part < parts; part++) {
      this.#requestPart(
        slot,
        step + part,
        part * partSize,
        items.slice(part * partSize, (part + 1) * partSize),
      );
    }
  }

  #requestPart(slot: Slot, worker: number, from: number, items: readonly BatchItem[]): void {
    this.#options.workers.sendTo(worker, {
      kind: 'fill',
      batches: this.#id,
      batch: this.#ring.indexOf(slot),
      from,
      imageIndices: Int32Array.from(items, ({ imageIndex }) => imageIndex),
      seeds: Uint32Array.from(items, ({ augmentationSeed }) => augmentationSeed),
    });
  }

  #check(items: readonly BatchItem[], step: number): void {
    const { images, plan } = this.#options;
    if (items.length !== plan.batchSize) {
      throw new RangeError(`Step ${step} has ${items.length} images, not ${plan.batchSize}.`);
    }
    const missing = items.find(({ imageIndex }) => !images.isUsable(imageIndex));
    if (missing)
      throw new RangeError(`Step ${step} asks for image ${missing.imageIndex}, which is not usable.`);
  }

  readonly #cancel = (): void => this.#stop(new UserError('cancelled', 'Making batches was cancelled.'));

  #stop(error: Error): void {
    if (this.#error) return;
    this.#error = error;
    const { workers, signal } = this.#options;
    signal?.removeEventListener('abort', this.#cancel);
    workers.unlisten(this.#id);
    workers.sendAll({ kind: 'close-batches', batches: this.#id });
    for (const { memory, state, use } of this.#ring) {
      // A thread may still write into what is not filled, and the consumer reads what it holds.
      if (use.kind !== 'held' && Atomics.load(state, PARTS_LEFT) === 0) workers.spare.give(memory);
    }
    this.#wake?.();
  }

  async close(): Promise<void> {
    this.#cancel();
  }
}
