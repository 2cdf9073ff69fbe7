import { createRandom } from '../../../src-shared/random.ts';
import { applyTransform } from './augment/apply-transform.ts';
import { normalisationTable } from './augment/write-normalised.ts';
import type { NormalisationTable } from './augment/write-normalised.ts';
import type { ImageReader } from './image-reader.ts';
import type { Transform } from './transform.ts';
import { FAILED_IMAGES, PARTS_LEFT } from './worker-messages.ts';
import type { FillRequest, SharedBatch } from './worker-messages.ts';

/** Files that one worker decodes at once. */
const DECODING_AT_ONCE = 4;

/** Fills parts of batches inside a worker thread. */
export class BatchFiller {
  readonly #reader: ImageReader;
  readonly #transform: Transform;
  readonly #table: NormalisationTable;
  readonly #ring: readonly SharedBatch[];
  readonly #sampleLength: number;
  #stopped = false;

  constructor(reader: ImageReader, transform: Transform, ring: readonly SharedBatch[]) {
    this.#reader = reader;
    this.#transform = transform;
    this.#table = normalisationTable(transform.normalisation);
    this.#ring = ring;
    this.#sampleLength = 3 * transform.geometry.size ** 2;
  }

  /** Makes parts in work end early; what they wrote is then of no use. */
  stop(): void {
    this.#stopped = true;
  }

  async fill(request: FillRequest): Promise<void> {
    const batch = this.#ring[request.batch];
    if (!batch) throw new RangeError(`There is no batch buffer ${request.batch}.`);
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < request.imageIndices.length && !this.#stopped)
        await this.#fillPlace(batch, request, next++);
    };
    await Promise.all(Array.from({ length: DECODING_AT_ONCE }, work));
    Atomics.sub(batch.state, PARTS_LEFT, 1);
  }

  async #fillPlace(batch: SharedBatch, request: FillRequest, index: number): Promise<void> {
    const place = request.from + index;
    const imageIndex = request.imageIndices[index]!;
    const offset = place * this.#sampleLength;
    const pixels = this.#reader.peek(imageIndex) ?? (await this.#reader.read(imageIndex));
    if (pixels) {
      const random = createRandom(request.seeds[index]!);
      applyTransform(pixels, this.#transform, this.#table, random, batch.images, offset);
      return;
    }
    batch.images.fill(0, offset, offset + this.#sampleLength);
    batch.weights[place] = 0;
    Atomics.add(batch.state, FAILED_IMAGES, 1);
  }
}
