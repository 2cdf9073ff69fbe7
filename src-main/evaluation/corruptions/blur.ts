import type { Picture } from './picture.ts';

/** A square of weights that sum to 1; its side is odd. */
export interface Kernel {
  readonly side: number;
  readonly weights: Float64Array;
}

/** Gaussian weights at -radius … radius that sum to 1. */
function gaussianWeights(sigma: number, radius: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Cut off at four standard deviations, edges repeated, as `skimage.filters.gaussian` does. `sigma` > 0, pixels. */
export function gaussianBlur(picture: Picture, sigma: number): Picture {
  const weights = gaussianWeights(sigma, Math.floor(4 * sigma + 0.5));
  return alongRows(alongColumns(picture, weights), weights);
}

/** Each place of a row or column, and `radius` beyond both ends, as the nearest place within. */
const clampedPlaces = (side: number, radius: number): Int32Array =>
  Int32Array.from({ length: side + 2 * radius }, (_, i) => Math.min(side - 1, Math.max(0, i - radius)));

function alongRows({ side, values }: Picture, weights: Float64Array): Picture {
  const places = clampedPlaces(side, (weights.length - 1) / 2);
  const blurred = new Float32Array(values.length);
  for (let y = 0; y < side; y++) {
    const row = y * side;
    for (let x = 0; x < side; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (let i = 0; i < weights.length; i++) {
        const weight = weights[i]!;
        const from = (row + places[x + i]!) * 3;
        red += weight * values[from]!;
        green += weight * values[from + 1]!;
        blue += weight * values[from + 2]!;
      }
      const to = (row + x) * 3;
      blurred[to] = red;
      blurred[to + 1] = green;
      blurred[to + 2] = blue;
    }
  }
  return { side, values: blurred };
}

function alongColumns({ side, values }: Picture, weights: Float64Array): Picture {
  const places = clampedPlaces(side, (weights.length - 1) / 2);
  const stride = side * 3;
  const blurred = new Float32Array(values.length);
  const sums = new Float64Array(stride);
  for (let y = 0; y < side; y++) {
    sums.fill(0);
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      const from = places[y + i]! * stride;
      for (let at = 0; at < stride; at++) sums[at]! += weight * values[from + at]!;
    }
    blurred.set(sums, y * stride);
  }
  return { side, values: blurred };
}

/**
 * A disk of `radius` pixels, its edge smoothed by a small Gaussian of `softness` pixels (3 x 3, for radii above 8 pixels 5 x 5): what a lens out of
 * focus makes of a point, as ImageNet-C draws it.
 */
export function diskKernel(radius: number, softness: number): Kernel {
  const soft = gaussianWeights(softness, radius > 8 ? 2 : 1);
  const reach = (soft.length - 1) / 2;
  const half = Math.floor(radius) + reach;
  const side = 2 * half + 1;
  const inside = (x: number, y: number): number => ((x - half) ** 2 + (y - half) ** 2 <= radius ** 2 ? 1 : 0);
  const weights = Float64Array.from({ length: side * side }, (_, at) => {
    let sum = 0;
    for (const [i, a] of soft.entries()) {
      for (const [j, b] of soft.entries()) {
        sum += a * b * inside((at % side) + i - reach, Math.floor(at / side) + j - reach);
      }
    }
    return sum;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { side, weights: weights.map((weight) => weight / total) };
}

/** Edges are mirrored about the outermost pixels. */
export function convolve({ side, values }: Picture, kernel: Kernel): Picture {
  const half = (kernel.side - 1) / 2;
  const places = Int32Array.from({ length: side + 2 * half }, (_, i) => mirrored(i - half, side));
  const result = new Float64Array(values.length);
  for (let at = 0; at < kernel.weights.length; at++) {
    const weight = kernel.weights[at]!;
    if (weight === 0) continue;
    const [dx, dy] = [at % kernel.side, Math.floor(at / kernel.side)];
    for (let y = 0; y < side; y++) {
      const row = places[y + dy]! * side;
      for (let x = 0; x < side; x++) {
        const from = (row + places[x + dx]!) * 3;
        const to = (y * side + x) * 3;
        result[to]! += weight * values[from]!;
        result[to + 1]! += weight * values[from + 1]!;
        result[to + 2]! += weight * values[from + 2]!;
      }
    }
  }
  return { side, values: new Float32Array(result) };
}

/** … 2 1 0 1 2 … n-2 n-1 n-2 … */
function mirrored(place: number, side: number): number {
  if (side === 1) return 0;
  const period = 2 * (side - 1);
  const folded = ((place % period) + period) % period;
  return Math.min(folded, period - folded);
}
