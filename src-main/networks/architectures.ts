import { UserError } from '../../src-shared/errors.ts';
import type { Classifier } from './classifier.ts';
import { type ResidualTrunk, resNet } from './resnet.ts';
import { type VisionTransformer, visionTransformer } from './vision-transformer.ts';

/** What is fixed about a network but for its classes and image size. */
type Shape =
  | { readonly family: 'resnet'; readonly trunk: ResidualTrunk; readonly smallestImage: number }
  | { readonly family: 'vit'; readonly transformer: VisionTransformer };

const resNetShape = (trunk: ResidualTrunk, smallestImage: number): Shape => ({
  family: 'resnet',
  trunk,
  smallestImage,
});
const vitShape = (width: number): Shape => ({
  family: 'vit',
  transformer: { width, depth: 12, heads: width / 64, patch: 16 },
});

const imageNetWidths = [64, 128, 256, 512];

/**
 * Classifier architectures that can be trained here. `cifar-resnet`: He et al. 2016, section 4.2, 3 stages of 3 blocks, with
 * projection shortcuts. `resnet-18`, `-34`, `-50`: the ImageNet forms; `resnet-18-small` has a 3x3 stem for images of 32 to 64 pixels.
 * `resnet-10-narrow`: the starter pack's backbone, one block a stage and half of ResNet-18's channels. `vit-tiny`, `-small`, `-base`:
 * timm's vision transformers with patches of 16 pixels (`vit_*_patch16_224`).
 */
const shapes = {
  'cifar-resnet': resNetShape({ widths: [16, 32, 64], blocksPerStage: 3, stem: 'small' }, 4),
  'resnet-10-narrow': resNetShape({ widths: [32, 64, 128, 256], blocksPerStage: 1, stem: 'halving' }, 16),
  'resnet-18': resNetShape({ widths: imageNetWidths, blocksPerStage: 2, stem: 'large' }, 32),
  'resnet-18-small': resNetShape({ widths: imageNetWidths, blocksPerStage: 2, stem: 'small' }, 8),
  'resnet-34': resNetShape({ widths: imageNetWidths, blocksPerStage: [3, 4, 6, 3], stem: 'large' }, 32),
  'resnet-50': resNetShape(
    { widths: imageNetWidths, blocksPerStage: [3, 4, 6, 3], stem: 'large', block: 'bottleneck' },
    32,
  ),
  'vit-tiny': vitShape(192),
  'vit-small': vitShape(384),
  'vit-base': vitShape(768),
} as const satisfies Record<string, Shape>;

export type ArchitectureName = keyof typeof shapes;

export const architectureNames = Object.keys(shapes) as [ArchitectureName, ...ArchitectureName[]];

export interface ClassifierSettings {
  /** At least 2. */
  readonly classes: number;
  /** Side of the square input images, pixels. */
  readonly imageSize: number;
}

/** Throws a `UserError` for fewer than two classes, or an image size that the network cannot take. */
export function createClassifier(
  name: ArchitectureName,
  { classes, imageSize }: ClassifierSettings,
): Classifier {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new UserError(
      'bad-input',
      `A classifier needs at least two classes, not ${classes}.`,
      'Add a class.',
    );
  }
  const shape: Shape = shapes[name];
  switch (shape.family) {
    case 'resnet':
      checkSize(name, imageSize, shape.smallestImage);
      return resNet({ ...shape.trunk, classes, imageSize });
    case 'vit':
      checkSize(name, imageSize, shape.transformer.patch, shape.transformer.patch);
      return visionTransformer(shape.transformer, { classes, imageSize });
    default:
      return shape satisfies never;
  }
}

function checkSize(name: ArchitectureName, imageSize: number, smallest: number, step = 1): void {
  if (!Number.isInteger(imageSize) || imageSize < smallest) {
    throw new UserError(
      'bad-input',
      `${name} needs images of at least ${smallest} x ${smallest} pixels, not ${imageSize}.`,
      'Choose a larger image size or another architecture.',
    );
  }
  if (imageSize % step !== 0) {
    const below = imageSize - (imageSize % step);
    throw new UserError(
      'bad-input',
      `${name} cuts images into squares of ${step} pixels, into which ${imageSize} pixels cannot be divided.`,
      `Choose ${below} or ${below + step} pixels.`,
    );
  }
}
