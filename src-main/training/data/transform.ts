import type { Augmentation, RandAugment } from '../../../src-shared/domain/training.ts';

/** What happens to an image before it enters a batch. Plain JSON: it travels to the worker threads and into the run's record. */
export interface Transform {
  readonly geometry: Geometry;
  /** Probability of a horizontal flip, in [0, 1]. */
  readonly flip: number;
  readonly normalisation: Normalisation;
  /** Drawn operations after the crop and the flip. */
  readonly randAugment?: RandAugment | undefined;
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

/** Statistics of ImageNet, what pretrained networks expect. */
export const IMAGENET_NORMALISATION: Normalisation = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

/** The size that decoded images are kept at. Pictures are scaled with the antialiased bilinear filter. */
export type WorkingSize =
  /** Scaled and centre-cropped to a square: all that transforms without a random scale look at. */
  | { readonly kind: 'square'; readonly side: number }
  /** Shorter side scaled down to `side`; smaller pictures stay as they are. */
  | { readonly kind: 'shorter-side'; readonly side: number };

export interface TransformSet {
  readonly training: Transform;
  readonly evaluation: Transform;
  /** What to load the images with. */
  readonly workingSize: WorkingSize;
}

export interface TransformOptions {
  readonly augmentation: Augmentation;
  /** S, side of the square that the network sees. */
  readonly imageSize: number;
  readonly normalisation?: Normalisation | undefined;
  readonly randAugment?: RandAugment | undefined;
  /** Share of the area that a random resized crop covers; default [0.08, 1]. */
  readonly cropScale?: readonly [number, number];
}

/**
 * The transforms of a named augmentation. With random resized crops pictures are kept at a shorter side of S / 0.875 (256 for 224), where
 * evaluation cuts its central S x S out without resampling again; otherwise at S x S.
 */
export function transformsFor(options: TransformOptions): TransformSet {
  const { augmentation, imageSize: size, normalisation = IMAGENET_NORMALISATION } = options;
  const resize = augmentation === 'random-resized-crop-flip' ? Math.round(size / 0.875) : size;
  return {
    training: {
      geometry: trainingGeometry(options),
      flip: augmentation === 'none' ? 0 : 0.5,
      normalisation,
      ...(options.randAugment ? { randAugment: options.randAugment } : {}),
    },
    evaluation: { geometry: { kind: 'centre-crop', size, resize }, flip: 0, normalisation },
    workingSize: { kind: resize === size ? 'square' : 'shorter-side', side: resize },
  };
}

function trainingGeometry({ augmentation, imageSize: size, cropScale }: TransformOptions): Geometry {
  switch (augmentation) {
    case 'none':
    case 'flip':
      return { kind: 'centre-crop', size, resize: size };
    case 'pad-crop-flip':
      // Four pixels of 32, the CIFAR convention, and as much in proportion for larger pictures.
      return { kind: 'pad-crop', size, padding: Math.max(1, Math.round(size / 8)) };
    case 'random-resized-crop-flip':
      return { kind: 'random-resized-crop', size, scale: cropScale ?? [0.08, 1], ratio: [3 / 4, 4 / 3] };
    default:
      return augmentation satisfies never;
  }
}
