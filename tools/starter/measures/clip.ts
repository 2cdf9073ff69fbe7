import { type ClipModel, loadClip } from '../../../src-main/scoring/clip/clip-model.ts';
import { preparePicture, writeNormalised } from '../../../src-main/scoring/clip/prepare-picture.ts';
import { type DrawnDataSet, drawnDataSet, drawnDataSets } from '../../../src-main/world/data-sets.ts';
import { drawnObject } from '../../../src-main/world/objects/catalogue.ts';
import { fillTemplate } from '../../../src-shared/prompts/prompt-template.ts';
import { agreement, drawReal, type LabelledPictures, largestOfRows, type RealPictures } from './pictures.ts';

/** What generators, filters and reports ask for when they ask for nothing special. */
export const plainPrompt = (phrase: string): string =>
  fillTemplate('a photo of {a phrase}', { phrase, className: phrase });

const AT_ONCE = 64;

/** Embeddings of unit length, [N, D], by the product's own way of preparing pictures. */
export async function embedPictures(
  clip: ClipModel,
  { pictures, size }: Pick<LabelledPictures, 'pictures' | 'size'>,
): Promise<{ readonly data: Float32Array; readonly dimension: number }> {
  const area = 3 * clip.size.width * clip.size.height;
  const parts: Float32Array[] = [];
  let dimension = 0;
  for (let from = 0; from < pictures.length; from += AT_ONCE) {
    const some = pictures.slice(from, from + AT_ONCE);
    const pixels = new Float32Array(some.length * area);
    for (const [i, data] of some.entries()) {
      const prepared = preparePicture({ data, width: size, height: size }, clip.preprocessing);
      writeNormalised(prepared, clip.preprocessing, pixels, i * area);
    }
    const embedded = await clip.embedImages(pixels, some.length);
    parts.push(embedded.data);
    dimension = embedded.dimension;
  }
  const data = new Float32Array(pictures.length * dimension);
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { data, dimension };
}

/** Products of all rows of `a` with all rows of `b`: [rows of a, rows of b]. */
export function cosines(a: Float32Array, b: Float32Array, dimension: number): Float32Array {
  const [rows, columns] = [a.length / dimension, b.length / dimension];
  const out = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += a[row * dimension + i]! * b[column * dimension + i]!;
      out[row * columns + column] = sum;
    }
  }
  return out;
}

/** Share of a data set's real pictures whose class a CLIP finds among the plain prompts of its classes. */
async function zeroShot(clip: ClipModel, { classes }: DrawnDataSet, real: LabelledPictures): Promise<number> {
  const prompts = classes.map(({ object }) => plainPrompt(drawnObject(object).phrase));
  const texts = await clip.embedTexts(prompts);
  const { data, dimension } = await embedPictures(clip, real);
  return agreement(largestOfRows(cosines(data, texts.data, dimension), classes.length), real.labels);
}

/** Zero-shot accuracy of a CLIP folder on pictures whose labels are places in a data set's list of classes. */
export async function zeroShotAccuracy(
  folder: string,
  dataSet: string,
  pictures: LabelledPictures,
): Promise<number> {
  const clip = await loadClip(folder);
  try {
    return await zeroShot(clip, drawnDataSet(dataSet), pictures);
  } finally {
    await clip.dispose();
  }
}

/** Zero-shot accuracy of a CLIP folder on real pictures of every drawn data set, by the set's id. */
export async function zeroShotAccuracies(
  folder: string,
  request: Omit<RealPictures, 'dataSet'>,
): Promise<Record<string, number>> {
  const clip = await loadClip(folder);
  try {
    const requests = drawnDataSets.map(({ id }) => ({ dataSet: id, ...request }));
    const drawn = await drawReal(requests, clip.size.width);
    const scores: Record<string, number> = {};
    for (const [i, dataSet] of drawnDataSets.entries()) {
      scores[dataSet.id] = await zeroShot(clip, dataSet, drawn[i]!);
    }
    return scores;
  } finally {
    await clip.dispose();
  }
}
