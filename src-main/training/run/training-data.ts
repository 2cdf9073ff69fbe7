import type { PoolImage } from '../data/batch-plan.ts';
import { DataWorkers } from '../data/data-workers.ts';
import { DecodedCache } from '../data/decoded-cache.ts';
import { type Normalisation, type TransformSet, transformsFor } from '../data/transform.ts';
import type { ImageFile, TrainingRunInput, TrainingRunProgress } from './task.ts';

/** Decoded images of a run and the threads that make batches of them. */
export interface TrainingData {
  readonly workers: DataWorkers;
  readonly images: DecodedCache;
  readonly transforms: TransformSet;
  /** The run's pools without the images that cannot be read. */
  readonly real: readonly PoolImage[];
  readonly synthetic: readonly PoolImage[];
  readonly val: readonly PoolImage[];
  readonly notes: readonly string[];
  close(): Promise<void>;
}

export interface LoadContext {
  /** Aborting rejects with a UserError 'cancelled'. */
  readonly signal: AbortSignal;
  readonly progress: (value: TrainingRunProgress) => void;
}

/** Reads and decodes the training and validation images; `normalisation` as `transformsFor` has it. */
export async function loadTrainingData(
  input: TrainingRunInput,
  context: LoadContext,
  normalisation?: Normalisation,
): Promise<TrainingData> {
  const { augmentation, imageSize, randAugment } = input.settings;
  const transforms = transformsFor({ augmentation, imageSize, normalisation, randAugment });
  const workers = new DataWorkers();
  try {
    const images = await loadImages(input.files, { workers, transforms }, context);
    const usable = (pool: readonly PoolImage[]): PoolImage[] =>
      pool.filter(({ imageIndex }) => images.isUsable(imageIndex));
    return {
      workers,
      images,
      transforms,
      real: usable(input.real),
      synthetic: usable(input.synthetic),
      val: usable(input.val),
      notes: unreadableNote(images, input.files, 'training and validation'),
      close: async () => {
        images.dispose();
        await workers.close();
      },
    };
  } catch (error) {
    await workers.close();
    throw error;
  }
}

/** Decodes files at the working size of a run, saying how far it is. */
export async function loadImages(
  files: readonly ImageFile[],
  { workers, transforms }: { workers: DataWorkers; transforms: TransformSet },
  { signal, progress }: LoadContext,
): Promise<DecodedCache> {
  let lastNote = 0;
  const cache = await DecodedCache.load(
    files.map(({ path }) => path),
    {
      workers,
      workingSize: transforms.workingSize,
      signal,
      onProgress: (done, total) => {
        if (performance.now() - lastNote < NOTE_INTERVAL_MS) return;
        lastNote = performance.now();
        progress({ kind: 'note', text: `Reading image ${done} of ${total}` });
      },
    },
  );
  progress({ kind: 'note', text: null });
  return cache;
}

const NOTE_INTERVAL_MS = 500;

/** Says that images were left out; none if all were read. */
export function unreadableNote(
  { unreadable }: DecodedCache,
  files: readonly ImageFile[],
  what: string,
): string[] {
  const [first] = unreadable;
  if (!first) return [];
  const counted = unreadable.length === 1 ? 'One image' : `${unreadable.length} images`;
  const id = files[first.index]!.imageId;
  return [`${counted} for ${what} could not be read and took no part, e.g. image ${id}: ${first.message}`];
}

/** Says that images were fine when they were looked at first, but could not be decoded when they were needed; none if all were. */
export function undecodedNote(count: number, what: string): string[] {
  if (count === 0) return [];
  const counted = count === 1 ? 'One image' : `${count} images`;
  return [`${counted} of ${what} could not be decoded and took no part: the file is damaged or was changed.`];
}
