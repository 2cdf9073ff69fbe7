import { dataSetPictures, drawnDataSet } from '../../../src-main/world/data-sets.ts';
import { drawInParallel } from '../../../src-main/world/draw-in-parallel.ts';
import type { PictureSpec } from '../../../src-main/world/spec.ts';

/** Pictures in memory, and which class of a list each shows. */
export interface LabelledPictures {
  /** Width and height, pixels. */
  readonly size: number;
  /** RGB rows, size * size * 3 bytes each. */
  readonly pictures: readonly Uint8Array[];
  /** Place in the list of classes. */
  readonly labels: Int32Array;
}

/** Draws pictures on all cores, in order. */
export async function drawAll(specs: Iterable<PictureSpec>, size: number): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  for await (const rgb of drawInParallel(specs, { size, format: 'raw' })) pictures.push(rgb);
  return pictures;
}

/** Real pictures of a drawn data set. */
export interface RealPictures {
  readonly dataSet: string;
  readonly split: 'train' | 'val' | 'test';
  readonly perClass: number;
  readonly seed: number;
}

/** What is asked for, in order, drawn in one go; labels are places in each data set's list of classes. */
export async function drawReal(requests: readonly RealPictures[], size: number): Promise<LabelledPictures[]> {
  const wanted = requests.map(({ dataSet, ...request }) => {
    const classes = drawnDataSet(dataSet).classes.map(({ className }) => className);
    const drawn = [...dataSetPictures(dataSet, { role: 'real', ...request })];
    return {
      specs: drawn.map(({ spec }) => spec),
      labels: Int32Array.from(drawn, ({ className }) => classes.indexOf(className)),
    };
  });
  const pictures = await drawAll(
    wanted.flatMap(({ specs }) => specs),
    size,
  );
  return wanted.map(({ specs, labels }) => ({ size, pictures: pictures.splice(0, specs.length), labels }));
}

export interface Normalisation {
  /** Of R, G, B on the 0..1 scale. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** Values from -1 to 1. */
export const symmetric: Normalisation = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };

/** [N, 3, size, size]. */
export function normalised(
  pictures: readonly Uint8Array[],
  size: number,
  { mean, std }: Normalisation,
): Float32Array {
  const plane = size * size;
  const out = new Float32Array(pictures.length * 3 * plane);
  for (const [n, picture] of pictures.entries()) {
    for (let channel = 0; channel < 3; channel++) {
      const start = (n * 3 + channel) * plane;
      const [middle, spread] = [mean[channel]!, std[channel]!];
      for (let i = 0; i < plane; i++) {
        out[start + i] = (picture[i * 3 + channel]! / 255 - middle) / spread;
      }
    }
  }
  return out;
}

/** Places of the largest of each row's `columns` numbers. */
export function largestOfRows(rows: Float32Array, columns: number): Int32Array {
  return Int32Array.from({ length: rows.length / columns }, (_, row) => {
    let best = 0;
    for (let i = 1; i < columns; i++) if (rows[row * columns + i]! > rows[row * columns + best]!) best = i;
    return best;
  });
}

/** Share of the places that agree, in [0, 1]. */
export function agreement(given: Int32Array, wanted: Int32Array): number {
  return given.reduce((right, value, i) => right + (value === wanted[i] ? 1 : 0), 0) / given.length;
}
