import type { Evaluation } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { crossEntropyOfRow, measureAccuracy, predictRow } from '../../evaluation/accuracy.ts';
import { calibrationOf } from '../../evaluation/calibration.ts';
import { fitTemperature } from '../../evaluation/temperature.ts';
import { topKAccuracy } from '../../evaluation/top-k.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import type { NormSet, TrainingSession } from '../step/training-session.ts';
import { eachBatch, type EvaluationSource } from './each-batch.ts';
import type { FinishedEvaluation } from './task.ts';

/** Images that could be read, in the order of the pool. */
export interface Outcome {
  /** Index into the pool of each row. */
  readonly rows: readonly number[];
  /** [rows, C] */
  readonly logits: Float32Array;
}

/** Images of a batch that is read ahead: enough for the data workers to be of use, and large ones not more than these bytes. */
const IMAGES_AT_ONCE = 128;
const BYTES_AT_ONCE = 16 * 2 ** 20;

/** How many images of the pool are read at once: whole batches of the session, which fills up the last, and one at least. */
export function imagesAtOnce(sessionBatch: number, imageSize: number, poolSize: number): number {
  const fitting = Math.min(IMAGES_AT_ONCE, BYTES_AT_ONCE / imageBytes(imageSize));
  const whole = sessionBatch * Math.max(1, Math.floor(fitting / sessionBatch));
  return Math.max(1, Math.min(whole, poolSize));
}

/** Of an image as a network takes it. */
const imageBytes = (size: number): number => 3 * size ** 2 * Float32Array.BYTES_PER_ELEMENT;

/** Runs the model over the pool as it is now, batch norm with running statistics. Throws a UserError 'diverged' for logits that are not finite. */
export async function predictPool(
  session: TrainingSession,
  source: EvaluationSource,
  { classes, batchSize: sessionBatch, through }: { classes: number; batchSize: number; through?: NormSet },
): Promise<Outcome> {
  const { size } = source.transform.geometry;
  const batchSize = imagesAtOnce(sessionBatch, size, source.pool.length);
  const logits = new Float32Array(source.pool.length * classes);
  const rows: number[] = [];
  const prefetch = batchSize * imageBytes(size) > BYTES_AT_ONCE ? 1 : 3;
  await eachBatch({ ...source, prefetch }, batchSize, async (batch, seen) => {
    const found = await session.predict(batch.images, through);
    for (const { place, row } of seen) {
      logits.set(found.subarray(place * classes, (place + 1) * classes), rows.length * classes);
      rows.push(row);
    }
  });
  const used = logits.subarray(0, rows.length * classes);
  if (!used.every(Number.isFinite)) throw notFinite();
  return { rows, logits: used };
}

const notFinite = (): UserError =>
  new UserError(
    'diverged',
    'The model predicts values that are not numbers.',
    'Train again with a lower peak learning rate or a longer warm-up.',
  );

/** Mean cross entropy in nats and top-1 accuracy; null where no image could be read. */
export function validate(
  { rows, logits }: Outcome,
  pool: readonly PoolImage[],
  classes: number,
): { loss: number; accuracy: number } | null {
  if (rows.length === 0) return null;
  let loss = 0;
  let correct = 0;
  for (const [row, index] of rows.entries()) {
    const { label } = pool[index]!;
    loss += crossEntropyOfRow(logits, row, classes, label);
    if (predictRow(logits, row, classes).predicted === label) correct++;
  }
  return { loss: loss / rows.length, accuracy: correct / rows.length };
}

/** An image of a set and the index of its class. */
export interface LabelledRow {
  readonly imageId: number;
  readonly label: number;
}

/** The temperature that calibrates the model, fitted on its val images; undefined where none could be read. */
export function temperatureOf(
  { rows, logits }: Outcome,
  images: readonly LabelledRow[],
  classes: number,
): number | undefined {
  const labels = rows.map((index) => images[index]!.label);
  return fitTemperature({ values: logits, classes }, labels) ?? undefined;
}

type EvaluatedSet = Pick<Evaluation, 'name' | 'kind' | 'setId' | 'styleCoverage' | 'batchNorm'>;

export interface EvaluateSetOptions {
  readonly classes: number;
  /** See `temperatureOf`. */
  readonly temperature: number | undefined;
}

/** Which classes a set asks about: an OOD set without some of them only about those that it has (docs/methods.md 8.5). */
export function askedClasses(
  kind: Evaluation['kind'],
  labels: readonly number[],
  classes: number,
): boolean[] {
  const present = new Set(labels);
  return Array.from({ length: classes }, (_, c) => kind !== 'ood' || present.has(c));
}

/** Accuracies and calibration with every image's prediction. Null where no image could be read. */
export function evaluateSet(
  set: EvaluatedSet,
  { rows, logits }: Outcome,
  images: readonly LabelledRow[],
  { classes, temperature }: EvaluateSetOptions,
): FinishedEvaluation | null {
  if (rows.length === 0) return null;
  const seen = rows.map((index) => images[index]!);
  const labels = seen.map(({ label }) => label);
  const allowed = askedClasses(set.kind, labels, classes);
  const predictions = rows.map((_, row) => predictRow(logits, row, classes, allowed));
  const predictedClasses = predictions.map(({ predicted }) => predicted);
  const { name, kind, setId, styleCoverage, batchNorm } = set;
  const scores = { values: logits, classes };
  return {
    evaluation: {
      name,
      kind,
      setId,
      styleCoverage,
      ...measureAccuracy(labels, predictedClasses, classes),
      top5: topKAccuracy(scores, labels, 5, allowed),
      calibration: calibrationOf(scores, labels, { allowed, temperature }),
      corruptions: null,
      features: [],
      ...(batchNorm ? { batchNorm } : {}),
    },
    predictions: {
      imageIds: seen.map(({ imageId }) => imageId),
      trueClasses: labels,
      predictedClasses,
      confidences: predictions.map(({ probability }) => probability),
    },
  };
}
