/** Feature vectors, one an image. */
export interface Features {
  /** [N, F] */
  readonly values: Float32Array;
  /** F */
  readonly length: number;
}

/** Feature vectors whose classes are known. */
export interface LabelledFeatures extends Features {
  /** [N], each in [0, classes). */
  readonly labels: readonly number[];
  readonly classes: number;
}

export const countOf = ({ values, length }: Features): number => values.length / length;

/** The vectors of these rows, in the order given. */
export function rowsAt({ values, length }: Features, rows: readonly number[]): Features {
  const chosen = new Float32Array(rows.length * length);
  for (const [to, row] of rows.entries()) {
    chosen.set(values.subarray(row * length, (row + 1) * length), to * length);
  }
  return { values: chosen, length };
}
