import type { RgbPixels } from '../../../imaging/image-facts.ts';

const mapped = (pixels: RgbPixels, change: (value: number) => number): RgbPixels => ({
  ...pixels,
  data: Uint8Array.from(pixels.data, change),
});

/** Pillow's `blend`: `plain` at 0, the picture at 1, further at more; in float32, cut off at 0 and 255. */
function blended(plain: Uint8Array, pixels: RgbPixels, factor: number): RgbPixels {
  const alpha = Math.fround(factor);
  const data = Uint8Array.from(pixels.data, (value, i) => {
    const base = plain[i]!;
    const mixed = Math.fround(base + Math.fround(alpha * (value - base)));
    return Math.min(255, Math.max(0, Math.trunc(mixed)));
  });
  return { ...pixels, data };
}

/** ITU-R 601-2 luma, as Pillow's mode L. */
function greyOf({ data }: RgbPixels): Uint8Array {
  return Uint8Array.from({ length: data.length / 3 }, (_, i) => {
    const [r, g, b] = [data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!];
    return (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
  });
}

/** Factors as of Pillow's `ImageEnhance`: 1 leaves the picture as it is. */
export const brightness = (pixels: RgbPixels, factor: number): RgbPixels =>
  blended(new Uint8Array(pixels.data.length), pixels, factor);

export function colour(pixels: RgbPixels, factor: number): RgbPixels {
  const grey = greyOf(pixels);
  return blended(
    pixels.data.map((_, i) => grey[Math.floor(i / 3)]!),
    pixels,
    factor,
  );
}

export function contrast(pixels: RgbPixels, factor: number): RgbPixels {
  const grey = greyOf(pixels);
  const mean = Math.trunc(grey.reduce((sum, value) => sum + value, 0) / grey.length + 0.5);
  return blended(new Uint8Array(pixels.data.length).fill(mean), pixels, factor);
}

/** Against the picture smoothed by a 3x3 kernel (5 in the middle, 1 around); the edge is not smoothed. */
export function sharpness(pixels: RgbPixels, factor: number): RgbPixels {
  const { data, width, height } = pixels;
  const smooth = data.slice();
  for (let y = 1; y < height - 1; y++) {
    for (let i = (y * width + 1) * 3; i < (y * width + width - 1) * 3; i++) {
      let sum = 4 * data[i]!;
      for (let row = -1; row <= 1; row++) {
        for (let column = -1; column <= 1; column++) sum += data[i + (row * width + column) * 3]!;
      }
      smooth[i] = Math.floor(sum / 13 + 0.5);
    }
  }
  return blended(smooth, pixels, factor);
}

/** Keeps the upper `bits` of every value, 1 to 8. */
export const posterize = (pixels: RgbPixels, bits: number): RgbPixels =>
  mapped(pixels, (value) => value & ~(2 ** (8 - bits) - 1));

/** Inverts values from the threshold on. */
export const solarize = (pixels: RgbPixels, threshold: number): RgbPixels =>
  mapped(pixels, (value) => (value < threshold ? value : 255 - value));

/** One table of 256 values a channel. */
function lookedUp(pixels: RgbPixels, tableOf: (histogram: Uint32Array) => Uint8Array): RgbPixels {
  const tables = [0, 1, 2].map((channel) => {
    const histogram = new Uint32Array(256);
    for (let i = channel; i < pixels.data.length; i += 3) histogram[pixels.data[i]!]! += 1;
    return tableOf(histogram);
  });
  return { ...pixels, data: Uint8Array.from(pixels.data, (value, i) => tables[i % 3]![value]!) };
}

const unchanged = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Stretches each channel to 0..255. */
export const autoContrast = (pixels: RgbPixels): RgbPixels =>
  lookedUp(pixels, (histogram) => {
    const low = histogram.findIndex((count) => count > 0);
    const high = histogram.findLastIndex((count) => count > 0);
    if (high <= low) return unchanged;
    const scale = 255 / (high - low);
    return unchanged.map((i) => Math.min(255, Math.max(0, Math.trunc(i * scale - low * scale))));
  });

/** Evens out each channel's histogram. */
export const equalize = (pixels: RgbPixels): RgbPixels =>
  lookedUp(pixels, (histogram) => {
    const all = histogram.reduce((sum, count) => sum + count, 0);
    const last = histogram[histogram.findLastIndex((count) => count > 0)] ?? 0;
    const step = Math.floor((all - last) / 255);
    if (step === 0) return unchanged;
    let before = Math.floor(step / 2);
    return unchanged.map((i) => {
      const value = Math.min(255, Math.floor(before / step));
      before += histogram[i]!;
      return value;
    });
  });
