import type { Random } from '../../../src-shared/random.ts';

/**
 * A height map of clouds, [size, size], from 0 to 1: midpoint displacement by the diamond-square rule (Fournier et al. 1982) on a torus. The
 * amplitude is divided by `decay` from one octave to the next: the greater, the smoother. `size` must be a power of two.
 */
export function clouds(size: number, decay: number, random: Random): Float64Array {
  const map = new Float64Array(size * size);
  const place = (x: number, y: number): number => (y & (size - 1)) * size + (x & (size - 1));
  let amplitude = 1;
  const displaced = (...corners: readonly number[]): number =>
    corners.reduce((sum, corner) => sum + map[corner]!, 0) / corners.length +
    amplitude * random.between(-1, 1);
  for (let step = size; step >= 2; step /= 2, amplitude /= decay) {
    const half = step / 2;
    for (let y = 0; y < size; y += step) {
      for (let x = 0; x < size; x += step) {
        map[place(x + half, y + half)] = displaced(
          place(x, y),
          place(x + step, y),
          place(x, y + step),
          place(x + step, y + step),
        );
      }
    }
    for (let y = 0; y < size; y += half) {
      for (let x = y % step === 0 ? half : 0; x < size; x += step) {
        map[place(x, y)] = displaced(
          place(x - half, y),
          place(x + half, y),
          place(x, y - half),
          place(x, y + half),
        );
      }
    }
  }
  return toUnitRange(map);
}

function toUnitRange(map: Float64Array): Float64Array {
  const low = map.reduce((a, b) => Math.min(a, b), Infinity);
  const high = map.reduce((a, b) => Math.max(a, b), -Infinity);
  return high > low ? map.map((height) => (height - low) / (high - low)) : map.fill(0);
}
