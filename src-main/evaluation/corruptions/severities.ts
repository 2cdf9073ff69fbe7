import type { Corruption, Severity } from '../../../src-shared/domain/evaluation.ts';

interface Fog {
  readonly amount: number;
  /** What the clouds' amplitude is divided by from one octave to the next finer one. */
  readonly decay: number;
}

export interface Snow {
  /** Mean and spread of the flakes' brightness before the threshold. */
  readonly mean: number;
  readonly std: number;
  /** How much flakes are enlarged. */
  readonly zoom: number;
  /** What is darker than this is no flake. */
  readonly threshold: number;
  /** How far flakes are drawn out, pixels, and with what Gaussian. */
  readonly length: number;
  readonly sigma: number;
  /** Share of the picture that is not whitened. */
  readonly kept: number;
}

interface Defocus {
  /** Of the disk, pixels. */
  readonly radius: number;
  /** Of the Gaussian that smooths the disk's edge, pixels. */
  readonly softness: number;
}

/** Settings of every corruption, mildest first. */
export interface SeverityTable {
  /** Side of the pictures that the lengths in pixels are for. */
  readonly side: number;
  /** Standard deviation on the 0..1 scale. */
  readonly 'gaussian-noise': readonly number[];
  /** Photons of a white pixel. */
  readonly 'shot-noise': readonly number[];
  readonly 'defocus-blur': readonly Defocus[];
  /** Standard deviation, pixels. */
  readonly 'gaussian-blur': readonly number[];
  readonly fog: readonly Fog[];
  readonly snow: readonly Snow[];
  /** Added to the value of HSV. */
  readonly brightness: readonly number[];
  /** JPEG quality, 1 to 100. */
  readonly jpeg: readonly number[];
}

const defocus = (radius: number, softness: number): Defocus => ({ radius, softness });
const fog = (amount: number, decay: number): Fog => ({ amount, decay });
const snow = (
  ...[mean, std, zoom, threshold, length, sigma, kept]: readonly [
    mean: number,
    std: number,
    zoom: number,
    threshold: number,
    length: number,
    sigma: number,
    kept: number,
  ]
): Snow => ({ mean, std, zoom, threshold, length, sigma, kept });

/** Settings of CIFAR-10-C (Hendrycks and Dietterich 2019). */
const small: SeverityTable = {
  side: 32,
  'gaussian-noise': [0.04, 0.06, 0.08, 0.09, 0.1],
  'shot-noise': [500, 250, 100, 75, 50],
  'defocus-blur': [
    defocus(0.3, 0.4),
    defocus(0.4, 0.5),
    defocus(0.5, 0.6),
    defocus(1, 0.2),
    defocus(1.5, 0.1),
  ],
  'gaussian-blur': [0.4, 0.6, 0.7, 0.8, 1],
  fog: [fog(0.2, 3), fog(0.5, 3), fog(0.75, 2.5), fog(1, 2), fog(1.5, 1.75)],
  snow: [
    snow(0.1, 0.2, 1, 0.6, 8, 3, 0.95),
    snow(0.1, 0.2, 1, 0.5, 10, 4, 0.9),
    snow(0.15, 0.3, 1.75, 0.55, 10, 4, 0.9),
    snow(0.25, 0.3, 2.25, 0.6, 12, 6, 0.85),
    snow(0.3, 0.3, 1.25, 0.65, 14, 12, 0.8),
  ],
  brightness: [0.05, 0.1, 0.15, 0.2, 0.3],
  jpeg: [80, 65, 58, 50, 40],
};

/** Settings of ImageNet-C (Hendrycks and Dietterich 2019). */
const large: SeverityTable = {
  side: 224,
  'gaussian-noise': [0.08, 0.12, 0.18, 0.26, 0.38],
  'shot-noise': [60, 25, 12, 5, 3],
  'defocus-blur': [defocus(3, 0.1), defocus(4, 0.5), defocus(6, 0.5), defocus(8, 0.5), defocus(10, 0.5)],
  'gaussian-blur': [1, 2, 3, 4, 6],
  fog: [fog(1.5, 2), fog(2, 2), fog(2.5, 1.7), fog(2.5, 1.5), fog(3, 1.4)],
  snow: [
    snow(0.1, 0.3, 3, 0.5, 10, 4, 0.8),
    snow(0.2, 0.3, 2, 0.5, 12, 4, 0.7),
    snow(0.55, 0.3, 4, 0.9, 12, 8, 0.7),
    snow(0.55, 0.3, 4.5, 0.85, 12, 8, 0.65),
    snow(0.55, 0.3, 2.5, 0.85, 12, 12, 0.55),
  ],
  brightness: [0.1, 0.2, 0.3, 0.4, 0.5],
  jpeg: [25, 18, 15, 10, 7],
};

/** Pictures up to this side are small: what ImageNet-C does to 224 pixels leaves nothing of them. */
const SMALL_SIDE = 96;

const tableFor = (side: number): SeverityTable => (side <= SMALL_SIDE ? small : large);

/** The settings of a corruption for pictures of this side, and what its lengths in pixels are multiplied by there. */
export function severityOf<Name extends Corruption>(
  name: Name,
  severity: Severity,
  side: number,
): { settings: SeverityTable[Name][number]; scale: number } {
  const table = tableFor(side);
  return { settings: table[name][severity - 1]!, scale: side / table.side };
}
