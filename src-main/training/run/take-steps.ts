import type { Batch, Batches } from '../data/batch.ts';
import { openBatches } from '../data/batch-stream.ts';
import type { TaskContext } from '../../engine/tasks.ts';
import { isOutOfMemory, withMemoryErrors } from './memory-errors.ts';
import type { TrainingRunInput } from './task.ts';
import type { Trainer } from './trainer.ts';
import type { TrainingData } from './training-data.ts';

/** Batches made ahead of those in use. */
const PREFETCH = 3;
/** Live points come at most this often, and at most so many over a whole run, besides those with a validation. */
const LIVE_INTERVAL_MS = 500;
const LIVE_POINTS = 2000;

export interface LoopOptions {
  readonly input: TrainingRunInput;
  readonly trainer: Trainer;
  readonly data: TrainingData;
  readonly context: TaskContext<'training.run'>;
  /** Brings the run to a durable step. */
  readonly saveCheckpoint: () => Promise<void>;
}

/**
 * Takes the steps that are left. Returns false when it was asked to pause before the last; the step in hand is finished, but nothing is
 * saved. Throws a UserError 'diverged', 'out-of-memory' after saving, or 'cancelled' when the signal is aborted.
 */
export async function takeSteps(options: LoopOptions): Promise<boolean> {
  const { input, trainer, data, context } = options;
  const { workers, images, transforms } = data;
  const batches = openBatches({
    workers,
    images,
    plan: trainer.steps.batches,
    transform: transforms.training,
    firstStep: trainer.step,
    prefetch: PREFETCH + trainer.stepsAtOnce - 1,
    signal: context.signal,
  });
  const reporter = new Reporter(options);
  try {
    while (!trainer.finished) {
      if (context.pauseSignal.aborted) return false;
      await trainer.enterStage(data, context.signal);
      const started = performance.now();
      const waitedBefore = batches.statistics.waitedMs;
      const taken = await takeBatches(batches, trainer.stepsTogether);
      if (taken.length === 0) {
        throw new Error(`The batches ended at step ${trainer.step} of ${input.totalSteps}.`);
      }
      await trainOrSave(taken, options);
      for (const batch of taken) batch.release();
      trainer.clock.addTime(performance.now() - started, batches.statistics.waitedMs - waitedBefore);
      await reporter.afterStep();
      // A step blocks the thread: now the process hears what its host says.
      await new Promise(setImmediate);
    }
    return true;
  } finally {
    const { failedImages } = batches.statistics;
    if (failedImages > 0) context.progress({ kind: 'remark', text: failedNote(failedImages) });
    await batches.close();
  }
}

/** The next `count` batches; fewer where they end. */
async function takeBatches(batches: Batches, count: number): Promise<Batch[]> {
  const taken: Batch[] = [];
  while (taken.length < count) {
    const batch = await batches.next();
    if (!batch) break;
    taken.push(batch);
  }
  return taken;
}

/** A step that gets no memory has changed nothing: what was trained before it is saved. */
async function trainOrSave(taken: readonly Batch[], { trainer, saveCheckpoint }: LoopOptions): Promise<void> {
  try {
    await withMemoryErrors(() => trainer.train(taken));
  } catch (error) {
    if (isOutOfMemory(error)) await saveCheckpoint();
    throw error;
  }
}

const failedNote = (times: number): string =>
  `${times === 1 ? 'Once' : `${times} times`} an image could not be read any more during the training and took no part in its step.`;

/** What happens between steps: validation, points of the curves, checkpoints. */
class Reporter {
  readonly #options: LoopOptions;
  readonly #stride: number;
  #lastReport = performance.now();
  #lastPoint: number;
  #lastCheckpoint = performance.now();

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#stride = Math.max(1, Math.ceil(options.input.totalSteps / LIVE_POINTS));
    this.#lastPoint = options.trainer.step;
  }

  async afterStep(): Promise<void> {
    const { input, trainer, saveCheckpoint } = this.#options;
    const { validateEvery, checkpointSeconds } = input.settings;
    // Every stage ends with a point, so that none averages over two of them.
    const stageEnds = trainer.steps.stages.some(({ until }) => until === trainer.step);
    if (stageEnds || trainer.step % validateEvery === 0) await this.#validated();
    else if (performance.now() - this.#lastReport >= LIVE_INTERVAL_MS) this.#live();
    if (trainer.finished || performance.now() - this.#lastCheckpoint >= checkpointSeconds * 1000) {
      await saveCheckpoint();
      this.#lastCheckpoint = performance.now();
    }
  }

  async #validated(): Promise<void> {
    const { trainer, data, context } = this.#options;
    const validation = await trainer.validate(data, context.signal);
    context.progress({ kind: 'step', step: trainer.step });
    context.progress({ kind: 'point', point: trainer.point(validation) });
    this.#lastReport = performance.now();
    this.#lastPoint = trainer.step;
  }

  #live(): void {
    const { trainer, context } = this.#options;
    context.progress({ kind: 'step', step: trainer.step });
    this.#lastReport = performance.now();
    if (trainer.step - this.#lastPoint < this.#stride) return;
    context.progress({ kind: 'point', point: trainer.point(null) });
    this.#lastPoint = trainer.step;
  }
}
