import type { MetricPoint } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { recipes } from '../../../src-shared/recipes/index.ts';
import { hashSeed } from '../../../src-shared/random.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { Batch } from '../data/batch.ts';
import type { TrainingSession } from '../step/training-session.ts';
import { BestWeights } from './best-weights.ts';
import type { Checkpoint } from './checkpoint.ts';
import { predictPool, validate } from './evaluation.ts';
import { Meter } from './meter.ts';
import { mixLabels, mixPictures, partnersOf } from './mixing.ts';
import type { Circumstances } from './resume.ts';
import type { StepPlan } from './stages.ts';
import { RunClock } from './run-clock.ts';
import { realStatistics } from './statistics.ts';
import type { TrainingRunInput } from './task.ts';
import type { TrainingData } from './training-data.ts';

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
  readonly #best = new BestWeights();
  #meter = new Meter();
  #clock = new RunClock();
  /** One for each of the steps that are taken together. */
  readonly #images: Float32Array<ArrayBuffer>[] = [];

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
    return patience !== undefined && last && this.#best.sinceBest >= patience;
  }

  get finished(): boolean {
    return this.#step >= this.#input.totalSteps || this.stoppedEarly;
  }

  get bestValAccuracy(): number | null {
    return this.#best.step?.valAccuracy ?? null;
  }

  get clock(): Pick<RunClock, 'imagesPerSecond' | 'dataWaitShare' | 'addTime'> {
    return this.#clock;
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
    await session.settle();
    const statistics =
      newStatistics && session.hasStatistics
        ? await realStatistics(session, session.weights('current'), this.#input, data, signal)
        : undefined;
    session.beginStage({
      statistics,
      headSeed: newHead ? hashSeed(this.#input.seed, 'head', index) : undefined,
    });
    this.#stage = index;
    this.#best.forget();
  }

  /**
   * Steps to take together: as many as the session gains by, none of them across what happens between steps: a validation, the end of a stage or of the run.
   */
  get stepsTogether(): number {
    const { validateEvery } = this.#input.settings;
    const toStageEnd = this.steps.stages[this.#stage]!.until - this.#step;
    const toValidation = validateEvery - (this.#step % validateEvery);
    const left = this.#input.totalSteps - this.#step;
    return Math.max(1, Math.min(this.#session.stepsAtOnce, toStageEnd, toValidation, left));
  }

  /** The most that `stepsTogether` can be. */
  get stepsAtOnce(): number {
    return this.#session.stepsAtOnce;
  }

  /** Takes a step on each batch, in order; see `stepsTogether`. */
  async train(batches: readonly Batch[]): Promise<void> {
    const first = this.#step;
    const { variant } = this.steps.stages[this.#stage]!;
    const prepared = batches.map((batch, place) => {
      const step = first + place;
      if (batch.weights.every((weight) => weight === 0)) throw unreadableBatch(step);
      return { batch, learningRate: this.steps.learningRateAt(step), ...this.#prepare(batch, place) };
    });
    const inputs = prepared.map(({ batch: { labels, weights }, images, mixed, learningRate }) => ({
      images,
      labels,
      weights: weights.slice(),
      mixed,
      learningRate,
      variant,
    }));
    const outputs = await this.#session.steps(inputs);
    for (const [place, output] of outputs.entries()) {
      const { batch, shown, learningRate } = prepared[place]!;
      if (!(output.loss < DIVERGED_LOSS)) throw diverged(this.#step + 1, output.loss, learningRate);
      this.#meter.add({ ...batch, labels: shown }, output);
      this.#clock.addImages(shown.length);
      this.#step++;
    }
  }

  /** ONNX Runtime does not take the memory that is shared with the data workers. `shown`: the class that fills most of each picture. */
  #prepare(batch: Batch, place: number) {
    const { labels } = batch;
    const images = this.#bufferFor(batch, place);
    const mix = this.steps.mixAt(this.#step + place);
    if (!mix) {
      images.set(batch.images);
      return { images, mixed: undefined, shown: labels };
    }
    const partners = partnersOf(batch, mix.seed);
    mixPictures(batch.images, partners, mix, images);
    const mixed = mixLabels(labels, partners, mix.share);
    return { images, mixed, shown: mix.share < 0.5 ? mixed.others : labels };
  }

  #bufferFor({ images }: Batch, place: number): Float32Array<ArrayBuffer> {
    const known = this.#images[place];
    if (known?.length === images.length) return known;
    return (this.#images[place] = new Float32Array(images.length));
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
    if (result) {
      const { accuracy: valAccuracy, loss: valLoss } = result;
      this.#best.consider({ step: this.#step, valAccuracy, valLoss }, () => this.#worthKeeping());
    }
    return result;
  }

  /** Only a choice by val needs the best weights again. */
  #worthKeeping(): ReadonlyMap<string, TensorData> {
    if (this.#input.settings.choose !== 'best') return new Map();
    return new Map([...this.#session.weights('evaluated'), ...this.#session.secondSet()]);
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
    await session.settle();
    const weights = session.weights('evaluated');
    const statistics = await realStatistics(session, weights, this.#input, data, signal);
    session.evaluateWith(new Map([...weights, ...statistics]));
  }

  /** The averages since the last point. */
  point(validation: { loss: number; accuracy: number } | null): MetricPoint {
    return {
      step: this.#step,
      learningRate: this.steps.learningRateAt(this.#step - 1),
      ...this.#meter.read(),
      valLoss: validation?.loss ?? null,
      valAccuracy: validation?.accuracy ?? null,
      imagesPerSecond: this.#clock.lap(),
    };
  }

  /** Lets the session evaluate the chosen weights; resolves with the step that they are from. */
  async choose(data: TrainingData, signal: AbortSignal): Promise<number> {
    await this.#session.settle();
    const { step, weights } = this.#best;
    if (this.#input.settings.choose === 'best' && step) {
      this.#session.evaluateWith(weights);
      return step.step;
    }
    await this.#evaluateCurrent(data, signal);
    return this.#step;
  }

  async checkpoint(of: Circumstances): Promise<Checkpoint> {
    await this.#session.settle();
    const { step: best, sinceBest, weights } = this.#best;
    return {
      progress: {
        ...of,
        step: this.#step,
        stage: this.#stage,
        sinceBest,
        plan: this.#session.plan,
        best,
        meter: this.#meter.state,
        clock: this.#clock.state,
      },
      state: this.#session.state(),
      best: best && (best.step !== this.#step || this.#estimates) ? weights : null,
    };
  }

  restore({ progress, state, best }: Checkpoint): void {
    this.#session.restore(state);
    this.#step = progress.step;
    this.#stage = progress.stage;
    this.#best.restore(progress, () => best ?? this.#worthKeeping());
    this.#meter = new Meter(progress.meter);
    this.#clock = new RunClock(progress.clock);
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
