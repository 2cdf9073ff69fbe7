import { hashSeed } from '../../../src-shared/random.ts';
import { float32, type TensorData } from '../../graph/tensor-data.ts';
import { openBatches } from '../data/batch-stream.ts';
import { trainingPlan } from '../data/training-plan.ts';
import type { TrainingSession } from '../step/training-session.ts';
import type { TrainingRunInput } from './task.ts';
import type { TrainingData } from './training-data.ts';

/** Real images that statistics are taken from, if there are so many; beyond that they hardly change. */
const IMAGES = 1024;

/**
 * Batch-norm statistics of real training images, augmented as in training, under the given weights: the mean over batches of their own
 * (`torch.optim.swa_utils.update_bn`). The same images for the whole of a run, so that a resumed run finds the same. Rejects with a UserError
 * 'cancelled' when the signal is aborted.
 */
export async function realStatistics(
  session: TrainingSession,
  weights: ReadonlyMap<string, TensorData>,
  { seed, settings }: Pick<TrainingRunInput, 'seed' | 'settings'>,
  data: TrainingData,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TensorData>> {
  const { batchSize } = settings;
  const count = Math.ceil(Math.min(data.real.length, IMAGES) / batchSize);
  const { workers, images, transforms } = data;
  const plan = trainingPlan({
    seed: hashSeed(seed, 'statistics'),
    composition: { kind: 'real-only', batchSize },
    real: data.real,
    synthetic: [],
  });
  const batches = openBatches({
    workers,
    images,
    plan,
    transform: transforms.training,
    endStep: count,
    signal,
  });
  const sums = new Map<string, Float64Array>();
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      // ONNX Runtime does not take the memory that is shared with the data workers.
      const found = await session.batchStatistics(batch.images.slice(), weights);
      batch.release();
      for (const [name, values] of found) addTo(sums, name, values);
      await new Promise(setImmediate);
    }
  } finally {
    await batches.close();
  }
  return new Map(
    [...sums].map(([name, sum]) => [
      name,
      float32(
        [sum.length],
        sum.map((x) => x / count),
      ),
    ]),
  );
}

function addTo(sums: Map<string, Float64Array>, name: string, values: Float32Array): void {
  const sum = sums.get(name) ?? new Float64Array(values.length);
  for (const [i, value] of values.entries()) sum[i]! += value;
  sums.set(name, sum);
}
