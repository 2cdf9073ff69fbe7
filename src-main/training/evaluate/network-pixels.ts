import type { Normalisation } from '../data/transform.ts';

/** What a network sees, [3, S, S] normalised, as 8-bit pixels [S, S, 3]. */
export function fromNetwork(values: Float32Array, { mean, std }: Normalisation): Uint8Array {
  const plane = values.length / 3;
  return Uint8Array.from({ length: values.length }, (_, at) => {
    const c = at % 3;
    const value = values[c * plane + (at - c) / 3]! * std[c]! + mean[c]!;
    return Math.round(Math.min(1, Math.max(0, value)) * 255);
  });
}

/** 8-bit pixels [S, S, 3] as a network sees them, [3, S, S] normalised. */
export function toNetwork(pixels: Uint8Array, { mean, std }: Normalisation): Float32Array {
  const plane = pixels.length / 3;
  return Float32Array.from({ length: pixels.length }, (_, at) => {
    const c = Math.floor(at / plane);
    return (pixels[(at % plane) * 3 + c]! / 255 - mean[c]!) / std[c]!;
  });
}
