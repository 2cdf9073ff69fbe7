import type { ErrorReport } from '../../../src-shared/errors.ts';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { type ClipModel, normalise } from '../clip/clip-model.ts';
import { fromHalfBytes, toHalfBytes } from './half-vectors.ts';
import { openClip } from './loaded-clip.ts';
import type { PictureThreads, PreparedPicture } from './picture-threads.ts';
import { scoreRow } from './score-row.ts';
import type { ImageOutcome, ImageTask, ScoreImagesInput } from './tasks.ts';

/** Images in one run of the vision model. */
const IMAGES_AT_ONCE = 16;

interface PlacedTask {
  readonly index: number;
  readonly task: ImageTask;
}

/** Compares with the classes; always from the stored float16 vector, so that scoring again without the model gives the same. */
class Scorer {
  readonly #classes: Float32Array;
  readonly #dimension: number;
  readonly #logitScale: number;

  constructor({ classes, logitScale }: ScoreImagesInput) {
    this.#classes = new Float32Array(Uint8Array.from(classes.embeddings).buffer);
    this.#dimension = classes.dimension;
    this.#logitScale = logitScale;
  }

  score({ index, task }: PlacedTask, bytes: Uint8Array, isNew: boolean): ImageOutcome {
    const image = new Float32Array(bytes.byteLength / 2);
    fromHalfBytes(bytes, image);
    normalise(image);
    if (image.length !== this.#dimension || !image.every(Number.isFinite)) {
      return { kind: 'failed', index, error: notFinite };
    }
    const { classRow } = task;
    const score = classRow === null ? null : scoreRow(image, this.#classes, this.#logitScale, classRow);
    return { kind: 'done', index, score, ...(isNew ? { vector: bytes } : {}) };
  }
}

const notFinite: ErrorReport = {
  code: 'diverged',
  message: 'The CLIP model gave values for this image that are not numbers.',
  advice: 'Look at the image; if it is as it should be, choose another model.',
};

/** Asks the threads for pictures ahead of the model, and gives them in order. */
async function* prepared(
  tasks: readonly (PlacedTask & { readonly path: string })[],
  clip: ClipModel,
  threads: PictureThreads,
): AsyncGenerator<PlacedTask & { readonly picture: PreparedPicture }> {
  const ask = (task: (typeof tasks)[number]): Promise<PreparedPicture> => {
    const asked = threads.prepare(task.path, clip.preprocessing);
    asked.catch(() => undefined);
    return asked;
  };
  const asked: Promise<PreparedPicture>[] = [];
  const ahead = Math.max(threads.ahead, 2 * IMAGES_AT_ONCE);
  for (const [i, task] of tasks.entries()) {
    while (asked.length < Math.min(tasks.length, i + ahead)) asked.push(ask(tasks[asked.length]!));
    yield { ...task, picture: await asked[i]! };
  }
}

async function embed(
  batch: readonly { readonly placed: PlacedTask; readonly values: Float32Array }[],
  clip: ClipModel,
  scorer: Scorer,
): Promise<ImageOutcome[]> {
  const area = 3 * clip.size.width * clip.size.height;
  const pixels = new Float32Array(batch.length * area);
  for (const [i, { values }] of batch.entries()) pixels.set(values, i * area);
  const { data, dimension } = await clip.embedImages(pixels, batch.length);
  return batch.map(({ placed }, i) =>
    scorer.score(placed, toHalfBytes(data.subarray(i * dimension, (i + 1) * dimension)), true),
  );
}

export const scoreImages: TaskImplementation<'scoring.images'> = async (input, context) => {
  const { signal, pauseSignal } = context;
  const scorer = new Scorer(input);
  const placed = input.images.map((task, index): PlacedTask => ({ index, task }));
  const known = placed.flatMap(({ index, task }) =>
    'vector' in task ? [scorer.score({ index, task }, task.vector, false)] : [],
  );
  if (known.length > 0) context.progress(known);
  const unknown = placed.flatMap(({ index, task }) =>
    'path' in task ? [{ index, task, path: task.path }] : [],
  );
  if (unknown.length === 0) return null;

  const { clip, threads } = await openClip(input.folder, input.provider);
  let batch: { placed: PlacedTask; values: Float32Array }[] = [];
  const finishBatch = async (): Promise<void> => {
    if (batch.length > 0) context.progress(await embed(batch, clip, scorer));
    batch = [];
    // Between batches the process hears what its host says.
    await new Promise(setImmediate);
    signal.throwIfAborted();
  };
  for await (const { index, task, picture } of prepared(unknown, clip, threads)) {
    if ('failure' in picture) context.progress([{ kind: 'failed', index, error: picture.failure }]);
    else batch.push({ placed: { index, task }, values: picture.values });
    if (batch.length < IMAGES_AT_ONCE) continue;
    await finishBatch();
    if (pauseSignal.aborted) return null;
  }
  await finishBatch();
  return null;
};
