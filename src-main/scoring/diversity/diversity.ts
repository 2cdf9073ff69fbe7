import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

/** Vectors of any length but 0, one after the other: [rows, dimension]. */
export interface Rows {
  readonly data: Float32Array;
  readonly dimension: number;
}

export interface Diversity {
  /** Mean of 1 - cosine over all pairs of rows, in [0, 2]; 0 for a single row. */
  readonly meanDistance: number;
  /** Effective number of different rows, in [1, rows]. */
  readonly vendi: number;
}

/**
 * Mean pairwise cosine distance, and the Vendi score of order 1 with cosines as kernel: the exponential of the Shannon entropy of the
 * eigenvalues of K / n (Friedman and Dieng 2023, arXiv 2210.02410). Takes rows² x dimension or rows x dimension² operations, whichever is
 * less, and as many as the cube of the smaller.
 *
 * @throws RangeError without rows, and for rows of length 0 or with values that are no numbers.
 */
export function diversityOf({ data, dimension }: Rows): Diversity {
  const count = data.length / dimension;
  if (!Number.isInteger(count) || count === 0) throw new RangeError('There are no rows to compare.');
  const unit = unitRows(data, dimension);
  return { meanDistance: meanDistance(unit, dimension), vendi: vendi(unit, dimension) };
}

function unitRows(data: Float32Array, dimension: number): Float64Array {
  const unit = Float64Array.from(data);
  for (let start = 0; start < unit.length; start += dimension) {
    let sum = 0;
    for (let i = start; i < start + dimension; i++) sum += unit[i]! ** 2;
    const length = Math.sqrt(sum);
    if (!(length > 0) || length === Infinity) throw new RangeError('A row has no direction.');
    for (let i = start; i < start + dimension; i++) unit[i] = unit[i]! / length;
  }
  return unit;
}

/** The cosines of all ordered pairs add up to the squared length of the sum of all rows; each row's own with itself is 1. */
function meanDistance(unit: Float64Array, dimension: number): number {
  const count = unit.length / dimension;
  if (count === 1) return 0;
  let squared = 0;
  for (let i = 0; i < dimension; i++) {
    let sum = 0;
    for (let at = i; at < unit.length; at += dimension) sum += unit[at]!;
    squared += sum ** 2;
  }
  return Math.max(0, 1 - (squared - count) / (count * (count - 1)));
}

function vendi(unit: Float64Array, dimension: number): number {
  const count = unit.length / dimension;
  const size = Math.min(count, dimension);
  const kernel = count <= dimension ? productsOfRows(unit, dimension) : productsOfColumns(unit, dimension);
  let entropy = 0;
  for (const value of symmetricEigenvalues(kernel, size)) {
    const share = value / count;
    if (share > 0) entropy -= share * Math.log(share);
  }
  return Math.min(count, Math.max(1, Math.exp(entropy)));
}

/** Lower triangle of X Xᵀ: [rows, rows]. */
function productsOfRows(unit: Float64Array, dimension: number): Float64Array {
  const count = unit.length / dimension;
  const out = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let other = 0; other <= row; other++) {
      let sum = 0;
      const [a, b] = [row * dimension, other * dimension];
      for (let i = 0; i < dimension; i++) sum += unit[a + i]! * unit[b + i]!;
      out[row * count + other] = sum;
    }
  }
  return out;
}

/** Lower triangle of Xᵀ X: [dimension, dimension]. It has the same eigenvalues but for zeros. */
function productsOfColumns(unit: Float64Array, dimension: number): Float64Array {
  const out = new Float64Array(dimension * dimension);
  for (let start = 0; start < unit.length; start += dimension) {
    for (let i = 0; i < dimension; i++) {
      const value = unit[start + i]!;
      const to = i * dimension;
      for (let j = 0; j <= i; j++) out[to + j] = out[to + j]! + value * unit[start + j]!;
    }
  }
  return out;
}
