/** What happens to an image before it enters a batch. Plain JSON: it travels to the worker threads and into the run's record. */
export interface Transform {
  readonly geometry: Geometry;
  /** Probability of a horizontal flip, in [0, 1]. */
  readonly flip: number;
  readonly normalisation: Normalisation;
}

export type Geometry =
  /** Image of side `size`, padded with `padding` zeros a side, cropped back at a random place (torchvision RandomCrop). */
  | { readonly kind: 'pad-crop'; readonly size: number; readonly padding: number }
  /** torchvision RandomResizedCrop, antialiased bilinear. `scale`: share of the area; `ratio`: width / height. */
  | {
      readonly kind: 'random-resized-crop';
      readonly size: number;
      readonly scale: readonly [number, number];
      readonly ratio: readonly [number, number];
    }
  /** Shorter side to `resize`, then the central `size` x `size`: for evaluation, and for training without a crop. */
  | { readonly kind: 'centre-crop'; readonly size: number; readonly resize: number };

/** (value / 255 - mean) / std for each of R, G, B. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}
