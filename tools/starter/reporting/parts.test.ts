import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { readModelCard } from '../../../src-main/model-library/model-card.ts';
import { drawAll } from '../measures/pictures.ts';
import { probeAccuracy } from './linear-probe.ts';
import { modelCards, readmeOf } from './model-cards.ts';
import { bytesBelow } from './pack-bytes.ts';
import { reportSchema } from './report-file.ts';
import { THUMBNAIL_LENGTH, thumbnails } from './thumbnails.ts';
import { cosines } from '../measures/clip.ts';
import { trainingPicture } from '../../../src-main/world/training-stream.ts';
import { looks } from '../../../src-main/world/looks.ts';

test('a linear probe tells apart what a line tells apart, whatever the features are scaled by', () => {
  const random = createRandom(1);
  const rows = (count: number, informative: boolean) => {
    const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
    const features = new Float32Array(count * 5);
    for (const [n, label] of labels.entries()) {
      for (let f = 0; f < 5; f++) features[n * 5 + f] = 100 + random.normal();
      if (informative) features[n * 5 + label] = features[n * 5 + label]! + 6;
    }
    return { features, labels };
  };
  expect(probeAccuracy(rows(90, true), rows(300, true), 3)).toBeGreaterThan(0.97);
  const chance = probeAccuracy(rows(90, false), rows(600, false), 3);
  expect(chance).toBeGreaterThan(0.25);
  expect(chance).toBeLessThan(0.42);
});

test('thumbnails find the same scene in another light, and tell other scenes of the same object from it', async () => {
  const specs = [0, 38, 76].map((index) => ({
    ...trainingPicture(index),
    style: 'photo',
    look: looks.enamel,
  }));
  const darker = { ...looks.enamel, lightness: -0.05, contrast: 1.15 };
  const pictures = await drawAll([...specs, ...specs.map((spec) => ({ ...spec, look: darker }))], 64);
  const small = thumbnails(pictures, 64);
  const alike = cosines(small, small, THUMBNAIL_LENGTH);
  for (let i = 0; i < 3; i++) {
    for (let k = 0; k < 3; k++) {
      const value = alike[i * 6 + 3 + k]!;
      if (i === k) expect(value).toBeGreaterThan(0.95);
      else expect(value).toBeLessThan(0.95);
    }
  }
});

test('all files count in the size of the pack', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-pack-'));
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  await writeFile(join(folder, 'a', 'b', 'x'), Buffer.alloc(1000));
  await writeFile(join(folder, 'y'), Buffer.alloc(24));
  expect(await bytesBelow(folder)).toBe(1024);
  await rm(folder, { recursive: true });
});

test('cards say what was measured, and the program reads them', async () => {
  const report = reportSchema.parse({
    generatorFidelity: 0.912,
    clipZeroShot: 0.93,
    senses: [
      {
        name: 'crane',
        shares: { 'crane, the bird': 0.42, 'crane, the building machine': 0.58 },
        resolved: 1,
      },
    ],
    backboneProbe: 0.8,
    packBytes: 1,
    details: {
      judgeAccuracy: 0.95,
      fidelityByObject: {},
      zeroShotByDataSet: { menagerie: 0.94, attic: 0.93 },
      probeByDataSet: { menagerie: 0.8 },
      sampling: { steps: 20, guidanceScale: 3, scheduler: 'dpm-solver++', width: 64, height: 64 },
      settings: { testPerClass: 100, probePerClass: 50, seed: 100 },
    },
  });
  const cards = modelCards(report);
  expect(Object.keys(cards)).toEqual(['text-to-image', 'clip', 'backbone']);
  const folder = await mkdtemp(join(tmpdir(), 'variegate-card-'));
  await writeFile(join(folder, 'model-card.json'), JSON.stringify(cards['text-to-image']));
  expect(await readModelCard(folder)).toEqual({
    name: 'Starter text-to-image',
    license: 'Apache-2.0',
    vocabulary: 'drawn-world',
    defaults: { steps: 20, guidanceScale: 3, scheduler: 'dpm-solver++' },
  });
  await rm(folder, { recursive: true });
  const page = readmeOf(cards['text-to-image']!);
  expect(page).toContain('91.2 %');
  expect(page).toContain('crane: crane, the bird 42.0 %, crane, the building machine 58.0 %');
  expect(readmeOf(cards['clip']!)).toContain('menagerie 94.0 %, attic 93.0 %');
  expect(readmeOf(cards['clip']!)).not.toContain('## Settings');
});
