import type { Random } from '../../../src-shared/random.ts';
import { clouds } from './clouds.ts';
import { mapValues, type Picture } from './picture.ts';
import type { SeverityTable, Snow } from './severities.ts';

/** Clouds before the picture, which is darkened so that its brightest value stays the brightest. */
export function fog(
  picture: Picture,
  { amount, decay }: SeverityTable['fog'][number],
  random: Random,
): Picture {
  const { side, values } = picture;
  const size = 2 ** Math.ceil(Math.log2(side));
  const map = clouds(size, decay, random);
  const brightest = values.reduce((a, b) => Math.max(a, b), 0);
  return mapValues(picture, (value, at) => {
    const pixel = Math.floor(at / 3);
    const cloud = map[Math.floor(pixel / side) * size + (pixel % side)]!;
    return ((value + amount * cloud) * brightest) / (brightest + amount);
  });
}

/** Raises the value of HSV by `amount`, hue and saturation kept: every channel in the same proportion. */
export function brightness(picture: Picture, amount: number): Picture {
  const { side, values } = picture;
  const brightened = Float32Array.from(values);
  for (let at = 0; at < values.length; at += 3) {
    const value = Math.max(values[at]!, values[at + 1]!, values[at + 2]!);
    const raised = Math.min(1, value + amount);
    for (let c = 0; c < 3; c++) {
      brightened[at + c] = value > 0 ? (values[at + c]! * raised) / value : raised;
    }
  }
  return { side, values: brightened };
}

/** One number a pixel, [S, S]. */
type Layer = Float64Array;

/**
 * Flakes drawn out by the wind over a whitened picture, a second time turned by half: what ImageNet-C draws, with a sampler of its own. `scale`
 * multiplies lengths.
 */
export function snow(picture: Picture, settings: Snow, scale: number, random: Random): Picture {
  const { side, values } = picture;
  const { mean, std, kept } = settings;
  const noise = Float64Array.from({ length: side * side }, () => mean + std * random.normal());
  const flakes = enlarged(noise, side, settings.zoom * Math.max(1, scale)).map((height) =>
    height < settings.threshold ? 0 : Math.min(1, height),
  );
  // Downwards, up to an eighth of a turn to either side.
  const angle = random.between(Math.PI / 4, (3 * Math.PI) / 4);
  const streaks = drawnOut(flakes, side, {
    length: settings.length * scale,
    sigma: settings.sigma * scale,
    angle,
  });
  return mapValues(picture, (value, at) => {
    const pixel = Math.floor(at / 3);
    const from = pixel * 3;
    const grey = 0.299 * values[from]! + 0.587 * values[from + 1]! + 0.114 * values[from + 2]!;
    const whitened = kept * value + (1 - kept) * Math.max(value, 1.5 * grey + 0.5);
    return whitened + streaks[pixel]! + streaks[side * side - 1 - pixel]!;
  });
}

/** Bilinear; places outside take the nearest pixel. */
function sampleAt(layer: Layer, side: number, x: number, y: number): number {
  const cx = Math.min(side - 1, Math.max(0, x));
  const cy = Math.min(side - 1, Math.max(0, y));
  const left = Math.floor(cx);
  const top = Math.floor(cy);
  const right = Math.min(side - 1, left + 1);
  const bottom = Math.min(side - 1, top + 1);
  const fx = cx - left;
  const fy = cy - top;
  const upper = layer[top * side + left]! * (1 - fx) + layer[top * side + right]! * fx;
  const lower = layer[bottom * side + left]! * (1 - fx) + layer[bottom * side + right]! * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Its middle, `zoom` >= 1 times as large. */
function enlarged(layer: Layer, side: number, zoom: number): Layer {
  const centre = (side - 1) / 2;
  return layer.map((_, at) =>
    sampleAt(
      layer,
      side,
      centre + ((at % side) - centre) / zoom,
      centre + (Math.floor(at / side) - centre) / zoom,
    ),
  );
}

/** Motion blur in one direction, the weights half a Gaussian. */
function drawnOut(
  layer: Layer,
  side: number,
  { length, sigma, angle }: { length: number; sigma: number; angle: number },
): Layer {
  const steps = Array.from({ length: Math.max(1, Math.round(length)) }, (_, i) => ({
    x: i * Math.cos(angle),
    y: i * Math.sin(angle),
    weight: Math.exp(-(i * i) / (2 * sigma * sigma)),
  }));
  const total = steps.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = new Float64Array(layer.length);
  for (const { x, y, weight } of steps) {
    for (let at = 0; at < drawn.length; at++) {
      drawn[at]! += (weight / total) * sampleAt(layer, side, (at % side) + x, Math.floor(at / side) + y);
    }
  }
  return drawn;
}
