import { countOf, type Features } from './features.ts';

/** What brings each feature to mean 0 and variance 1. */
export interface Standardisation {
  /** [F] */
  readonly mean: Float64Array;
  /** [F], above 0. */
  readonly std: Float64Array;
}

/** Spread below this share of the mean is rounding of single precision. */
const ROUNDING = 1e-6;

/** Population statistics of each feature; one that never changes keeps its scale. */
export function standardisationOf(features: Features): Standardisation {
  const { values, length } = features;
  const count = countOf(features);
  const mean = new Float64Array(length);
  const std = new Float64Array(length);
  for (let at = 0; at < values.length; at++) mean[at % length]! += values[at]! / count;
  for (let at = 0; at < values.length; at++) {
    std[at % length]! += (values[at]! - mean[at % length]!) ** 2 / count;
  }
  const spread = std.map((variance, i) =>
    Math.sqrt(variance) > ROUNDING * Math.abs(mean[i]!) ? Math.sqrt(variance) : 1,
  );
  return { mean, std: spread };
}

export function standardised(features: Features, { mean, std }: Standardisation): Features {
  const { length } = features;
  const values = features.values.map((value, at) => (value - mean[at % length]!) / std[at % length]!);
  return { values, length };
}
