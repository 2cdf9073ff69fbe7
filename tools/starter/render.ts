import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contexts } from '../../src-main/world/contexts/contexts.ts';
import { dataSetPictures, drawnDataSets } from '../../src-main/world/data-sets.ts';
import { drawInParallel } from '../../src-main/world/draw-in-parallel.ts';
import { dataSetObjects, pretrainingObjects } from '../../src-main/world/objects/catalogue.ts';
import type { PictureSpec } from '../../src-main/world/spec.ts';
import { styles } from '../../src-main/world/styles.ts';
import {
  GENERATOR_PICTURES_PER_OBJECT,
  generatorPicture,
  PRETRAINING_PICTURES_PER_OBJECT,
  pretrainingPicture,
  TRAINING_PICTURES_PER_OBJECT,
  trainingPicture,
  VARIED_PICTURES_PER_OBJECT,
  variedPicture,
} from '../../src-main/world/training-stream.ts';

/**
 * Draws what the starter models are trained and judged on, for the PyTorch scripts beside this file: `<name>.rgb` holds pictures of
 * 64 x 64 x 3 bytes, `<name>.json` what each shows, by place in the lists of `world.json`.
 */
const SIZE = 64;
const { values } = parseArgs({
  options: { out: { type: 'string' }, share: { type: 'string', default: '1' } },
});
if (values.out === undefined) throw new Error('Say where: --out <folder>');
const out = values.out;
const share = Number(values.share);

const place = (items: readonly { id: string }[]) => new Map(items.map(({ id }, index) => [id, index]));
const objects = [...dataSetObjects, ...pretrainingObjects];
const places = { object: place(objects), context: place(contexts), style: place(styles) };

function* stream(picture: (index: number) => PictureSpec, count: number): Generator<PictureSpec> {
  for (let index = 0; index < count; index++) yield picture(index);
}

async function render(name: string, specs: readonly PictureSpec[]): Promise<void> {
  if (existsSync(join(out, `${name}.json`))) return;
  const file = createWriteStream(join(out, `${name}.rgb`));
  for await (const rgb of drawInParallel(specs, { size: SIZE, format: 'raw' })) {
    if (!file.write(rgb)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  const rows = specs.map(({ object, context, style }) => [
    places.object.get(object),
    places.context.get(context),
    places.style.get(style),
  ]);
  await writeFile(join(out, `${name}.json`), JSON.stringify(rows));
  process.stdout.write(`${name}: ${specs.length}\n`);
}

await mkdir(out, { recursive: true });
await writeFile(
  join(out, 'world.json'),
  JSON.stringify({
    size: SIZE,
    objects: objects.map(({ id, name, phrase, gloss }) => ({ id, name, phrase, gloss })),
    dataSetObjects: dataSetObjects.length,
    contexts: contexts.map(({ id, name, phrase }) => ({ id, name, phrase })),
    styles: styles.map(({ id, name, phrase, heldOut }) => ({ id, name, phrase, heldOut })),
    dataSets: drawnDataSets.map(({ id, classes }) => ({ id, objects: classes.map(({ object }) => object) })),
  }),
);
for (const { id } of drawnDataSets) {
  const request = { role: 'real', perClass: 40, split: 'val', seed: 100 } as const;
  await render(
    `real-${id}`,
    [...dataSetPictures(id, request)].map(({ spec }) => spec),
  );
}
const generated = Math.round(share * GENERATOR_PICTURES_PER_OBJECT) * dataSetObjects.length;
await render('generator', [...stream(generatorPicture, generated)]);
const trained = Math.round(share * TRAINING_PICTURES_PER_OBJECT) * dataSetObjects.length;
await render('train', [...stream(trainingPicture, trained)]);
const varied = Math.round(share * VARIED_PICTURES_PER_OBJECT) * dataSetObjects.length;
await render('varied', [...stream(variedPicture, varied)]);
const pretrained = Math.round(share * PRETRAINING_PICTURES_PER_OBJECT) * pretrainingObjects.length;
await render('pretrain', [...stream(pretrainingPicture, pretrained)]);
