import { createRandom } from '../../../src-shared/random.ts';
import { joined } from './row-chunks.ts';

/** Standard normal latents, one row of `values` a seed, each from the stream of its own seed: company cannot change a picture. */
export const initialNoise = (seeds: readonly number[], values: number): Float32Array =>
  joined(
    seeds.map((seed) => {
      const random = createRandom(seed);
      return Float32Array.from({ length: values }, random.normal);
    }),
  );
