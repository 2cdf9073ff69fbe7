import type { Corruption, Severity } from '../../../src-shared/domain/evaluation.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { convolve, diskKernel, gaussianBlur } from './blur.ts';
import { throughJpeg } from './jpeg.ts';
import { gaussianNoise, shotNoise } from './noise.ts';
import { fromPixels, type Picture, toPixels } from './picture.ts';
import { severityOf } from './severities.ts';
import { brightness, fog, snow } from './weather.ts';

export interface CorruptionRequest {
  readonly corruption: Corruption;
  readonly severity: Severity;
  /** Decides everything that is drawn at random. */
  readonly seed: number;
}

/**
 * A corrupted copy of a picture, `pixels` [S, S, 3] in 8 bits: kinds and severities of ImageNet-C, for pictures up to 96 pixels of CIFAR-10-C
 * (Hendrycks and Dietterich 2019), lengths in proportion to the picture. Clouds and flakes are drawn in their manner but not from their
 * numbers: figures compare with each other, not with published tables.
 */
export async function corrupt(
  pixels: Uint8Array,
  side: number,
  request: CorruptionRequest,
): Promise<Uint8Array> {
  const { corruption, severity } = request;
  if (corruption === 'jpeg') return throughJpeg(pixels, side, severityOf('jpeg', severity, side).settings);
  return toPixels(changed(fromPixels(pixels, side), { ...request, corruption }));
}

function changed(
  picture: Picture,
  { corruption, severity, seed }: CorruptionRequest & { corruption: Exclude<Corruption, 'jpeg'> },
): Picture {
  const { side } = picture;
  const random = createRandom(seed);
  switch (corruption) {
    case 'gaussian-noise':
      return gaussianNoise(picture, severityOf(corruption, severity, side).settings, random);
    case 'shot-noise':
      return shotNoise(picture, severityOf(corruption, severity, side).settings, random);
    case 'defocus-blur': {
      const { settings, scale } = severityOf(corruption, severity, side);
      return convolve(picture, diskKernel(settings.radius * scale, settings.softness));
    }
    case 'gaussian-blur': {
      const { settings, scale } = severityOf(corruption, severity, side);
      return gaussianBlur(picture, settings * scale);
    }
    case 'fog':
      return fog(picture, severityOf(corruption, severity, side).settings, random);
    case 'snow': {
      const { settings, scale } = severityOf(corruption, severity, side);
      return snow(picture, settings, scale, random);
    }
    case 'brightness':
      return brightness(picture, severityOf(corruption, severity, side).settings);
    default:
      return corruption satisfies never;
  }
}
