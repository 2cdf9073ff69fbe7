import type { RgbPixels } from '../../imaging/image-facts.ts';
import { RecentImages } from './recent-images.ts';
import type { SharedImages } from './worker-messages.ts';
import { readWorkingPixels } from './working-pixels.ts';

/** A worker's view of the images: those in shared memory at once, others by decoding them. */
export class ImageReader {
  readonly #shared: SharedImages;
  readonly #recent: RecentImages;

  constructor(shared: SharedImages) {
    this.#shared = shared;
    this.#recent = new RecentImages(shared.recentBytes);
  }

  /** The pixels if they are in memory. */
  peek(index: number): RgbPixels | undefined {
    const { places, slabs } = this.#shared;
    const slab = slabs[places[index * 4]!];
    if (!slab) return this.#recent.get(index);
    const width = places[index * 4 + 2]!;
    const height = places[index * 4 + 3]!;
    return { data: new Uint8Array(slab, places[index * 4 + 1], width * height * 3), width, height };
  }

  /** Undefined when the file cannot be decoded any more. */
  async read(index: number): Promise<RgbPixels | undefined> {
    const known = this.peek(index);
    if (known) return known;
    const path = this.#shared.paths[index];
    if (path === undefined) throw new RangeError(`There is no image ${index}.`);
    const pixels = await readWorkingPixels(path, this.#shared.workingSize);
    if ('unusable' in pixels) return undefined;
    this.#recent.add(index, pixels);
    return pixels;
  }
}
