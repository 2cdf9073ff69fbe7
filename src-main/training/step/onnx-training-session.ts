import { UserError } from '../../../src-shared/errors.ts';
import type { Executable } from '../../graph/executors/executor.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { tensor, type TensorData } from '../../graph/tensor-data.ts';
import type { Classifier } from '../../models/classifier.ts';
import type { GraphTrainer } from './graph-trainer.ts';
import { exportGraph } from './inference-graph.ts';
import type {
  InferenceExportOptions,
  StepInput,
  StepOutput,
  TrainingSession,
  TrainingSessionOptions,
} from './session-types.ts';

export interface SessionParts {
  readonly classifier: Classifier;
  readonly options: TrainingSessionOptions;
  readonly plan: LoweringPlan;
  readonly trainer: GraphTrainer;
  readonly prediction: Executable;
}

/** A training session whose graphs an executor runs. */
export class OnnxTrainingSession implements TrainingSession {
  readonly plan: LoweringPlan;
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.plan = parts.plan;
    this.#parts = parts;
  }

  async step(input: StepInput): Promise<StepOutput> {
    const { options, trainer } = this.#parts;
    checkStep(input, options);
    const { batchSize } = options;
    const inputs = {
      images: tensor('float32', this.#imageDims(), input.images),
      labels: tensor('int32', [batchSize], input.labels),
      weights: tensor('float32', [batchSize], input.weights),
    };
    const outputs = await trainer.step(inputs, input.learningRate);
    const { loss, losses, predictions } = outputs;
    if (loss?.type !== 'float32' || losses?.type !== 'float32' || predictions?.type !== 'int32') {
      throw new TypeError('The training step gave no loss.');
    }
    return { loss: loss.data[0] ?? Number.NaN, losses: losses.data, predictions: predictions.data };
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    const { options } = this.#parts;
    const pixels = 3 * options.imageSize ** 2;
    const count = images.length / pixels;
    if (!Number.isInteger(count)) {
      throw new RangeError(`${images.length} numbers are no whole images of ${pixels}.`);
    }
    const result = new Float32Array(count * options.classes);
    const batch = new Float32Array(options.batchSize * pixels);
    for (let done = 0; done < count; done += options.batchSize) {
      // The graph has a fixed batch: the last one is filled up with zeros, whose answers are dropped.
      batch.fill(0).set(images.subarray(done * pixels, (done + options.batchSize) * pixels));
      const logits = await this.#logits(batch);
      const wanted = Math.min(options.batchSize, count - done) * options.classes;
      result.set(logits.subarray(0, wanted), done * options.classes);
    }
    return result;
  }

  state(): Map<string, TensorData> {
    return this.#parts.trainer.state.snapshot();
  }

  restore(state: ReadonlyMap<string, TensorData>): void {
    this.#parts.trainer.state.restore(state);
  }

  exportInference(options: InferenceExportOptions): Uint8Array {
    const { classes } = this.#parts.options;
    if (options.labels.length !== classes) {
      throw new RangeError(`${options.labels.length} labels for ${classes} classes.`);
    }
    return encodeModel(
      exportGraph(this.#parts.classifier, (name) => this.#parts.trainer.state.get(name), options),
    );
  }

  async dispose(): Promise<void> {
    await this.#parts.trainer.dispose();
    await this.#parts.prediction.dispose();
  }

  #imageDims(): readonly number[] {
    const { batchSize, imageSize } = this.#parts.options;
    return [batchSize, 3, imageSize, imageSize];
  }

  async #logits(batch: Float32Array): Promise<Float32Array> {
    const { classifier, prediction } = this.#parts;
    const weights = [...classifier.parameters, ...classifier.buffers].map(
      ({ name }) => [name, this.#parts.trainer.state.get(name)] as const,
    );
    const images = tensor('float32', this.#imageDims(), batch);
    const { logits } = await prediction.run({ ...Object.fromEntries(weights), images });
    if (logits?.type !== 'float32') throw new TypeError('The model gave no logits.');
    return logits.data;
  }
}

function checkStep({ labels, weights, learningRate }: StepInput, { classes }: TrainingSessionOptions): void {
  const wrong = labels.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined) throw new RangeError(`Label ${wrong} is outside 0 to ${classes - 1}.`);
  if (!weights.some((weight) => weight > 0)) throw new RangeError('Every sample of the batch has weight 0.');
  if (!Number.isFinite(learningRate)) {
    throw new UserError(
      'bad-input',
      `The learning rate ${learningRate} is no number.`,
      'Set a learning rate.',
    );
  }
}
