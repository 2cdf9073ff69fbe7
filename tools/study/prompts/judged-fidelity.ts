import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { resizeRgb } from '../../../src-main/imaging/pillow-resize.ts';
import { classLabel } from '../../../src-main/imports/drawn-classes.ts';
import { drawnDataSet } from '../../../src-main/world/data-sets.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { largestOfRows } from '../../starter/measures/pictures.ts';
import type { Judge } from '../../starter/reporting/judge.ts';

async function readRgb(path: string, size: number): Promise<Uint8Array> {
  const { data, info } = await sharp(await readFile(path))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  if (width === size && height === size) return new Uint8Array(data);
  return Uint8Array.from(
    resizeRgb({ data: new Uint8Array(data), width, height }, size, size, 'bicubic').data,
  );
}

const lineSchema = z.object({ file_name: z.string(), label: z.string() });

/** Files by class of an ImageFolder that the product exported. */
async function filesByClass(folder: string): Promise<Map<string, string[]>> {
  const lines = (await readFile(join(folder, 'metadata.jsonl'), 'utf8')).split('\n').filter(Boolean);
  const entries = lines.map((line) => lineSchema.parse(JSON.parse(line)));
  const grouped = Map.groupBy(entries, ({ label }) => label);
  return new Map([...grouped].map(([label, own]) => [label, own.map((each) => each.file_name)]));
}

/**
 * Share of the images of an exported ImageFolder that a judge, who has seen real pictures only, names right among all objects of the drawn
 * data sets. Labels are what the project calls the objects of the data set.
 */
export async function judgedFidelity(folder: string, dataSetId: string, judge: Judge): Promise<number> {
  const dataSet = drawnDataSet(dataSetId);
  const places = new Map(dataSetObjects.map(({ id }, place) => [id, place]));
  const objectOf = new Map(dataSet.classes.map(({ object }) => [classLabel(dataSet, object), object]));
  let right = 0;
  let images = 0;
  for (const [label, files] of await filesByClass(folder)) {
    const object = objectOf.get(label);
    if (object === undefined) throw new Error(`"${label}" is no class of ${dataSet.name}.`);
    const pictures = await Promise.all(files.map((file) => readRgb(join(folder, file), judge.size)));
    const named = largestOfRows(await judge.judge(pictures), dataSetObjects.length);
    right += named.filter((place) => place === places.get(object)).length;
    images += pictures.length;
  }
  return right / Math.max(1, images);
}
