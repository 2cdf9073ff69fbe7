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
