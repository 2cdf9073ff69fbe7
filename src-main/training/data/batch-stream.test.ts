import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeRgb } from '../../imaging/decode.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { applyTransform } from './augment/apply-transform.ts';
import { normalisationTable } from './augment/write-normalised.ts';
import type { BatchPlan, PoolImage } from './batch-plan.ts';
import { openBatches } from './batch-stream.ts';
import type { Batches } from './batch.ts';
import { DataWorkers } from './data-workers.ts';
import { DecodedCache } from './decoded-cache.ts';
import { evaluationPlan, trainingPlan } from './training-plan.ts';
import { transformsFor } from './transform.ts';

const folder = mkdtempSync(join(tmpdir(), 'batches-'));
const paths = Array.from({ length: 30 }, (_, i) => join(folder, `${i}.${['png', 'jpg', 'webp'][i % 3]}`));
const pool: PoolImage[] = paths.map((_, imageIndex) => ({ imageIndex, label: imageIndex % 4 }));
const { training, evaluation, workingSize } = transformsFor({
  augmentation: 'random-resized-crop-flip',
  imageSize: 16,
});

/** Smooth pictures of different sizes and shapes, one of them turned by EXIF. */
function picture(index: number): Sharp {
  const [width, height] = [24 + (index % 5) * 9, 20 + (index % 7) * 11];
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => 127 + 100 * Math.sin(index + i / (3 + (index % 4))) + 20 * Math.cos(i / width),
  );
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  return index === 4 ? image.withMetadata({ orientation: 6 }) : image;
}

const workers = new DataWorkers({ count: 2 });

beforeAll(() => Promise.all(paths.map((path, i) => picture(i).toFile(path))));
afterAll(async () => {
  await workers.close();
  rmSync(folder, { recursive: true });
});

