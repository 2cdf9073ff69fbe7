import { UserError } from '../../../src-shared/errors.ts';
import type { FeatureQuality } from '../../../src-shared/domain/evaluation.ts';
import type { TaskContext, TaskImplementation } from '../../engine/tasks.ts';
import type { Executor } from '../../graph/executors/executor.ts';
import { fitTemperature } from '../../evaluation/temperature.ts';
import { readTrainedNetwork, type TrainedNetwork } from '../../networks/trained-network.ts';
import { DataWorkers } from '../data/data-workers.ts';
import { askedClasses, evaluateSet } from '../run/evaluation.ts';
import { type MemoryWords, withMemoryErrors } from '../run/memory-errors.ts';
import type { FinishedEvaluation } from '../run/task.ts';
import { type LoadContext, undecodedNote } from '../run/training-data.ts';
import { unlessPaused } from '../run/unless-paused.ts';
import { executorOf } from './executor-of.ts';
import { measureCorruptions } from './measure-corruptions.ts';
import { measureFeatures, type Seen } from './measure-features.ts';
import { observe, Observer } from './observer.ts';
import { openPictures, type Pictures } from './pictures.ts';
import type { EvaluatedImage, EvaluateInput, FeatureRequest } from './task.ts';

/** One evaluation while it is made. */
interface Work {
  readonly input: EvaluateInput;
  readonly workers: DataWorkers;
  readonly signal: AbortSignal;
  readonly context: TaskContext<'training.evaluate'>;
  readonly executor: Executor;
  /** What a person should know afterwards; grows. */
  readonly notes: string[];
}

/** Measures a finished run's model on a set. A pause gives up what is in hand; running the task again measures the same. */
export const evaluateRun: TaskImplementation<'training.evaluate'> = (input, context) =>
  withMemoryErrors(() => openAndEvaluate(input, context), notEnoughMemory);

const openAndEvaluate: TaskImplementation<'training.evaluate'> = async (input, context) => {
  const workers = new DataWorkers();
  try {
    const { executor, notes } = await executorOf(input.engine);
    const found = await unlessPaused(context, async (signal) => {
      const work: Work = { input, workers, signal, context, executor, notes: [...notes] };
      return { finished: await evaluate(work), notes: work.notes };
    });
    return found ? { status: 'done', ...found } : { status: 'paused' };
  } finally {
    await workers.close();
  }
};

const observerOf = (network: TrainedNetwork, { input, executor }: Work): Promise<Observer> =>
  Observer.open(network, { executor, batchSize: input.batchSize, threads: input.threads });

async function evaluate(work: Work): Promise<FinishedEvaluation> {
  const { input } = work;
  const observer = await observerOf(await readTrainedNetwork(input.model), work);
  try {
    const pictures = await open(input.images, `"${input.set.name}"`, observer.network, work);
    try {
      return await measure(observer, pictures, work);
    } finally {
      pictures.dispose();
    }
  } finally {
    await observer.dispose();
  }
}

async function open(
  images: readonly EvaluatedImage[],
  what: string,
  network: TrainedNetwork,
  { workers, input: { augmentation }, signal, context, notes }: Work,
): Promise<Pictures> {
  const note: LoadContext['progress'] = (progress) => {
    if (progress.kind === 'note') context.progress(progress);
  };
  const loading = { signal, progress: note };
  const pictures = await openPictures(images, what, network, { workers, augmentation, context: loading });
  addNotes(notes, pictures.notes);
  return pictures;
}

/** The same images are read for every network. */
function addNotes(notes: string[], more: readonly string[]): void {
  notes.push(...more.filter((note) => !notes.includes(note)));
}

