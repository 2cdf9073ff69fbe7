import type { Random } from '../../../src-shared/random.ts';
import { mapValues, type Picture } from './picture.ts';

/** Independent normal noise; `std` on the 0..1 scale. */
export const gaussianNoise = (picture: Picture, std: number, random: Random): Picture =>
  mapValues(picture, (value) => value + std * random.normal());

/** Every value is a count of photons; `photons`: the mean count of a white pixel. */
export const shotNoise = (picture: Picture, photons: number, random: Random): Picture =>
  mapValues(picture, (value) => poisson(value * photons, random) / photons);

/** A Poisson variable by inversion: exact for means far below 700, where exp(-mean) still is a number. */
function poisson(mean: number, random: Random): number {
  let probability = Math.exp(-mean);
  let left = random.next() - probability;
  let count = 0;
  while (left >= 0 && probability > 0) {
    count++;
    probability *= mean / count;
    left -= probability;
  }
  return count;
}
