/** How well predictions agree with labels; accuracies in [0, 1]. */
export interface Accuracy {
  /** Number of images measured; at least 1. */
  readonly images: number;
  readonly top1: number;
  /** Mean of the per-class accuracies over the classes that have images (balanced accuracy). */
  readonly meanPerClass: number;
  /** [C][C] counts; rows: true class, columns: predicted class. */
  readonly confusion: number[][];
}

/**
 * @param labels true class of each image, in [0, classes)
 * @param predictions predicted class of each image, in [0, classes)
 */
export function measureAccuracy(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): Accuracy {
  const images = labels.length;
  if (images === 0) throw new RangeError('Accuracy needs at least one image.');
  if (predictions.length !== images) throw new RangeError('Accuracy needs one prediction for each label.');
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (let i = 0; i < images; i++) {
    const row = confusion[labels[i]!];
    const column = predictions[i]!;
    if (!row || !(column in row)) throw new RangeError(`Image ${i} has a class outside 0 to ${classes - 1}.`);
    row[column] = row[column]! + 1;
  }
  const correct = confusion.map((row, c) => row[c]!);
  const totals = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const perClass = totals.flatMap((total, c) => (total > 0 ? [correct[c]! / total] : []));
  return {
    images,
    top1: correct.reduce((sum, count) => sum + count, 0) / images,
    meanPerClass: perClass.reduce((sum, accuracy) => sum + accuracy, 0) / perClass.length,
    confusion,
  };
}

/** The most likely class of one row of logits and its probability among the `allowed` classes. */
export interface Prediction {
  readonly predicted: number;
  /** Softmax over the allowed classes, in (0, 1]. */
  readonly probability: number;
}

/**
 * Reads row `row` of `logits` [M, C]. Classes whose entry in `allowed` is false are masked out; without `allowed` all take part.
 * Ties go to the first class. Throws a `RangeError` when a logit is not finite or nothing is allowed.
 */
export function predictRow(
  logits: Float32Array,
  row: number,
  classes: number,
  allowed?: readonly boolean[],
): Prediction {
  const offset = row * classes;
  let predicted = -1;
  for (let c = 0; c < classes; c++) {
    if (!Number.isFinite(logits[offset + c]!)) throw new RangeError('A logit is not a finite number.');
    if (allowed && !allowed[c]) continue;
    if (predicted < 0 || logits[offset + c]! > logits[offset + predicted]!) predicted = c;
  }
  if (predicted < 0) throw new RangeError('Every class is masked out.');
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    if (!allowed || allowed[c]) sum += Math.exp(logits[offset + c]! - logits[offset + predicted]!);
  }
  return { predicted, probability: 1 / sum };
}

/** Cross entropy in nats of row `row` of `logits` [M, C] for the true class `label`. */
export function crossEntropyOfRow(logits: Float32Array, row: number, classes: number, label: number): number {
  const offset = row * classes;
  let largest = -Infinity;
  for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[offset + c]!);
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += Math.exp(logits[offset + c]! - largest);
  return largest + Math.log(sum) - logits[offset + label]!;
}