async function measure(observer: Observer, pictures: Pictures, work: Work): Promise<FinishedEvaluation> {
  const { input, context } = work;
  const classes = input.classNames.length;
  const seen = await lookAt(observer, pictures, `"${input.set.name}"`, work);
  const outcome = { rows: seen.observation.rows, logits: seen.observation.scores };
  const temperature = await temperatureFor(observer, seen, work);
  const finished = evaluateSet(input.set, outcome, pictures.images, { classes, temperature });
  if (!finished) throw nothingReadable(input.set.name);
  const { evaluation, predictions } = finished;
  const labels = seen.images.map(({ label }) => label);
  const allowed = askedClasses(input.set.kind, labels, classes);
  if (input.corruptions) {
    context.progress({ kind: 'note', text: 'Corrupting images' });
    const table = await measureCorruptions(observer, pictures, {
      ...input.corruptions,
      allowed,
      onImages: tell(work),
    });
    evaluation.corruptions = table && { ...table, clean: evaluation.top1 };
  }
  if (input.features) {
    evaluation.features = await featuresOf(observer, seen, input.features, { work, classes, allowed });
  }
  return { evaluation, predictions };
}

const tell =
  ({ context }: Work) =>
  (count: number): void =>
    context.progress({ kind: 'images', count });

/** The images that could be read, with what the network makes of them. */
async function lookAt(
  observer: Observer,
  { source, images }: Pictures,
  what: string,
  work: Work,
): Promise<Seen> {
  const observation = await observe(observer, source, tell(work));
  addNotes(work.notes, undecodedNote(images.length - observation.rows.length, what));
  return { observation, images: observation.rows.map((row) => images[row]!) };
}

/** Reads images for one look at them. */
async function lookOnce(
  observer: Observer,
  images: readonly EvaluatedImage[],
  what: string,
  work: Work,
): Promise<Seen> {
  const pictures = await open(images, what, observer.network, work);
  try {
    return await lookAt(observer, pictures, what, work);
  } finally {
    pictures.dispose();
  }
}

async function temperatureFor(observer: Observer, set: Seen, work: Work): Promise<number | undefined> {
  const { temperature } = work.input;
  switch (temperature.kind) {
    case 'known':
      return temperature.value;
    case 'fitted-on-set':
      return fittedOn(set, work);
    case 'fitted':
      return fittedOn(await lookOnce(observer, temperature.val, 'validation', work), work);
    default:
      return temperature satisfies never;
  }
}

/** Undefined where no image could be read. */
function fittedOn({ observation, images }: Seen, { input }: Work): number | undefined {
  const logits = { values: observation.scores, classes: input.classNames.length };
  const labels = images.map(({ label }) => label);
  return fitTemperature(logits, labels) ?? undefined;
}

interface FeatureWork {
  readonly work: Work;
  readonly classes: number;
  readonly allowed: readonly boolean[];
}

/** Of the run's own network, and of another beside it where one was asked for. */
async function featuresOf(
  observer: Observer,
  set: Seen,
  request: FeatureRequest,
  { work, ...rest }: FeatureWork,
): Promise<FeatureQuality[]> {
  const { context, signal, input } = work;
  const options = { ...rest, signal };
  const learns = request.neighbors !== null || request.linearProbe;
  const bankOf = async (of: Observer): Promise<Seen | null> =>
    learns ? lookOnce(of, request.bank, 'training', work) : null;
  context.progress({ kind: 'note', text: 'Measuring features' });
  const own = await measureFeatures(observer, { set, bank: await bankOf(observer) }, request, options);
  if (!request.network) return [{ network: null, ...own }];
  const { path, stated, name } = request.network;
  const other = await observerOf(await readTrainedNetwork(path, stated), work);
  try {
    context.progress({ kind: 'note', text: `Measuring features of ${name}` });
    const shown = await lookOnce(other, input.images, `"${input.set.name}"`, work);
    const found = await measureFeatures(other, { set: shown, bank: await bankOf(other) }, request, options);
    return [
      { network: null, ...own },
      { network: name, ...found },
    ];
  } finally {
    await other.dispose();
  }
}

const nothingReadable = (name: string): UserError =>
  new UserError(
    'not-found',
    `No image of "${name}" could be read.`,
    'Check that the drive with the images is connected, then evaluate again.',
  );

const notEnoughMemory: MemoryWords = {
  message: 'There is not enough memory for the evaluation.',
  advice: 'Close other programs or let other jobs end, then retry it.',
};
