import type { Normalisation } from '../data/transform.ts';

/** What a network sees, [3, S, S] normalised, as 8-bit pixels [S, S, 3]. */
export function fromNetwork(values: Float32Array, { mean, std }: Normalisation): Uint8Array {
  const plane = values.length / 3;
  // Rounds, and clamps to 0..255.
  const pixels = new Uint8ClampedArray(values.length);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) pixels[i * 3 + c] = (values[c * plane + i]! * std[c]! + mean[c]!) * 255;
  }
  return new Uint8Array(pixels.buffer);
}

/** 8-bit pixels [S, S, 3] as a network sees them, [3, S, S] normalised. */
export function toNetwork(pixels: Uint8Array, { mean, std }: Normalisation): Float32Array {
  const plane = pixels.length / 3;
  const values = new Float32Array(pixels.length);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) values[c * plane + i] = (pixels[i * 3 + c]! / 255 - mean[c]!) / std[c]!;
  }
  return values;
}
