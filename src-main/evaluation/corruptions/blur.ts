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

const clamp = (value: number, last: number): number => Math.min(last, Math.max(0, value));

function alongRows({ side, values }: Picture, weights: Float64Array): Picture {
  const radius = (weights.length - 1) / 2;
  const blurred = values.map((_, at) => {
    const [x, from] = [Math.floor(at / 3) % side, at - (Math.floor(at / 3) % side) * 3];
    let sum = 0;
    for (const [i, weight] of weights.entries()) {
      sum += weight * values[from + clamp(x + i - radius, side - 1) * 3]!;
    }
    return sum;
  });
  return { side, values: blurred };
}

function alongColumns({ side, values }: Picture, weights: Float64Array): Picture {
  const radius = (weights.length - 1) / 2;
  const stride = side * 3;
  const blurred = values.map((_, at) => {
    const y = Math.floor(at / stride);
    let sum = 0;
    for (const [i, weight] of weights.entries()) {
      sum += weight * values[(at % stride) + clamp(y + i - radius, side - 1) * stride]!;
    }
    return sum;
  });
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
  const result = new Float64Array(values.length);
  for (const [at, weight] of kernel.weights.entries()) {
    if (weight === 0) continue;
    const [dx, dy] = [(at % kernel.side) - half, Math.floor(at / kernel.side) - half];
    for (let y = 0; y < side; y++) {
      const row = mirrored(y + dy, side) * side;
      for (let x = 0; x < side; x++) {
        const from = (row + mirrored(x + dx, side)) * 3;
        const to = (y * side + x) * 3;
        for (let c = 0; c < 3; c++) result[to + c]! += weight * values[from + c]!;
      }
    }
  }
  return { side, values: Float32Array.from(result) };
}

/** … 2 1 0 1 2 … n-2 n-1 n-2 … */
function mirrored(place: number, side: number): number {
  if (side === 1) return 0;
  const period = 2 * (side - 1);
  const folded = ((place % period) + period) % period;
  return Math.min(folded, period - folded);
}
