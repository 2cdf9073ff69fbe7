import { UserError } from '../../../src-shared/errors.ts';
import type { Executable, Executor } from '../../graph/executors/executor.ts';
import type { Lowered } from '../../graph/lowering/lower.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { elementCount, tensor, type TensorData } from '../../graph/tensor-data.ts';
import { mainNameOf } from '../../networks/batch-norm.ts';
import type { Classifier } from '../../networks/classifier.ts';
import { type GraphTrainer, loadTrainer } from './graph-trainer.ts';
import { exportGraph } from './inference-graph.ts';
import type { ModelState } from './model-state.ts';
import { type StageStart, stateForStage } from './next-stage.ts';
import type {
  InferenceExportOptions,
  NormSet,
  StepInput,
  StepOutput,
  TrainingSession,
  TrainingSessionOptions,
} from './session-types.ts';
import { averageName } from './state-names.ts';
import type { UpdateSettings } from './update-settings.ts';

/** A step graph, and how its weights change. */
export interface LoweredStep {
  readonly lowered: Lowered;
  readonly update: UpdateSettings;
}

export interface SessionParts {
  /** What is evaluated and exported. */
  readonly classifier: Classifier;
  /** What is trained: the same, or its form with branched batch norms. */
  readonly trained: Classifier;
  readonly options: TrainingSessionOptions;
  readonly executor: Executor;
  readonly plan: LoweringPlan;
  readonly state: ModelState;
  /** One for each variant. */
  readonly steps: readonly LoweredStep[];
  readonly prediction: Executable;
  /** Null where statistics are never taken. */
  readonly statistics: Lowered | null;
}

/** Of pictures, for steps that are taken together: they lie in memory several times over. */
const BYTES_AT_ONCE = 256 * 2 ** 20;

type Weights = ReadonlyMap<string, TensorData>;

/** A training session whose graphs an executor runs. */
export class GraphTrainingSession implements TrainingSession {
  readonly plan: LoweringPlan;
  readonly #parts: SessionParts;
  /** The step graph in use; others are loaded in its place. */
  #trainer: { readonly variant: number; readonly trainer: GraphTrainer } | null = null;
  #statistics: Executable | null = null;
  #evaluated: Weights | null = null;

  constructor(parts: SessionParts) {
    this.plan = parts.plan;
    this.#parts = parts;
  }

  get hasStatistics(): boolean {
    return this.#parts.statistics !== null;
  }

  async prepare(variant: number): Promise<void> {
    await this.#trainerOf(variant);
  }

