/** Rows of scores, one an image. */
export interface Logits {
  /** [N, C] */
  readonly values: Float32Array;
  /** C */
  readonly classes: number;
}

export interface SoftmaxOptions {
  /** Classes whose entry is false take no part; default: all do. */
  readonly allowed?: readonly boolean[] | undefined;
  /** Logits are divided by it; default 1. */
  readonly temperature?: number | undefined;
}

/**
 * Natural logarithms of the softmax of row `row`, written to `out` [C]; -Infinity for classes that take no part. Throws a `RangeError` when
 * none does.
 */
export function logSoftmaxRow(
  { values, classes }: Logits,
  row: number,
  out: Float64Array,
  { allowed, temperature = 1 }: SoftmaxOptions = {},
): void {
  const offset = row * classes;
  let largest = -Infinity;
  for (let c = 0; c < classes; c++) {
    out[c] = allowed && !allowed[c] ? -Infinity : values[offset + c]! / temperature;
    largest = Math.max(largest, out[c]!);
  }
  if (largest === -Infinity) throw new RangeError('Every class is masked out.');
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += Math.exp(out[c]! - largest);
  const total = largest + Math.log(sum);
  for (let c = 0; c < classes; c++) out[c]! -= total;
}
