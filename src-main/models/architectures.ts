import { UserError } from '../../src-shared/errors.ts';
import type { Classifier } from './classifier.ts';
import { type ResidualTrunk, resNet } from './resnet.ts';

/**
 * Classifier architectures that can be trained here. `cifar-resnet`: He et al. 2016, section 4.2, 3 stages of 3 blocks, with
 * projection shortcuts. `resnet-18`: the ImageNet form; `resnet-18-small` has a 3x3 stem for images of 32 to 64 pixels.
 * `resnet-10-narrow`: the starter pack's backbone, one block a stage and half of ResNet-18's channels.
 */
export const architectureNames = [
  'cifar-resnet',
  'resnet-18',
  'resnet-18-small',
  'resnet-10-narrow',
] as const;

export type ArchitectureName = (typeof architectureNames)[number];

type Shape = ResidualTrunk & { readonly smallestImage: number };

const resNet18 = { widths: [64, 128, 256, 512], blocksPerStage: 2 };

const shapes: Readonly<Record<ArchitectureName, Shape>> = {
  'cifar-resnet': { widths: [16, 32, 64], blocksPerStage: 3, stem: 'small', smallestImage: 4 },
  'resnet-18': { ...resNet18, stem: 'large', smallestImage: 32 },
  'resnet-18-small': { ...resNet18, stem: 'small', smallestImage: 8 },
  'resnet-10-narrow': {
    widths: [32, 64, 128, 256],
    blocksPerStage: 1,
    stem: 'halving',
    smallestImage: 16,
  },
};

export interface ClassifierSettings {
  /** At least 2. */
  readonly classes: number;
  /** Side of the square input images, pixels. */
  readonly imageSize: number;
}

/** Throws a `UserError` for fewer than two classes or images too small for the network. */
export function createClassifier(
  name: ArchitectureName,
  { classes, imageSize }: ClassifierSettings,
): Classifier {
  const { smallestImage, ...shape } = shapes[name];
  if (!Number.isInteger(classes) || classes < 2) {
    throw new UserError(
      'bad-input',
      `A classifier needs at least two classes, not ${classes}.`,
      'Add a class.',
    );
  }
  if (!Number.isInteger(imageSize) || imageSize < smallestImage) {
    throw new UserError(
      'bad-input',
      `${name} needs images of at least ${smallestImage} x ${smallestImage} pixels, not ${imageSize}.`,
      'Choose a larger image size or another architecture.',
    );
  }
  return resNet({ ...shape, classes, imageSize });
}
