/** A square picture while it is worked on. */
export interface Picture {
  /** S, pixels. */
  readonly side: number;
  /** [S, S, 3] red, green, blue on the 0..1 scale. */
  readonly values: Float32Array;
}

/** `pixels` [S, S, 3], 8 bits each. */
export function fromPixels(pixels: Uint8Array, side: number): Picture {
  const values = new Float32Array(pixels.length);
  for (let at = 0; at < values.length; at++) values[at] = pixels[at]! / 255;
  return { side, values };
}

/** Values outside 0..1 are cut off. */
export function toPixels({ values }: Picture): Uint8Array {
  // Rounds, and clamps to 0..255.
  const pixels = new Uint8ClampedArray(values.length);
  for (let at = 0; at < pixels.length; at++) pixels[at] = values[at]! * 255;
  return new Uint8Array(pixels.buffer);
}

export function mapValues(
  { side, values }: Picture,
  change: (value: number, index: number) => number,
): Picture {
  const changed = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) changed[at] = change(values[at]!, at);
  return { side, values: changed };
}
