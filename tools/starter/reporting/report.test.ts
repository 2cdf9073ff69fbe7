import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { releasePipelines } from '../../../src-main/diffusion/pipeline/loaded-pipelines.ts';
import { createClassifier } from '../../../src-main/networks/architectures.ts';
import { encodeSafetensors } from '../../../src-main/networks/safetensors.ts';
import { formulaWeight } from '../../../src-main/networks/testing/formula-weights.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { generateImages } from './generate.ts';
import { findLeaks } from './leaks.ts';
import { figuresOf, measurePack } from './report.ts';
import { reportSchema } from './report-file.ts';
import type { ReportSettings } from './settings.ts';

/** Drawing and training take a while where other work goes on. */
vi.setConfig({ testTimeout: 240_000 });

const fixtures = fileURLToPath(new URL('../../../src-main/', import.meta.url));

const tiny: ReportSettings = {
  judge: { picturesPerObject: 1, freshPerObject: 1, batch: 16, steps: 2 },
  imagesPerObject: 1,
  imagesPerSense: 2,
  imagesPerName: 3,
  batch: 16,
  testPerClass: 1,
  probePerClass: 2,
  seed: 100,
};

let pack: string;

/** A pack of models that know nothing, laid out as the shipped one. */
beforeAll(async () => {
  pack = await mkdtemp(join(tmpdir(), 'variegate-pack-'));
  await cp(join(fixtures, 'diffusion/fixtures/tiny'), join(pack, 'text-to-image'), { recursive: true });
  const card = { defaults: { steps: 2, guidanceScale: 1, scheduler: 'ddim' } };
  await writeFile(join(pack, 'text-to-image', 'model-card.json'), JSON.stringify(card));
  await cp(join(fixtures, 'scoring/fixtures/tiny-clip'), join(pack, 'clip'), { recursive: true });
  await mkdir(join(pack, 'backbone'));
  const { parameters, buffers } = createClassifier('resnet-10-narrow', { classes: 2, imageSize: 16 });
  const tensors = new Map(
    [...parameters, ...buffers].map(({ name, shape }) => [name, formulaWeight(name, shape)]),
  );
  const pieces = encodeSafetensors({ tensors, metadata: {} });
  await writeFile(join(pack, 'backbone', 'model.safetensors'), Buffer.concat(pieces));
  const input = { input_size: [3, 16, 16], mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], classifier: 'fc' };
  const config = { architecture: 'resnet-10-narrow', num_classes: 2, pretrained_cfg: input };
  await writeFile(join(pack, 'backbone', 'config.json'), JSON.stringify(config));
});
afterAll(async () => {
  await releasePipelines();
  await rm(pack, { recursive: true });
});

test('every figure is measured', async () => {
  const report = await measurePack(pack, tiny, () => undefined);
  expect(() => reportSchema.parse(report)).not.toThrow();
  const figures = figuresOf(report);
  expect(Object.keys(figures)).toEqual([
    'generatorFidelity',
    'clipZeroShot',
    'senses',
    'backboneProbe',
    'packBytes',
  ]);
  expect(figures.senses.map(({ name }) => name)).toEqual([
    'crane',
    'bat',
    'mouse',
    'kite',
    'bow',
    'palm',
    'fan',
  ]);
  for (const { shares } of figures.senses) {
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  }
  expect(Object.keys(report.details.fidelityByObject)).toEqual(dataSetObjects.map(({ id }) => id));
  expect(report.details.sampling).toMatchObject({ steps: 2, guidanceScale: 1, scheduler: 'ddim' });
});

test('an image depends on its prompt and place alone', async () => {
  const options = { folder: join(pack, 'text-to-image'), size: 8, say: () => undefined };
  const crane = { prompt: 'a photo of a crane', count: 3 };
  const [, together] = await generateImages([{ prompt: 'a photo of an owl', count: 2 }, crane], {
    ...options,
    batch: 2,
  });
  const [alone] = await generateImages([{ ...crane, count: 2 }], { ...options, batch: 1 });
  expect(together?.length).toBe(3);
  expect(alone).toEqual(together?.slice(0, 2));
});

test('test pictures are compared with the training pictures', async () => {
  const leaks = await findLeaks(pack, { share: 0.0004, testPerClass: 1 }, () => undefined);
  // One picture of each of the 38 objects in each of three streams.
  expect(leaks).toMatchObject({ testPictures: 32, trainingPictures: 3 * 38, sameScenes: 0 });
  expect(leaks.pixels.above).toBe(0);
  for (const { largest } of [leaks.pixels, leaks.clip]) {
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThanOrEqual(1.0001);
  }
  await expect(findLeaks(pack, { share: 2, testPerClass: 1 }, () => undefined)).rejects.toThrow('--share');
});
