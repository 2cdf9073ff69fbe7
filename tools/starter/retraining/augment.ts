import { createRandom, type Random } from '../../../src-shared/random.ts';

const NOISE_NUMBERS = 1 << 20;
let table: Float32Array | undefined;

/** Standard normal numbers, drawn once: pictures begin at places of their own in them. */
function noise(): Float32Array {
  if (table === undefined) {
    const random = createRandom(1);
    table = Float32Array.from({ length: NOISE_NUMBERS }, () => random.normal());
  }
  return table;
}

export interface AugmentTarget {
  /** [N, 3, size, size], values about -1..1. */
  readonly out: Float32Array;
  /** Which of the N. */
  readonly place: number;
  readonly size: number;
  /** Whether half of the pictures are mirrored. */
  readonly flip: boolean;
}

/**
 * Writes a picture with mild changes of colour (chroma, contrast, cast, noise), so that looks which were never trained on are read as
 * well.
 */
export function augmentInto(
  rgb: Uint8Array,
  { out, place, size, flip }: AugmentTarget,
  random: Random,
): void {
  const contrast = random.between(0.7, 1.3);
  const cast = [0, 1, 2].map(() => random.between(-0.15, 0.15));
  const chroma = random.between(0.5, 1.5);
  const grain = random.between(0, 0.12);
  const start = random.integer(NOISE_NUMBERS);
  const mirrored = flip && random.next() < 0.5;
  const normals = noise();
  const plane = size * size;
  const first = place * 3 * plane;
  for (let i = 0; i < plane; i++) {
    const x = i % size;
    const from = 3 * (mirrored ? i - x + (size - 1 - x) : i);
    const [r, g, b] = [rgb[from]! / 127.5 - 1, rgb[from + 1]! / 127.5 - 1, rgb[from + 2]! / 127.5 - 1];
    const grey = (r + g + b) / 3;
    for (let channel = 0; channel < 3; channel++) {
      const value = channel === 0 ? r : channel === 1 ? g : b;
      const at = channel * plane + i;
      out[first + at] =
        (grey + (value - grey) * chroma) * contrast +
        cast[channel]! +
        grain * normals[(start + at) % NOISE_NUMBERS]!;
    }
  }
}
