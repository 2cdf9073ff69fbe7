/** A square picture while it is worked on. */
export interface Picture {
  /** S, pixels. */
  readonly side: number;
  /** [S, S, 3] red, green, blue on the 0..1 scale. */
  readonly values: Float32Array;
}

/** `pixels` [S, S, 3], 8 bits each. */
export const fromPixels = (pixels: Uint8Array, side: number): Picture => ({
  side,
  values: Float32Array.from(pixels, (value) => value / 255),
});

/** Values outside 0..1 are cut off. */
export const toPixels = ({ values }: Picture): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(Math.min(1, Math.max(0, value)) * 255));

export const mapValues = (
  { side, values }: Picture,
  change: (value: number, index: number) => number,
): Picture => ({ side, values: values.map(change) });
