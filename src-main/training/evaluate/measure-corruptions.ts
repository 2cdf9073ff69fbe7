import {
  type Corruption,
  type CorruptionTable,
  corruptionSchema,
  SEVERITIES,
  type Severity,
} from '../../../src-shared/domain/evaluation.ts';
import { hashSeed } from '../../../src-shared/random.ts';
import { predictRow } from '../../evaluation/accuracy.ts';
import { corrupt } from '../../evaluation/corruptions/corrupt.ts';
import type { Batch } from '../data/batch.ts';
import type { Normalisation } from '../data/transform.ts';
import { eachBatch } from '../run/each-batch.ts';
import { fromNetwork, toNetwork } from './network-pixels.ts';
import type { Observer } from './observer.ts';
import type { Pictures } from './pictures.ts';

export interface CorruptionOptions {
  readonly seed: number;
  /** Of the run's classes, those that the set is asked about. */
  readonly allowed: readonly boolean[];
  readonly onImages: (count: number) => void;
}

/** How often one corruption at one severity was answered rightly. */
interface Tally {
  readonly corruption: Corruption;
  readonly severity: Severity;
  right: number;
}

/**
 * Top-1 accuracy under every corruption at every severity. Each image is read once; it is corrupted as the network sees it, in 8 bits, and what is
 * drawn for it follows from the seed and its content. Null where no image could be read.
 */
export async function measureCorruptions(
  observer: Observer,
  { source, images }: Pictures,
  { seed, allowed, onImages }: CorruptionOptions,
): Promise<Omit<CorruptionTable, 'clean'> | null> {
  const tallies = corruptionSchema.options.flatMap((corruption) =>
    SEVERITIES.map((severity): Tally => ({ corruption, severity, right: 0 })),
  );
  let count = 0;
  await eachBatch(source, observer.batchSize, async (batch, seen) => {
    const shown = seen.map(({ place, row }) => ({ place, image: images[row]! }));
    for (const tally of tallies) {
      const changed = await corruptBatch(batch, shown, tally, { observer, seed, signal: source.signal });
      const { scores } = await observer.look(changed);
      for (const { place, image } of shown) {
        if (predictRow(scores, place, observer.classes, allowed).predicted === image.label) tally.right++;
      }
      onImages(seen.length);
    }
    count += seen.length;
  });
  return count === 0 ? null : tableOf(tallies, count, seed);
}

interface Shown {
  readonly place: number;
  readonly image: { readonly contentHash: string };
}

async function corruptBatch(
  batch: Batch,
  shown: readonly Shown[],
  { corruption, severity }: Tally,
  { observer, seed, signal }: { observer: Observer; seed: number; signal: AbortSignal },
): Promise<Float32Array> {
  const { imageSize, mean, std } = observer.network;
  const normalisation: Normalisation = { mean, std };
  const result = new Float32Array(batch.images.length);
  const numbers = 3 * imageSize ** 2;
  for (const { place, image } of shown) {
    signal.throwIfAborted();
    const values = batch.images.subarray(place * numbers, (place + 1) * numbers);
    const changed = await corrupt(fromNetwork(values, normalisation), imageSize, {
      corruption,
      severity,
      seed: hashSeed(seed, corruption, severity, image.contentHash),
    });
    result.set(toNetwork(changed, normalisation), place * numbers);
    // Large pictures take long, and the host may have something to say.
    await new Promise(setImmediate);
  }
  return result;
}

function tableOf(tallies: readonly Tally[], images: number, seed: number): Omit<CorruptionTable, 'clean'> {
  const rows = corruptionSchema.options.map((corruption) => ({
    corruption,
    top1: tallies.filter((tally) => tally.corruption === corruption).map(({ right }) => right / images),
  }));
  const mean = tallies.reduce((sum, { right }) => sum + right, 0) / (tallies.length * images);
  return { seed, images, rows, mean };
}
