import type { ModelConfigs } from '../../../src-main/diffusion/model-folder/model-configs.ts';

export interface Extents {
  /** [C, H, W]. */
  readonly latent: readonly [number, number, number];
  /** Side of the pictures that a latent stands for, pixels. */
  readonly size: number;
}

/** What a square text-to-image model makes unless told otherwise. */
export const extentsOf = (configs: ModelConfigs): Extents => ({
  latent: [configs.latentChannels, configs.latentHeight, configs.latentWidth],
  size: configs.latentHeight * configs.pixelsPerLatent,
});
