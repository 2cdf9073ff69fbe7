import { join } from 'node:path';
import { writeDurably } from '../../files/durable-write.ts';
import type { TaskContext } from '../../engine/tasks.ts';
import type { TrainingSession } from '../step/training-session.ts';
import { withDiskErrors } from './disk-errors.ts';
import { evaluateSet, predictPool, temperatureOf } from './evaluation.ts';
import { type FinishedEvaluation, runFiles, type SealedSet, type TrainingRunInput } from './task.ts';
import { loadImages, type TrainingData, unreadableNote } from './training-data.ts';

export interface Conclusion {
  readonly evaluations: readonly FinishedEvaluation[];
  readonly notes: readonly string[];
}

export interface ConcludeOptions {
  readonly input: TrainingRunInput;
  /** Holds the chosen weights. */
  readonly session: TrainingSession;
  readonly data: TrainingData;
  readonly context: TaskContext<'training.run'>;
}

/** Writes the chosen weights as `model.onnx` and measures them on val, then on each sealed set, which is opened here and nowhere else. */
export async function conclude(options: ConcludeOptions): Promise<Conclusion> {
  const { input, session, data, context } = options;
  const model = session.exportInference({
    ...data.transforms.evaluation.normalisation,
    labels: input.classNames,
  });
  await withDiskErrors(() => writeDurably(join(input.folder, runFiles.model), model));

  const evaluations: FinishedEvaluation[] = [];
  const notes: string[] = [];
  const { finished: val, temperature } = await evaluateVal(options);
  if (val) evaluations.push(val);
  for (const set of input.sealed) {
    const sealed = await evaluateSealed(set, options, temperature);
    notes.push(...sealed.notes);
    if (sealed.finished) evaluations.push(sealed.finished);
    else notes.push(`No image of "${set.name}" could be read, so it was not evaluated.`);
  }
  context.progress({ kind: 'note', text: null });
  return { evaluations, notes };
}

async function evaluateVal({
  input,
  session,
  data,
  context,
}: ConcludeOptions): Promise<{ finished: FinishedEvaluation | null; temperature: number | undefined }> {
  if (data.val.length === 0) return { finished: null, temperature: undefined };
  const { workers, images, val: pool, transforms } = data;
  const source = { workers, images, pool, transform: transforms.evaluation, signal: context.signal };
  const classes = input.classNames.length;
  const outcome = await predictPool(session, source, { classes, batchSize: input.settings.batchSize });
  const labelled = pool.map(({ imageIndex, label }) => ({
    imageId: input.files[imageIndex]!.imageId,
    label,
  }));
  const set = { name: 'val', kind: 'val', setId: input.realSetId, styleCoverage: 'unknown' } as const;
  const temperature = temperatureOf(outcome, labelled, classes);
  return { finished: evaluateSet(set, outcome, labelled, { classes, temperature }), temperature };
}

async function evaluateSealed(
  set: SealedSet,
  { input, session, data, context }: ConcludeOptions,
  temperature: number | undefined,
): Promise<{ finished: FinishedEvaluation | null; notes: string[] }> {
  context.progress({ kind: 'note', text: `Evaluating on ${set.name}` });
  // Its own note stays: the files of one set are read quickly.
  const images = await loadImages(set.files, data, { signal: context.signal, progress: () => undefined });
  try {
    const labelled = set.files.map(({ imageId }, index) => ({ imageId, label: set.labels[index]! }));
    const readable = labelled
      .map(({ label }, imageIndex) => ({ imageIndex, label }))
      .filter(({ imageIndex }) => images.isUsable(imageIndex));
    const notes = unreadableNote(images, set.files, `"${set.name}"`);
    if (readable.length === 0) return { finished: null, notes };
    const { workers, transforms } = data;
    const source = {
      workers,
      images,
      pool: readable,
      transform: transforms.evaluation,
      signal: context.signal,
    };
    const classes = input.classNames.length;
    const outcome = await predictPool(session, source, { classes, batchSize: input.settings.batchSize });
    const shown = readable.map(({ imageIndex }) => labelled[imageIndex]!);
    return { finished: evaluateSet(set, outcome, shown, { classes, temperature }), notes };
  } finally {
    images.dispose();
  }
}
