import { type StatedInput, statedInputSchema } from '../../../src-shared/domain/network-input.ts';

/** What a person says of a network's pictures while it is typed; empty or `files`: as its files say. */
export interface StatedDraft {
  normalisation: Normalisation;
  /** Three numbers each, for `own`. */
  mean: string;
  std: string;
  imageSize: string;
  channelOrder: 'files' | 'rgb' | 'bgr';
  layout: 'files' | 'nchw' | 'nhwc';
}

export type Normalisation = 'files' | 'imagenet' | 'half' | 'none' | 'own';

export const emptyStated: StatedDraft = {
  normalisation: 'files',
  mean: '',
  std: '',
  imageSize: '',
  channelOrder: 'files',
  layout: 'files',
};

const all = (value: number) => [value, value, value];

/** Mean and standard deviation of red, green and blue on the 0 to 1 scale. */
const normalisations: Readonly<
  Record<Exclude<Normalisation, 'files' | 'own'>, { mean: number[]; std: number[] }>
> = {
  // torchvision's and timm's constants.
  imagenet: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  half: { mean: all(0.5), std: all(0.5) },
  none: { mean: all(0), std: all(1) },
};

/** What goes to the host; undefined where nothing was stated. A problem where something typed cannot be. */
export function statedOf(draft: StatedDraft): { stated: StatedInput | undefined } | { problem: string } {
  const { normalisation, imageSize, channelOrder, layout } = draft;
  const own = { mean: numbers(draft.mean), std: numbers(draft.std) };
  const stated = {
    ...(normalisation === 'files' ? {} : normalisation === 'own' ? own : normalisations[normalisation]),
    ...(imageSize.trim() === '' ? {} : { imageSize: Number(imageSize) }),
    ...(channelOrder === 'files' ? {} : { channelOrder }),
    ...(layout === 'files' ? {} : { layout }),
  };
  if (Object.keys(stated).length === 0) return { stated: undefined };
  const parsed = statedInputSchema.safeParse(stated);
  if (parsed.success) return { stated: parsed.data };
  const [place] = parsed.error.issues[0]?.path ?? [];
  return { problem: problems[String(place)] ?? 'Something that was stated cannot be.' };
}

const problems: Readonly<Record<string, string>> = {
  mean: 'The mean is three numbers: red, green, blue.',
  std: 'The standard deviation is three numbers above 0: red, green, blue.',
  imageSize: 'The side of the pictures is a whole number of pixels, 1 to 4,096.',
};

const numbers = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