const digest = (values: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');

async function digests(batches: Batches, count: number): Promise<string[]> {
  const result: string[] = [];
  for (let i = 0; i < count; i++) {
    const batch = await batches.next();
    if (!batch) break;
    result.push(`${batch.step} ${digest(batch.images)} ${batch.labels.join(' ')} ${batch.weights.join(' ')}`);
    batch.release();
  }
  return result;
}

const plan = trainingPlan({
  seed: 5,
  composition: { kind: 'fixed-share', real: 9, synthetic: 12 },
  real: pool.slice(0, 12),
  synthetic: pool.slice(12),
});

interface Setting {
  readonly using?: DataWorkers;
  readonly firstStep?: number;
  readonly prefetch?: number;
  readonly memoryBudget?: number;
}

async function run({
  using = workers,
  firstStep = 0,
  prefetch = 3,
  memoryBudget = 2 ** 24,
}: Setting): Promise<string[]> {
  const images = await DecodedCache.load(paths, { workers: using, workingSize, memoryBudget });
  expect(images.unreadable).toEqual([]);
  const settings = { plan, transform: training, firstStep, prefetch, endStep: 14 };
  const batches = openBatches({ workers: using, images, ...settings });
  const result = await digests(batches, 20);
  await batches.close();
  images.dispose();
  return result;
}

test('batches depend on seed and step alone', async () => {
  const straight = await run({});
  expect(straight).toHaveLength(14);
  expect(new Set(straight).size).toBe(14);
  for (const count of [1, 3]) {
    const using = new DataWorkers({ count });
    expect(await run({ using }), `${count} threads`).toEqual(straight);
    await using.close();
  }
  expect(await run({ prefetch: 1 }), 'little prefetch').toEqual(straight);
  expect(await run({ firstStep: 6 }), 'resumed').toEqual(straight.slice(6));
  expect(await run({ memoryBudget: 0 }), 'decoded on demand').toEqual(straight);
  expect(await run({ memoryBudget: 12_000 }), 'partly in memory').toEqual(straight);
});

test('a batch holds what decoding and augmenting each of its pictures gives', async () => {
  const images = await DecodedCache.load(paths, { workers, workingSize });
  expect(images.resident).toBe(paths.length);
  const batches = openBatches({ workers, images, plan, transform: training, firstStep: 3, endStep: 4 });
  const batch = await batches.next();
  if (!batch) throw new Error('There is a batch.');
  const items = plan.itemsAt(3);
  const expected = new Float32Array(batch.images.length);
  for (const [place, item] of items.entries()) {
    const path = paths[item.imageIndex]!;
    const native = await decodeRgb(path);
    const large = Math.min(native.width, native.height) > workingSize.side;
    const pixels = large
      ? await decodeRgb(path, { size: workingSize.side, fit: 'shorter-side', filter: 'bilinear' })
      : native;
    const table = normalisationTable(training.normalisation);
    const offset = place * 3 * 16 * 16;
    applyTransform(pixels, training, table, createRandom(item.augmentationSeed), expected, offset);
  }
  expect(batch.images).toEqual(expected);
  expect([...batch.labels]).toEqual(items.map(({ label }) => label));
  expect([...batch.domains]).toEqual([...Array(9).fill(0), ...Array(12).fill(1)]);
  batch.release();
  expect(await batches.next()).toBeNull();
});

test('an evaluation ends after its last image, filled up with weight 0', async () => {
  const images = await DecodedCache.load(paths, { workers, workingSize });
  const batches = openBatches({
    workers,
    images,
    plan: evaluationPlan(pool, 16),
    transform: evaluation,
  });
  const weights: number[][] = [];
  for (let batch = await batches.next(); batch; batch = await batches.next()) {
    weights.push([...batch.weights]);
    batch.release();
  }
  expect(weights).toEqual([Array(16).fill(1), [...Array(14).fill(1), 0, 0]]);
  expect(batches.statistics).toMatchObject({ batches: 2, failedImages: 0 });
});

test('unreadable files are reported and left out; one that breaks later gets weight 0', async () => {
  const broken = join(folder, 'broken.png');
  const whole = await picture(1).png().toBuffer();
  writeFileSync(broken, whole.subarray(0, whole.length / 2));
  const words = join(folder, 'words.jpg');
  writeFileSync(words, 'no picture');
  const list = [paths[0]!, broken, paths[1]!, words, join(folder, 'missing.png'), paths[2]!];
  const progress: number[] = [];
  const images = await DecodedCache.load(list, {
    workers,
    workingSize,
    onProgress: (done, total) => progress.push(done / total),
  });
  expect(images.unreadable.map(({ index, path }) => [index, path])).toEqual([
    [1, broken],
    [3, words],
    [4, list[4]],
  ]);
  expect(images.unreadable.map(({ message }) => message)).toEqual([
    expect.stringContaining('ends before'),
    expect.stringContaining('text'),
    expect.stringContaining('not there'),
  ]);
  expect(list.map((_, i) => images.isUsable(i))).toEqual([true, false, true, false, false, true]);
  expect(progress).toEqual([1, 2, 3, 4, 5, 6].map((done) => done / 6));
});

test('a file that breaks during the run enters its batch with weight 0', async () => {
  const breaking = join(folder, 'breaking.png');
  const whole = await picture(1).png().toBuffer();
  writeFileSync(breaking, whole);
  const list = [paths[0]!, breaking, paths[1]!];
  const images = await DecodedCache.load(list, { workers, workingSize, memoryBudget: 0 });
  expect(images.unreadable).toEqual([]);
  writeFileSync(breaking, whole.subarray(0, whole.length / 2));
  const items = list.map((_, imageIndex) => ({ imageIndex, label: 0 }));
  const batches = openBatches({
    workers,
    images,
    plan: evaluationPlan(items, 3),
    transform: evaluation,
  });
  const batch = await batches.next();
  expect([...(batch?.weights ?? [])]).toEqual([1, 0, 1]);
  const places = [0, 1, 2].map((place) => batch?.images.slice(place * 768, (place + 1) * 768));
  expect(places.map((values) => values?.every((value) => value === 0))).toEqual([false, true, false]);
  expect(batches.statistics.failedImages).toBe(1);
});

test('batches use the memory of closed ones again, unless somebody may still be in it', async () => {
  const using = new DataWorkers({ count: 2 });
  const images = await DecodedCache.load(paths, { workers: using, workingSize });
  const evaluate = async (size: number) => {
    const plan = evaluationPlan(pool, size);
    const batches = openBatches({ workers: using, images, plan, transform: evaluation });
    const memory = new Set<ArrayBufferLike>();
    const pictures: Float32Array[] = [];
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      memory.add(batch.images.buffer);
      pictures.push(batch.images.slice());
      batch.release();
    }
    await batches.close();
    return { memory, pictures };
  };
  const first = await evaluate(16);
  // As many as there are batches.
  expect(first.memory.size).toBe(2);
  const second = await evaluate(16);
  expect(second.pictures).toEqual(first.pictures);
  expect([...second.memory].every((each) => first.memory.has(each))).toBe(true);
  const smaller = await evaluate(15);
  expect([...smaller.memory].every((each) => first.memory.has(each))).toBe(true);
  expect(smaller.pictures[0]!.length).toBe(15 * 3 * 16 * 16);

  const holding = openBatches({
    workers: using,
    images,
    plan: evaluationPlan(pool, 30),
    transform: evaluation,
  });
  const held = (await holding.next())!;
  await holding.close();
  const beside = await evaluate(30);
  expect(beside.memory.has(held.images.buffer)).toBe(false);
  await using.close();
});

const endless = (imageIndex: number): BatchPlan =>
  trainingPlan({
    seed: 1,
    composition: { kind: 'real-only', batchSize: 4 },
    real: [{ imageIndex, label: 0 }],
    synthetic: [],
  });

