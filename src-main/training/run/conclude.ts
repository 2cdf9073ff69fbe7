import { join } from 'node:path';
import { writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { TaskContext } from '../../engine/tasks.ts';
import type { NormSet, TrainingSession } from '../step/training-session.ts';
import { withDiskErrors } from './disk-errors.ts';
import { evaluateSet, predictPool, temperatureOf } from './evaluation.ts';
import { type FinishedEvaluation, runFiles, type SealedSet, type TrainingRunInput } from './task.ts';
import { loadImages, type TrainingData, undecodedNote, unreadableNote } from './training-data.ts';

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

/**
 * Writes the chosen weights as `model.onnx` and measures them on val (auxiliary batch norms there too, which the file does not hold), then on each
 * sealed set, which is opened here and nowhere else.
 */
export async function conclude(options: ConcludeOptions): Promise<Conclusion> {
  const { input, session, data, context } = options;
  const model = session.exportInference({
    ...data.transforms.evaluation.normalisation,
    labels: input.classNames,
  });
  await withDiskErrors(() => writeDurably(join(input.folder, runFiles.model), model));

  const { evaluations, temperature, notes } = await evaluateVal(options);
  for (const set of input.sealed) {
    const sealed = await evaluateSealed(set, options, temperature);
    notes.push(...sealed.notes);
    if (sealed.finished) evaluations.push(sealed.finished);
    else notes.push(`No image of "${set.name}" could be read, so it was not evaluated.`);
  }
  context.progress({ kind: 'note', text: null });
  return { evaluations, notes };
}

interface ValEvaluation {
  readonly evaluations: FinishedEvaluation[];
  readonly notes: string[];
  readonly temperature: number | undefined;
}

async function evaluateVal(options: ConcludeOptions): Promise<ValEvaluation> {
  const { session, data } = options;
  if (data.val.length === 0) return { evaluations: [], notes: [], temperature: undefined };
  const { finished, temperature, notes } = await evaluateValThrough('main', options);
  const evaluations = finished ? [finished] : [];
  if (session.secondSet().size === 0) return { evaluations, notes, temperature };
  const second = await ifFinite(() => evaluateValThrough('auxiliary', options));
  if (second?.finished) evaluations.push(second.finished);
  return { evaluations, notes: second ? notes : [...notes, auxiliaryNotFinite], temperature };
}

async function evaluateValThrough(
  through: NormSet,
  { input, session, data, context }: ConcludeOptions,
): Promise<{ finished: FinishedEvaluation | null; notes: string[]; temperature: number | undefined }> {
  const { workers, images, val: pool, transforms } = data;
  const source = { workers, images, pool, transform: transforms.evaluation, signal: context.signal };
  const classes = input.classNames.length;
  const { batchSize } = input.settings;
  const outcome = await predictPool(session, source, { classes, batchSize, through });
  const labelled = pool.map(({ imageIndex, label }) => ({
    imageId: input.files[imageIndex]!.imageId,
    label,
  }));
  const temperature = temperatureOf(outcome, labelled, classes);
  const set = {
    kind: 'val',
    setId: input.realSetId,
    styleCoverage: 'unknown',
    ...valThrough[through],
  } as const;
  return {
    finished: evaluateSet(set, outcome, labelled, { classes, temperature }),
    notes: undecodedNote(pool.length - outcome.rows.length, 'validation'),
    temperature,
  };
}

const valThrough = {
  main: { name: 'val' },
  auxiliary: { name: 'val, auxiliary batch norm', batchNorm: 'auxiliary' },
} as const;

const auxiliaryNotFinite =
  'Through the auxiliary batch norms the network predicts values that are not numbers, so val was measured through the main ones alone.';

/** A diagnosis that cannot be made costs the run nothing: null where the values are not finite. */
async function ifFinite<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError && error.code === 'diverged') return null;
    throw error;
  }
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
    notes.push(...undecodedNote(readable.length - outcome.rows.length, `"${set.name}"`));
    const shown = readable.map(({ imageIndex }) => labelled[imageIndex]!);
    return { finished: evaluateSet(set, outcome, shown, { classes, temperature }), notes };
  } finally {
    images.dispose();
  }
}
