import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src-shared/random.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import { DataWorkers } from '../data/data-workers.ts';
import { DecodedCache } from '../data/decoded-cache.ts';
import { transformsFor } from '../data/transform.ts';
import { probeShortcut } from './probe.ts';
import { shortcutNotes } from './shortcut-note.ts';

const SIDE = 32;

/** Soft blobs of a colour that depends on the class, with some noise. */
function picture(label: number, random: Random): Buffer {
  const [x, y] = [random.between(8, 24), random.between(8, 24)];
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const near = Math.exp(-(((i % SIDE) - x) ** 2 + (Math.floor(i / SIDE) - y) ** 2) / 60);
    for (let c = 0; c < 3; c++) {
      pixels[i * 3 + c] = Math.round(40 + near * (c === label ? 180 : 90) + random.between(0, 12));
    }
  }
  return pixels;
}

/** So many pictures of two classes for each domain; the synthetic ones went through a JPEG where `lossy`. */
async function writeDomains(
  folder: string,
  { real, synthetic, lossy }: Record<'real' | 'synthetic', number> & { lossy: boolean },
) {
  const random = createRandom(3);
  const paths: string[] = [];
  const add = async (count: number, quality: number | null): Promise<PoolImage[]> => {
    const pool: PoolImage[] = [];
    for (let i = 0; i < count; i++) {
      const label = i % 2;
      const raw = sharp(picture(label, random), { raw: { width: SIDE, height: SIDE, channels: 3 } });
      const path = join(folder, `${paths.length}.png`);
      const made = quality === null ? raw : sharp(await raw.jpeg({ quality }).toBuffer());
      await made.png().toFile(path);
      pool.push({ imageIndex: paths.length, label });
      paths.push(path);
    }
    return pool;
  };
  return { real: await add(real, null), synthetic: await add(synthetic, lossy ? 80 : null), paths };
}

async function probed(counts: Parameters<typeof writeDomains>[1]) {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-shortcut-'));
  const { real, synthetic, paths } = await writeDomains(folder, counts);
  const workers = new DataWorkers({ count: 1 });
  try {
    const transforms = transformsFor({ augmentation: 'pad-crop-flip', imageSize: SIDE });
    const images = await DecodedCache.load(paths, { workers, workingSize: transforms.workingSize });
    const data = { workers, images, transforms, real, synthetic };
    return await probeShortcut(data, new AbortController().signal);
  } finally {
    await workers.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test('a codec that one domain alone went through is seen', async () => {
  const probe = await probed({ real: 60, synthetic: 90, lossy: true });
  expect(probe).toMatchObject({ real: 60, synthetic: 60 });
  expect(probe!.auc).toBeGreaterThan(0.97);
});

test('domains of one make cannot be told apart', async () => {
  const probe = await probed({ real: 100, synthetic: 100, lossy: false });
  expect(Math.abs(probe!.auc - 0.5)).toBeLessThan(0.15);
});

test('too few images say nothing', async () => {
  expect(await probed({ real: 8, synthetic: 60, lossy: true })).toBeNull();
});

test('a person is told where the look gives the class away', () => {
  const pool = (...counts: number[]): PoolImage[] =>
    counts.flatMap((count, label) => Array.from({ length: count }, () => ({ imageIndex: 0, label })));
  const run = { classNames: ['crane', 'kite'], real: pool(10, 10), synthetic: pool(40, 10) };
  const probe = (auc: number) => ({ auc, real: 20, synthetic: 20 });
  expect(shortcutNotes(probe(0.98), run)).toEqual([
    'Simple statistics tell its real and synthetic images apart (area under the curve 0.98), and 80 % of the training ' +
      'images of "crane" are synthetic, of "kite" 50 %: the network can guess the class from how an image was made. ' +
      'Even out the numbers, or bring both kinds of images to the same size and codec.',
  ]);
  expect(shortcutNotes(probe(0.9), run)).toEqual([]);
  expect(shortcutNotes(probe(0.98), { ...run, synthetic: pool(10, 10) })).toEqual([]);
  expect(shortcutNotes(null, run)).toEqual([]);
});
