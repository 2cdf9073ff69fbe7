import type { MetricPoint } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { recipes } from '../../../src-shared/recipes/index.ts';
import { hashSeed } from '../../../src-shared/random.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { Batch } from '../data/batch.ts';
import type { TrainingSession } from '../step/training-session.ts';
import type { Checkpoint, CheckpointProgress } from './checkpoint.ts';
import { predictPool, validate } from './evaluation.ts';
import { Meter } from './meter.ts';
import { mixLabels, mixPictures, partnersOf } from './mixing.ts';
import type { StepPlan } from './stages.ts';
import { realStatistics } from './statistics.ts';
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
  /** The stage that was begun last. */
  #stage = 0;
  /** Validations since the best one. */
  #sinceBest = 0;
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

  /** Whether validations have not found better weights for as long as the settings allow; only the last stage is cut short. */
  get stoppedEarly(): boolean {
    const { patience } = this.#input.settings;
    const last = this.#stage === this.steps.stages.length - 1;
    return patience !== undefined && last && this.#sinceBest >= patience;
  }

  get finished(): boolean {
    return this.#step >= this.#input.totalSteps || this.stoppedEarly;
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

  /** Begins the stage of the next step where that is another one. Rejects with a UserError 'cancelled' when the signal is aborted. */
  async enterStage(data: TrainingData, signal: AbortSignal): Promise<void> {
    const next = this.steps.stageAt(this.#step);
    while (this.#stage < next) await this.#beginStage(this.#stage + 1, data, signal);
    await this.#session.prepare(this.steps.stages[this.#stage]!.variant);
  }

  async #beginStage(index: number, data: TrainingData, signal: AbortSignal): Promise<void> {
    const { newHead, newStatistics } = this.steps.stages[index]!;
    const session = this.#session;
    const statistics =
      newStatistics && session.hasStatistics
        ? await realStatistics(session, session.weights('current'), this.#input, data, signal)
        : undefined;
    session.beginStage({
      statistics,
      headSeed: newHead ? hashSeed(this.#input.seed, 'head', index) : undefined,
    });
    this.#stage = index;
    // What was best in an earlier stage is not what the recipe makes.
    this.#best = null;
    this.#sinceBest = 0;
  }

  async train(batch: Batch): Promise<void> {
    const { labels, weights } = batch;
    if (weights.every((weight) => weight === 0)) throw unreadableBatch(this.#step);
    const learningRate = this.steps.learningRateAt(this.#step);
    const { variant } = this.steps.stages[this.#stage]!;
    const { mixed, shown } = this.#fillImages(batch);
    const input = { images: this.#images, labels, weights: weights.slice(), mixed };
    const output = await this.#session.step({ ...input, learningRate, variant });
    if (!(output.loss < DIVERGED_LOSS)) throw diverged(this.#step + 1, output.loss, learningRate);
    this.#meter.add({ ...batch, labels: shown }, output);
    this.#clock.images += labels.length;
    this.#step++;
  }

  /** ONNX Runtime does not take the memory that is shared with the data workers. `shown`: the class that fills most of each picture. */
  #fillImages(batch: Batch) {
    const { images, labels } = batch;
    if (this.#images.length !== images.length) this.#images = new Float32Array(images.length);
    const mix = this.steps.mixAt(this.#step);
    if (!mix) {
      this.#images.set(images);
      return { mixed: undefined, shown: labels };
    }
    const partners = partnersOf(batch, mix.seed);
    mixPictures(images, partners, mix, this.#images);
    const mixed = mixLabels(labels, partners, mix.share);
    return { mixed, shown: mix.share < 0.5 ? mixed.others : labels };
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
    await this.#evaluateCurrent(data, signal);
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
    this.#sinceBest = better ? 0 : this.#sinceBest + 1;
    if (!better) return;
    this.#best = { step: this.#step, valAccuracy: accuracy, valLoss: loss, weights: this.#worthKeeping() };
  }

  /** Only a choice by val needs the best weights again. */
  #worthKeeping(): ReadonlyMap<string, TensorData> {
    return this.#input.settings.choose === 'best' ? this.#session.weights('evaluated') : new Map();
  }

  /** Auxiliary batch norms are evaluated with main statistics that are taken anew from real images. */
  get #estimates(): boolean {
    return recipes[this.#input.recipe].auxiliaryNorm !== undefined && this.#session.hasStatistics;
  }

  /** Lets the session evaluate what the last step left. */
  async #evaluateCurrent(data: TrainingData, signal: AbortSignal): Promise<void> {
    const session = this.#session;
    session.evaluateWith(null);
    if (!this.#estimates) return;
    const weights = session.weights('evaluated');
    const statistics = await realStatistics(session, weights, this.#input, data, signal);
    session.evaluateWith(new Map([...weights, ...statistics]));
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

  /** Lets the session evaluate the chosen weights; resolves with the step that they are from. */
  async choose(data: TrainingData, signal: AbortSignal): Promise<number> {
    const best = this.#best;
    if (this.#input.settings.choose === 'best' && best) {
      this.#session.evaluateWith(best.weights);
      return best.step;
    }
    await this.#evaluateCurrent(data, signal);
    return this.#step;
  }

  checkpoint(of: Pick<CheckpointProgress, 'fingerprint' | 'runtime' | 'threads'>): Checkpoint {
    const best = this.#best;
    return {
      progress: {
        ...of,
        step: this.#step,
        stage: this.#stage,
        sinceBest: this.#sinceBest,
        plan: this.#session.plan,
        best: best && { step: best.step, valAccuracy: best.valAccuracy, valLoss: best.valLoss },
        meter: this.#meter.state,
        clock: this.#clock,
      },
      state: this.#session.state(),
      best: best && (best.step !== this.#step || this.#estimates) ? best.weights : null,
    };
  }

  restore({ progress, state, best }: Checkpoint): void {
    this.#session.restore(state);
    this.#step = progress.step;
    this.#stage = progress.stage;
    this.#sinceBest = progress.sinceBest;
    this.#best = progress.best && { ...progress.best, weights: best ?? this.#worthKeeping() };
    this.#meter = new Meter(progress.meter);
    this.#clock = { ...progress.clock };
    this.#lap = { images: this.#clock.images, trainingMs: this.#clock.trainingMs };
  }
}

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
