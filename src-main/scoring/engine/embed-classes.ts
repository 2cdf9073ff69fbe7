import type { TaskImplementation } from '../../engine/tasks.ts';
import { type ClipModel, normalise } from '../clip/clip-model.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { openClip } from './loaded-clip.ts';

const TEXTS_AT_ONCE = 32;

/** [texts, dimension] a batch at a time, so that the process hears a cancel in between. */
async function embedAll(
  clip: ClipModel,
  texts: readonly string[],
  signal: AbortSignal,
  onBatch: (done: number) => void,
): Promise<{ rows: Float32Array[]; dimension: number }> {
  const rows: Float32Array[] = [];
  let dimension = 0;
  for (let from = 0; from < texts.length; from += TEXTS_AT_ONCE) {
    signal.throwIfAborted();
    const batch = texts.slice(from, from + TEXTS_AT_ONCE);
    const found = await clip.embedTexts(batch);
    ({ dimension } = found);
    for (let i = 0; i < batch.length; i++) {
      rows.push(found.data.subarray(i * dimension, (i + 1) * dimension));
    }
    onBatch(rows.length);
    await new Promise(setImmediate);
  }
  return { rows, dimension };
}

/** The mean of the prompts' embeddings, brought back to unit length, for each class (Radford et al. 2021, prompt ensembling). */
export const embedClasses: TaskImplementation<'scoring.classes'> = async (input, context) => {
  const { folder, provider, prompts } = input;
  const { clip } = await openClip(folder, provider);
  const texts = prompts.flat();
  const perClass = texts.length / Math.max(1, prompts.length);
  const { rows, dimension } = await embedAll(clip, texts, context.signal, (done) =>
    context.progress(Math.floor(done / perClass)),
  );
  const embeddings = new Float32Array(prompts.length * dimension);
  let next = 0;
  for (const [i, own] of prompts.entries()) {
    const mean = embeddings.subarray(i * dimension, (i + 1) * dimension);
    for (let text = 0; text < own.length; text++) {
      const row = rows[next++]!;
      for (let d = 0; d < dimension; d++) mean[d] = mean[d]! + row[d]!;
    }
    normalise(mean);
  }
  if (!embeddings.every(Number.isFinite)) throw notFinite();
  return { embeddings: new Uint8Array(embeddings.buffer), dimension, truncated: clip.truncated(texts) };
};

const notFinite = (): UserError =>
  new UserError(
    'diverged',
    'The CLIP model gave values for the class prompts that are not numbers.',
    'Choose another model, or download this one again.',
  );
