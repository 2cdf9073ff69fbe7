import type { Batch } from '../data/batch.ts';
import { openBatches } from '../data/batch-stream.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import type { DataWorkers } from '../data/data-workers.ts';
import type { DecodedCache } from '../data/decoded-cache.ts';
import { evaluationPlan } from '../data/training-plan.ts';
import type { Transform } from '../data/transform.ts';

export interface EvaluationSource {
  readonly workers: DataWorkers;
  readonly images: DecodedCache;
  readonly transform: Transform;
  readonly pool: readonly PoolImage[];
  /** See `BatchesOptions`. */
  readonly prefetch?: number;
  /** Aborting rejects with a UserError 'cancelled'. */
  readonly signal: AbortSignal;
}

/**
 * Shows every image of the pool once, in its order. `look` is given each batch with the place in the batch and in the pool of every image in
 * it that could be read.
 */
export async function eachBatch(
  { workers, images, transform, pool, prefetch, signal }: EvaluationSource,
  batchSize: number,
  look: (batch: Batch, seen: readonly { place: number; row: number }[]) => Promise<void>,
): Promise<void> {
  const plan = evaluationPlan(pool, batchSize);
  const batches = openBatches({ workers, images, plan, transform, signal, ...(prefetch && { prefetch }) });
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      const first = batch.step * batchSize;
      const seen = [...batch.weights].flatMap((weight, place) =>
        weight === 0 ? [] : [{ place, row: first + place }],
      );
      await look(batch, seen);
      batch.release();
      // Between batches the process hears what its host says.
      await new Promise(setImmediate);
    }
  } finally {
    await batches.close();
  }
}
