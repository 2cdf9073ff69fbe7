import { type NetworkInput, networkInputSchema } from '../../src-shared/domain/network-input.ts';
import { UserError } from '../../src-shared/errors.ts';

const json = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
};

/** ONNX, docs/MetadataProps.md: the range of the values that the network wants, without further normalisation. */
const pixelRanges: Readonly<Record<string, { readonly mean: number; readonly std: number }>> = {
  NominalRange_0_255: { mean: 0, std: 1 / 255 },
  Normalized_0_1: { mean: 0, std: 1 },
  Normalized_1_1: { mean: 0.5, std: 0.5 },
};

const all = (value: number): [number, number, number] => [value, value, value];

/**
 * What a model's own metadata says: the keys that this program writes (`mean`, `std`, `image_size`, `channel_order`) or ONNX's standard ones
 * for images (docs/MetadataProps.md). Nothing is guessed.
 */
export function inputFromMetadata(metadata: Readonly<Record<string, string>>): Partial<NetworkInput> {
  const range = pixelRanges[metadata['Image.NominalPixelRange'] ?? ''];
  const pixels = { Bgr8: 'bgr', Rgb8: 'rgb', Bgra8: 'bgr', Rgba8: 'rgb' }[
    metadata['Image.BitmapPixelFormat'] ?? ''
  ];
  const { shape } = networkInputSchema;
  const found = {
    imageSize: shape.imageSize.safeParse(Number(metadata['image_size'])).data,
    mean: shape.mean.safeParse(json(metadata['mean'])).data ?? (range && all(range.mean)),
    std: shape.std.safeParse(json(metadata['std'])).data ?? (range && all(range.std)),
    channelOrder: shape.channelOrder.safeParse(metadata['channel_order'] ?? pixels).data,
  };
  return given(found);
}

/** All of it, or a UserError that asks for what is neither in the model nor stated. The order is red, green, blue unless told otherwise. */
export function statedOrAsk(model: string, known: Partial<NetworkInput>): NetworkInput {
  const { imageSize, mean, std, channelOrder = 'rgb' } = known;
  if (mean === undefined || std === undefined) {
    throw new UserError(
      'bad-input',
      `${model} does not say how its pictures were normalised.`,
      'State the mean and standard deviation of red, green and blue that it was trained with, on the 0 to 1 scale. ImageNet: mean ' +
        '0.485, 0.456, 0.406, standard deviation 0.229, 0.224, 0.225.',
    );
  }
  if (imageSize === undefined) {
    throw new UserError(
      'bad-input',
      `${model} does not say how large its pictures were.`,
      'State the side of the square pictures that it was trained on, in pixels.',
    );
  }
  return { imageSize, mean, std, channelOrder };
}

/** Without what was left undefined, which would hide what the files say. */
export function given<T extends object>(stated: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const found = Object.entries(stated).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
