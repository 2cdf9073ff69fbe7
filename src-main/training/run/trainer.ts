import type { MetricPoint } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { Batch } from '../data/batch.ts';
import type { TrainingSession } from '../step/training-session.ts';
import type { Checkpoint, CheckpointProgress } from './checkpoint.ts';
import { predictPool, validate } from './evaluation.ts';
import { Meter } from './meter.ts';
import type { StepPlan } from './stages.ts';
import type { TrainingRunInput } from './task.ts';
import type { TrainingData } from './training-data.ts';

type BestStep = NonNullable<CheckpointProgress['best']>;

/** A mean cross entropy above this many nats is not learning any more; a float32 overflow would follow. */
const DIVERGED_LOSS = 1e4;

/** A session and everything about a run that changes with its steps. */
export class Trainer {
  readonly steps: StepPlan;
  readonly #input: TrainingRunInput;
  readonly #session: TrainingSession;
  #step = 0;
  #best: (BestStep & { weights: ReadonlyMap<string, TensorData> }) | null = null;
  #meter = new Meter();
  #clock = { trainingMs: 0, waitedMs: 0, images: 0 };
  #images: Float32Array<ArrayBuffer> = new Float32Array();
  /** The clock at the last point. */
  #lap = { trainingMs: 0, images: 0 };

  constructor(input: TrainingRunInput, session: TrainingSession, steps: StepPlan) {
    this.#input = input;
    this.#session = session;
    this.steps = steps;
  }

  /** Steps done. */
  get step(): number {
    return this.#step;
  }

  get bestValAccuracy(): number | null {
    return this.#best?.valAccuracy ?? null;
  }

  get imagesPerSecond(): number {
    const { images, trainingMs } = this.#clock;
    return trainingMs > 0 ? (images * 1000) / trainingMs : 0;
  }

  get dataWaitShare(): number {
    const { waitedMs, trainingMs } = this.#clock;
    return trainingMs > 0 ? Math.min(1, waitedMs / trainingMs) : 0;
  }

  async train(batch: Batch): Promise<void> {
    const { labels, weights } = batch;
    if (weights.every((weight) => weight === 0)) throw unreadableBatch(this.#step);
    const learningRate = this.steps.learningRateAt(this.#step);
    // ONNX Runtime does not take the memory that is shared with the data workers.
    this.#images = copyInto(this.#images, batch.images);
    const input = { images: this.#images, labels, weights: weights.slice(), learningRate };
    const output = await this.#session.step(input);
    if (!(output.loss < DIVERGED_LOSS)) throw diverged(this.#step + 1, output.loss, learningRate);
    this.#meter.add(batch, output);
    this.#clock.images += labels.length;
    this.#step++;
  }

  /** Counts time that was spent on steps, and how much of it they waited for data. */
  addTime(trainingMs: number, waitedMs: number): void {
    this.#clock.trainingMs += trainingMs;
    this.#clock.waitedMs += waitedMs;
  }

  /** Measures the current weights on val and keeps them if they are the best so far. Null without validation images. */
  async validate(
    data: TrainingData,
    signal: AbortSignal,
  ): Promise<{ loss: number; accuracy: number } | null> {
    if (data.val.length === 0) return null;
    const { workers, images, val: pool } = data;
    const source = { workers, images, pool, transform: data.transforms.evaluation, signal };
    const classes = this.#input.classNames.length;
    const { batchSize } = this.#input.settings;
    const outcome = await predictPool(this.#session, source, { classes, batchSize });
    const result = validate(outcome, pool, classes);
    if (result) this.#keepIfBest(result);
    return result;
  }

  #keepIfBest({ loss, accuracy }: { loss: number; accuracy: number }): void {
    const best = this.#best;
    const better =
      !best || accuracy > best.valAccuracy || (accuracy === best.valAccuracy && loss < best.valLoss);
    if (!better) return;
    const weights = this.#worthKeeping(this.#session.state());
    this.#best = { step: this.#step, valAccuracy: accuracy, valLoss: loss, weights };
  }

  /** Only a choice by val needs the best weights again. */
  #worthKeeping(state: ReadonlyMap<string, TensorData>): ReadonlyMap<string, TensorData> {
    return this.#input.settings.choose === 'best' ? withoutOptimizer(state) : new Map();
  }

  /** The averages since the last point. */
  point(validation: { loss: number; accuracy: number } | null): MetricPoint {
    const { images, trainingMs } = this.#clock;
    const lapMs = trainingMs - this.#lap.trainingMs;
    const imagesPerSecond = lapMs > 0 ? ((images - this.#lap.images) * 1000) / lapMs : this.imagesPerSecond;
    this.#lap = { images, trainingMs };
    return {
      step: this.#step,
      learningRate: this.steps.learningRateAt(this.#step - 1),
      ...this.#meter.read(),
      valLoss: validation?.loss ?? null,
      valAccuracy: validation?.accuracy ?? null,
      imagesPerSecond,
    };
  }

  /** Puts the chosen weights into the session; returns the step that they are from. */
  choose(): number {
    const best = this.#best;
    if (this.#input.settings.choose === 'last' || !best) return this.#step;
    this.#session.restore(new Map([...this.#session.state(), ...best.weights]));
    return best.step;
  }

  checkpoint(of: Pick<CheckpointProgress, 'fingerprint' | 'runtime' | 'threads'>): Checkpoint {
    const best = this.#best;
    return {
      progress: {
        ...of,
        step: this.#step,
        plan: this.#session.plan,
        best: best && { step: best.step, valAccuracy: best.valAccuracy, valLoss: best.valLoss },
        meter: this.#meter.state,
        clock: this.#clock,
      },
      state: this.#session.state(),
      best: best && best.step !== this.#step ? best.weights : null,
    };
  }

  restore({ progress, state, best }: Checkpoint): void {
    this.#session.restore(state);
    this.#step = progress.step;
    this.#best = progress.best && { ...progress.best, weights: best ?? this.#worthKeeping(state) };
    this.#meter = new Meter(progress.meter);
    this.#clock = { ...progress.clock };
    this.#lap = { images: this.#clock.images, trainingMs: this.#clock.trainingMs };
  }
}

function copyInto(target: Float32Array<ArrayBuffer>, source: Float32Array): Float32Array<ArrayBuffer> {
  if (target.length !== source.length) return Float32Array.from(source);
  target.set(source);
  return target;
}

/** Sessions name what the optimizer remembers `optimizer.…`. */
const isOptimizerState = (name: string): boolean => name.startsWith('optimizer.');

const withoutOptimizer = (state: ReadonlyMap<string, TensorData>): ReadonlyMap<string, TensorData> =>
  new Map([...state].filter(([name]) => !isOptimizerState(name)));

const diverged = (step: number, loss: number, learningRate: number): UserError =>
  new UserError(
    'diverged',
    `Training diverged: the loss was ${Number.isFinite(loss) ? loss.toPrecision(3) : 'not a number'} at step ${step}, ` +
      `with a learning rate of ${Number(learningRate.toPrecision(3))}.`,
    'Train again with a lower peak learning rate (a third of it, say) or a longer warm-up.',
  );

const unreadableBatch = (step: number): UserError =>
  new UserError(
    'not-found',
    `None of the images of step ${step + 1} could be read.`,
    'Check that the drive with the images is connected, then repeat the run.',
  );
