/** Each with "a" and with "the". */
const pictures = [
  'a photo',
  'a good photo',
  'a bad photo',
  'a bright photo',
  'a dark photo',
  'a blurry photo',
  'a cropped photo',
  'a close-up photo',
  'a pixelated photo',
  'a low resolution photo',
  'a jpeg corrupted photo',
  'a black and white photo',
  'a painting',
  'a drawing',
  'a sketch',
  'a doodle',
  'a tattoo',
  'a sculpture',
  'a rendering',
  'a rendition',
  'art',
  'graffiti',
  'itap',
];
const looks = ['nice', 'cool', 'weird', 'small', 'large', 'clean', 'dirty', 'hard to see'];
const makes = ['cartoon', 'toy', 'plastic', 'plushie'];

/**
 * The 80 sentences that CLIP's zero-shot classifier of ImageNet averages over (Radford et al. 2021; openai/CLIP,
 * notebooks/Prompt_Engineering_for_ImageNet.ipynb; MIT, copyright (c) 2021 OpenAI), in another order, "an" where English wants it. "itap" is what people write for "I took a picture".
 */
export const imagenetTemplates: readonly string[] = [
  ...pictures.flatMap((picture) => [`${picture} of a {}.`, `${picture} of the {}.`]),
  ...looks.flatMap((look) => [`a photo of a ${look} {}.`, `a photo of the ${look} {}.`]),
  ...makes.flatMap((make) => [`a ${make} {}.`, `the ${make} {}.`]),
  'an embroidered {}.',
  'the embroidered {}.',
  'an origami {}.',
  'the origami {}.',
  'a {} in a video game.',
  'the {} in a video game.',
  'a photo of one {}.',
  'a photo of my {}.',
  'a photo of many {}.',
  'itap of my {}.',
];
