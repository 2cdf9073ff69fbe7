import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Augmentation } from '../src-shared/domain/training.ts';
import { openBatches } from '../src-main/training/data/batch-stream.ts';
import { DataWorkers } from '../src-main/training/data/data-workers.ts';
import { DecodedCache } from '../src-main/training/data/decoded-cache.ts';
import { trainingPlan } from '../src-main/training/data/training-plan.ts';
import { transformsFor } from '../src-main/training/data/transform.ts';

/** Images per second that the data path delivers to a consumer that does nothing else; best of three. */
export interface DataPathRate {
  readonly augmentation: Augmentation;
  /** Sides of the source pictures and of the network's input, pixels. */
  readonly sourceSize: number;
  readonly imageSize: number;
  readonly threads: number;
  /** Decoding once, at the beginning of a run. */
  readonly decodedPerSecond: number;
  /** Augmented from memory. */
  readonly batchedPerSecond: number;
  /** Decoded from the file every time, as for sets larger than memory. */
  readonly onDemandPerSecond: number;
}

const BATCH_SIZE = 128;
const REPEATS = 3;
const settings = [
  { augmentation: 'pad-crop-flip', sourceSize: 32, imageSize: 32, batches: 150 },
  { augmentation: 'random-resized-crop-flip', sourceSize: 256, imageSize: 64, batches: 24 },
  { augmentation: 'random-resized-crop-flip', sourceSize: 256, imageSize: 224, batches: 8 },
] as const;
type Setting = (typeof settings)[number];

async function writePictures(folder: string, side: number, count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, i) => join(folder, `${side}-${i}.jpg`));
  for (const [index, path] of paths.entries()) {
    const data = Uint8Array.from(
      { length: side * side * 3 },
      (_, i) => 127 + 90 * Math.sin(i / (40 + index)) + 30 * Math.sin((i * i) / (97 + index)),
    );
    await sharp(data, { raw: { width: side, height: side, channels: 3 } })
      .jpeg({ quality: 90 })
      .toFile(path);
  }
  return paths;
}

async function rateOfBatches(
  workers: DataWorkers,
  images: DecodedCache,
  setting: Setting,
  batches: number,
): Promise<number> {
  const { training } = transformsFor(setting);
  const real = Array.from({ length: images.count }, (_, imageIndex) => ({ imageIndex, label: 0 }));
  const composition = { kind: 'real-only', batchSize: BATCH_SIZE } as const;
  const plan = trainingPlan({ seed: 1, composition, real, synthetic: [] });
  const stream = openBatches({ workers, images, plan, transform: training });
  const warmUp = 5;
  let start = 0;
  for (let step = 0; step < warmUp + batches; step++) {
    if (step === warmUp) start = performance.now();
    (await stream.next())?.release();
  }
  await stream.close();
  return (batches * BATCH_SIZE * 1000) / (performance.now() - start);
}

async function best(measure: () => Promise<number>): Promise<number> {
  let rate = 0;
  for (let i = 0; i < REPEATS; i++) rate = Math.max(rate, await measure());
  return Math.round(rate);
}

async function measure(setting: Setting, paths: readonly string[], threads: number): Promise<DataPathRate> {
  const workers = new DataWorkers({ count: threads });
  const { workingSize } = transformsFor(setting);
  const load = (memoryBudget: number) =>
    DecodedCache.load(paths, { workers, workingSize, memoryBudget, recentBytes: 0 });
  const decodedPerSecond = await best(async () => {
    const start = performance.now();
    (await load(2 ** 30)).dispose();
    return (paths.length * 1000) / (performance.now() - start);
  });
  const resident = await load(2 ** 30);
  const onDemand = await load(0);
  const rates = {
    decodedPerSecond,
    batchedPerSecond: await best(() => rateOfBatches(workers, resident, setting, setting.batches)),
    onDemandPerSecond: await best(() => rateOfBatches(workers, onDemand, setting, 4)),
  };
  await workers.close();
  const { augmentation, sourceSize, imageSize } = setting;
  return { augmentation, sourceSize, imageSize, threads, ...rates };
}

/** Measures the three usual settings with one and with two data threads. */
export async function benchDataPath(): Promise<DataPathRate[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-data-'));
  try {
    const sources = { 32: await writePictures(folder, 32, 1000), 256: await writePictures(folder, 256, 500) };
    const rates: DataPathRate[] = [];
    for (const setting of settings) {
      for (const threads of [1, 2]) rates.push(await measure(setting, sources[setting.sourceSize], threads));
    }
    return rates;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchDataPath(), null, 2)}\n`);
