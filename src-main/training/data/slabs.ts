import type { RgbPixels } from '../../imaging/image-facts.ts';

const SLAB_BYTES = 64 * 2 ** 20;

/** Large pieces of shared memory that images are laid into one after the other, up to a budget. */
export class Slabs {
  readonly buffers: SharedArrayBuffer[] = [];
  readonly #budget: number;
  #allocated = 0;
  #end = 0;
  #used = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Bytes of pixels held. */
  get used(): number {
    return this.#used;
  }

  /** Copies the pixels in; undefined when the budget is used up. */
  add({ data }: RgbPixels): { slab: number; offset: number } | undefined {
    const open = this.buffers.at(-1);
    if (!open || this.#end + data.length > open.byteLength) {
      const size = Math.min(Math.max(SLAB_BYTES, data.length), this.#budget - this.#allocated);
      if (size < data.length) return undefined;
      this.buffers.push(new SharedArrayBuffer(size));
      this.#allocated += size;
      this.#end = 0;
    }
    const slab = this.buffers.length - 1;
    const offset = this.#end;
    new Uint8Array(this.buffers[slab]!, offset, data.length).set(data);
    this.#end += data.length;
    this.#used += data.length;
    return { slab, offset };
  }
}