  get stepsAtOnce(): number {
    const bytes = elementCount(this.#imageDims()) * Float32Array.BYTES_PER_ELEMENT;
    const fitting = Math.max(1, Math.floor(BYTES_AT_ONCE / bytes));
    return Math.min(this.#parts.executor.stepsAtOnce ?? 1, fitting);
  }

  async step(input: StepInput): Promise<StepOutput> {
    const [output] = await this.steps([input]);
    return output!;
  }

  async steps(inputs: readonly StepInput[]): Promise<StepOutput[]> {
    const variant = inputs[0]?.variant ?? 0;
    if (inputs.some((input) => (input.variant ?? 0) !== variant)) {
      throw new RangeError('Steps of different variants cannot be taken together.');
    }
    for (const input of inputs) checkStep(input, this.#parts.options);
    const trainer = await this.#trainerOf(variant);
    const requests = inputs.map((input) => ({
      inputs: this.#graphInputs(input),
      learningRate: input.learningRate,
    }));
    return (await trainer.steps(requests)).map(stepOutput);
  }

  #graphInputs({ images, labels, weights, mixed }: StepInput): Record<string, TensorData> {
    const dims = [this.#parts.options.batchSize];
    return {
      images: tensor('float32', this.#imageDims(), images),
      labels: tensor('int32', dims, labels),
      weights: tensor('float32', dims, weights),
      ...(mixed && {
        others: tensor('int32', dims, mixed.others),
        shares: tensor('float32', dims, mixed.shares),
      }),
    };
  }

  async #trainerOf(variant: number): Promise<GraphTrainer> {
    if (this.#trainer?.variant === variant) return this.#trainer.trainer;
    const { steps, state, trained, options, executor } = this.#parts;
    const step = steps[variant];
    if (!step) throw new RangeError(`There is no step variant ${variant}.`);
    await this.settle();
    await this.#trainer?.trainer.dispose();
    this.#trainer = null;
    const { threads } = options;
    const { lowered, update } = step;
    const trainer = await loadTrainer(lowered, { executor, specs: trained, update, state, threads });
    this.#trainer = { variant, trainer };
    return trainer;
  }

  async settle(): Promise<void> {
    await this.#trainer?.trainer.settle();
  }

  beginStage(start: StageStart): void {
    const { state, trained } = this.#parts;
    state.restore(stateForStage(state.snapshot(), trained, start));
  }

  async predict(images: Float32Array, through: NormSet = 'main'): Promise<Float32Array> {
    const { options } = this.#parts;
    const pixels = 3 * options.imageSize ** 2;
    const count = images.length / pixels;
    if (!Number.isInteger(count)) {
      throw new RangeError(`${images.length} numbers are no whole images of ${pixels}.`);
    }
    await this.settle();
    const weights = Object.fromEntries(this.#evaluatedThrough(through));
    const result = new Float32Array(count * options.classes);
    const batch = new Float32Array(options.batchSize * pixels);
    for (let done = 0; done < count; done += options.batchSize) {
      // The graph has a fixed batch: the last one is filled up with zeros, whose answers are dropped.
      batch.fill(0).set(images.subarray(done * pixels, (done + options.batchSize) * pixels));
      const logits = await this.#logits(batch, weights);
      const wanted = Math.min(options.batchSize, count - done) * options.classes;
      result.set(logits.subarray(0, wanted), done * options.classes);
    }
    return result;
  }

  weights(of: 'current' | 'evaluated'): Map<string, TensorData> {
    const { classifier, state } = this.#parts;
    const chosen = of === 'evaluated' ? this.#evaluated : null;
    const averaged = of === 'evaluated' && this.#parts.options.averageDecay !== undefined;
    const valueOf = (name: string): TensorData =>
      chosen?.get(name) ?? state.get(averaged ? averageName(name) : name);
    const all = [...classifier.parameters, ...classifier.buffers];
    return new Map(all.map(({ name }) => [name, valueOf(name)]));
  }

  secondSet(): Map<string, TensorData> {
    const { trained, state } = this.#parts;
    const second = [...trained.parameters, ...trained.buffers].filter(({ name }) => mainNameOf(name));
    return new Map(second.map(({ name }) => [name, this.#evaluated?.get(name) ?? state.get(name)]));
  }

  /** What the second set lacks is shared with the main one. */
  #evaluatedThrough(set: NormSet): Map<string, TensorData> {
    const weights = this.weights('evaluated');
    if (set === 'main') return weights;
    for (const [name, value] of this.secondSet()) weights.set(mainNameOf(name) ?? name, value);
    return weights;
  }

  evaluateWith(weights: Weights | null): void {
    this.#evaluated = weights;
  }

  async batchStatistics(images: Float32Array, weights: Weights): Promise<Map<string, Float32Array>> {
    const { classifier, statistics, options, executor } = this.#parts;
    if (!statistics) throw new Error('This session takes no statistics.');
    const { threads } = options;
    this.#statistics ??= await executor.load(statistics.graph, { threads });
    const parameters = classifier.parameters.map(({ name }) => [name, weights.get(name)!] as const);
    const outputs = await this.#statistics.run({
      ...Object.fromEntries(parameters),
      images: tensor('float32', this.#imageDims(), images),
    });
    const found = Object.entries(outputs).flatMap(([name, value]) =>
      value.type === 'float32' ? [[name, value.data] as const] : [],
    );
    return new Map(found);
  }

  state(): Map<string, TensorData> {
    return this.#parts.state.snapshot();
  }

  restore(state: Weights): void {
    this.#parts.state.restore(state);
  }

  exportInference(options: InferenceExportOptions): Uint8Array {
    const { classes } = this.#parts.options;
    if (options.labels.length !== classes) {
      throw new RangeError(`${options.labels.length} labels for ${classes} classes.`);
    }
    const weights = this.weights('evaluated');
    return encodeModel(exportGraph(this.#parts.classifier, (name) => weights.get(name)!, options));
  }

  async dispose(): Promise<void> {
    await this.#trainer?.trainer.dispose();
    await this.#statistics?.dispose();
    await this.#parts.prediction.dispose();
  }

  #imageDims(): readonly number[] {
    const { batchSize, imageSize } = this.#parts.options;
    return [batchSize, 3, imageSize, imageSize];
  }

  async #logits(batch: Float32Array, weights: Readonly<Record<string, TensorData>>): Promise<Float32Array> {
    const images = tensor('float32', this.#imageDims(), batch);
    const { logits } = await this.#parts.prediction.run({ ...weights, images });
    if (logits?.type !== 'float32') throw new TypeError('The model gave no logits.');
    return logits.data;
  }
}

function checkStep(input: StepInput, { classes, variants }: TrainingSessionOptions): void {
  const { labels, weights, learningRate, mixed, variant = 0 } = input;
  const all = mixed ? [...labels, ...mixed.others] : labels;
  const wrong = all.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined) throw new RangeError(`Label ${wrong} is outside 0 to ${classes - 1}.`);
  if ((variants?.[variant]?.mixesLabels ?? false) !== (mixed !== undefined)) {
    throw new RangeError(`Step variant ${variant} ${mixed ? 'takes no' : 'needs'} mixed labels.`);
  }
  if (!weights.some((weight) => weight > 0)) throw new RangeError('Every sample of the batch has weight 0.');
  if (!Number.isFinite(learningRate)) {
    throw new UserError(
      'bad-input',
      `The learning rate ${learningRate} is no number.`,
      'Set a learning rate.',
    );
  }
}

function stepOutput({ loss, losses, predictions }: Readonly<Record<string, TensorData>>): StepOutput {
  if (loss?.type !== 'float32' || losses?.type !== 'float32' || predictions?.type !== 'int32') {
    throw new TypeError('The training step gave no loss.');
  }
  return { loss: loss.data[0] ?? Number.NaN, losses: losses.data, predictions: predictions.data };
}