/** Batches whose next one no thread makes: a fast thread would have it ready before the fault that a test sends. */
async function stalledBatches(
  using: DataWorkers,
  images: DecodedCache,
  signal?: AbortSignal,
): Promise<Batches> {
  const stream = { plan: endless(0), transform: training, prefetch: 1 };
  const batches = openBatches({ workers: using, images, ...stream, ...(signal && { signal }) });
  const id = using.newId() - 1;
  const held = [await batches.next(), await batches.next()];
  using.sendAll({ kind: 'close-batches', batches: id });
  held[0]?.release();
  return batches;
}

test('aborting rejects what waits and leaves the workers usable', async () => {
  const images = await DecodedCache.load(paths, { workers, workingSize, memoryBudget: 0 });
  const controller = new AbortController();
  const options = { workers, images, plan, transform: training, signal: controller.signal };
  const batches = await stalledBatches(workers, images, controller.signal);
  const waiting = batches.next();
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  await expect(batches.next()).rejects.toMatchObject({ code: 'cancelled' });
  await expect(openBatches(options).next()).rejects.toMatchObject({ code: 'cancelled' });
  await expect(
    DecodedCache.load(paths, { workers, workingSize, signal: controller.signal }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  const again = openBatches({ workers, images, plan, transform: training });
  expect(await digests(again, 2)).toHaveLength(2);
  await again.close();
});

test('misuse is told', async () => {
  const using = new DataWorkers({ count: 1 });
  const images = await DecodedCache.load(paths.slice(0, 2), {
    workers: using,
    workingSize,
    memoryBudget: 0,
  });
  const open = (imageIndex: number) =>
    openBatches({ workers: using, images, plan: endless(imageIndex), transform: training, prefetch: 1 });
  expect(() => open(7)).toThrow('asks for image 7, which is not usable');
  const batches = open(0);
  const held = [await batches.next(), await batches.next()];
  await expect(batches.next()).rejects.toThrow('Release one');
  held[0]?.release();
  held[0]?.release();
  expect((await batches.next())?.step).toBe(2);
  const stalled = await stalledBatches(using, images);
  const decoding = using.decode(paths[0] ?? '', workingSize);
  const waiting = stalled.next();
  const [, ...outcomes] = await Promise.allSettled([using.close(), decoding, waiting]);
  const closed = { status: 'rejected', reason: { message: 'The data workers are closed.' } };
  expect(outcomes).toMatchObject([closed, closed]);
  expect(() => open(0)).toThrow('closed');
});

test('a fault in a thread reaches whoever waits', async () => {
  const using = new DataWorkers({ count: 1 });
  const images = await DecodedCache.load(paths, { workers: using, workingSize, memoryBudget: 0 });
  const waiting = (await stalledBatches(using, images)).next();
  openBatches({ workers: using, images, plan, transform: training });
  const noIndices = { from: 0, imageIndices: new Int32Array(), seeds: new Uint32Array() };
  using.sendTo(0, { kind: 'fill', batches: using.newId() - 1, batch: 99, ...noIndices });
  await expect(waiting).rejects.toThrow('There is no batch buffer 99');
  expect(() => openBatches({ workers: using, images, plan, transform: training })).toThrow('no batch buffer');
  await using.close();
});

const photographs = fileURLToPath(new URL('../../../../shared/data/cifake/real-train/', import.meta.url));

test.skipIf(!existsSync(photographs))(
  'real photographs: all are read, no image twice in an epoch',
  async () => {
    const files = readdirSync(photographs).flatMap((name) =>
      readdirSync(join(photographs, name)).map((file) => join(photographs, name, file)),
    );
    const cifar = transformsFor({ augmentation: 'pad-crop-flip', imageSize: 32 });
    const images = await DecodedCache.load(files, { workers, workingSize: cifar.workingSize });
    expect(images.unreadable).toEqual([]);
    const epoch = openBatches({
      workers,
      images,
      plan: trainingPlan({
        seed: 1,
        composition: { kind: 'real-only', batchSize: 125 },
        real: files.map((_, imageIndex) => ({ imageIndex, label: imageIndex })),
        synthetic: [],
      }),
      transform: cifar.training,
      endStep: files.length / 125,
    });
    const seen = new Set<number>();
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (let batch = await epoch.next(); batch; batch = await epoch.next()) {
      for (const label of batch.labels) seen.add(label);
      for (const value of batch.images) {
        sum += value;
        squares += value * value;
      }
      count += batch.images.length;
      batch.release();
    }
    expect(seen.size).toBe(files.length);
    // Normalised photographs lie around 0 with a spread of about 1 (with the black border a little below).
    expect(Math.abs(sum / count)).toBeLessThan(0.5);
    expect(Math.sqrt(squares / count)).toBeGreaterThan(0.7);
    expect(Math.sqrt(squares / count)).toBeLessThan(1.5);
  },
);
