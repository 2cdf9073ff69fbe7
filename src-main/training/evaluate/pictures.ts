import type { Augmentation } from '../../../src-shared/domain/training.ts';
import type { TrainedNetwork } from '../../networks/trained-network.ts';
import type { DataWorkers } from '../data/data-workers.ts';
import { transformsFor } from '../data/transform.ts';
import type { EvaluationSource } from '../run/each-batch.ts';
import { type LoadContext, loadImages, unreadableNote } from '../run/training-data.ts';
import type { EvaluatedImage } from './task.ts';

/** Images as a network wants them. */
export interface Pictures {
  readonly source: EvaluationSource;
  /** Those that could be read, in the order of the source's pool. */
  readonly images: readonly EvaluatedImage[];
  readonly notes: readonly string[];
  dispose(): void;
}

export interface OpenPictures {
  readonly workers: DataWorkers;
  readonly augmentation: Augmentation;
  readonly context: LoadContext;
}

/** Reads images at the size of the network; `what` names them in a note about those that cannot be read. */
export async function openPictures(
  images: readonly EvaluatedImage[],
  what: string,
  network: TrainedNetwork,
  { workers, augmentation, context }: OpenPictures,
): Promise<Pictures> {
  const { imageSize, mean, std } = network;
  const transforms = transformsFor({ augmentation, imageSize, normalisation: { mean, std } });
  const cache = await loadImages(images, { workers, transforms }, context);
  const pool = images
    .map(({ label }, imageIndex) => ({ imageIndex, label }))
    .filter(({ imageIndex }) => cache.isUsable(imageIndex));
  return {
    source: { workers, images: cache, transform: transforms.evaluation, pool, signal: context.signal },
    images: pool.map(({ imageIndex }) => images[imageIndex]!),
    notes: unreadableNote(cache, images, what),
    dispose: () => cache.dispose(),
  };
}
