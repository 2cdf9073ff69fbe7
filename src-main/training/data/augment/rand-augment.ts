import type { RandAugment } from '../../../../src-shared/domain/training.ts';
import type { Random } from '../../../../src-shared/random.ts';
import type { RgbPixels } from '../../../imaging/image-facts.ts';
import * as colours from './colour-operations.ts';
import * as shapes from './geometric-operations.ts';

/** Steps of magnitude. */
const BINS = 31;

interface Operation {
  readonly name: string;
  /** At magnitude 0 to 30, for a picture of that side in pixels. */
  readonly strength: (magnitude: number, side: number) => number;
  /** Whether the strength may as well be negative. */
  readonly signed: boolean;
  readonly apply: (pixels: RgbPixels, strength: number) => RgbPixels;
}

/** From `low` at magnitude 0 to `high` at 30. */
const between =
  (low: number, high: number) =>
  (magnitude: number): number =>
    low + ((high - low) * magnitude) / (BINS - 1);
const shift = (magnitude: number, side: number): number => between(0, (150 / 331) * side)(magnitude);
const enhance =
  (apply: (pixels: RgbPixels, factor: number) => RgbPixels): Operation['apply'] =>
  (pixels, strength) =>
    apply(pixels, 1 + strength);
const none = (): number => 0;

/** The operations of torchvision's `RandAugment`, in its order. */
export const operations: readonly Operation[] = [
  { name: 'Identity', strength: none, signed: false, apply: (pixels) => pixels },
  { name: 'ShearX', strength: between(0, 0.3), signed: true, apply: shapes.shearX },
  { name: 'ShearY', strength: between(0, 0.3), signed: true, apply: shapes.shearY },
  { name: 'TranslateX', strength: shift, signed: true, apply: shapes.translateX },
  { name: 'TranslateY', strength: shift, signed: true, apply: shapes.translateY },
  { name: 'Rotate', strength: between(0, 30), signed: true, apply: shapes.rotate },
  { name: 'Brightness', strength: between(0, 0.9), signed: true, apply: enhance(colours.brightness) },
  { name: 'Color', strength: between(0, 0.9), signed: true, apply: enhance(colours.colour) },
  { name: 'Contrast', strength: between(0, 0.9), signed: true, apply: enhance(colours.contrast) },
  { name: 'Sharpness', strength: between(0, 0.9), signed: true, apply: enhance(colours.sharpness) },
  {
    name: 'Posterize',
    strength: (magnitude) => 8 - Math.round(magnitude / ((BINS - 1) / 4)),
    signed: false,
    apply: colours.posterize,
  },
  { name: 'Solarize', strength: between(255, 0), signed: false, apply: colours.solarize },
  { name: 'AutoContrast', strength: none, signed: false, apply: colours.autoContrast },
  { name: 'Equalize', strength: none, signed: false, apply: colours.equalize },
];

/** RandAugment (Cubuk et al. 2020): operations drawn with equal chance, one after the other. All chance comes from `random`. */
export function randAugment(
  pixels: RgbPixels,
  { operations: count, magnitude }: RandAugment,
  random: Random,
): RgbPixels {
  let result = pixels;
  for (let i = 0; i < count; i++) {
    const { strength, signed, apply } = random.pick(operations);
    const amount = strength(magnitude, result.width);
    result = apply(result, signed && random.next() < 0.5 ? -amount : amount);
  }
  return result;
}
