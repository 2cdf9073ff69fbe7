import type { RgbPixels } from '../../imaging/image-facts.ts';

/** The lately used images, as many as fit into `capacity` bytes. */
export class RecentImages {
  readonly #capacity: number;
  readonly #images = new Map<number, RgbPixels>();
  #bytes = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(index: number): RgbPixels | undefined {
    const pixels = this.#images.get(index);
    if (pixels) {
      this.#images.delete(index);
      this.#images.set(index, pixels);
    }
    return pixels;
  }

  add(index: number, pixels: RgbPixels): void {
    if (pixels.data.length > this.#capacity || this.#images.has(index)) return;
    this.#images.set(index, pixels);
    this.#bytes += pixels.data.length;
    for (const [oldest, { data }] of this.#images) {
      if (this.#bytes <= this.#capacity) break;
      this.#images.delete(oldest);
      this.#bytes -= data.length;
    }
  }
}
