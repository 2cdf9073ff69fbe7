/** Rows of features with the class of each. */
export interface Labelled {
  /** [N, F]. */
  readonly features: Float32Array;
  readonly labels: Int32Array;
}

const ITERATIONS = 300;
const PEAK_RATE = 0.03;
/** Pull of the weights towards 0. */
const DECAY = 1e-3;
const [BETA1, BETA2, EPSILON] = [0.9, 0.99, 1e-8];

interface Scale {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

function scaleOf(features: Float32Array, width: number): Scale {
  const count = features.length / width;
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  features.forEach((value, i) => (mean[i % width]! += value / count));
  features.forEach((value, i) => (spread[i % width]! += (value - mean[i % width]!) ** 2 / count));
  return { mean, spread: spread.map((variance) => Math.sqrt(variance) + 1e-6) };
}

const standardised = (features: Float32Array, { mean, spread }: Scale): Float32Array =>
  features.map((value, i) => (value - mean[i % mean.length]!) / spread[i % mean.length]!);

/** [N, classes] of rows x [N, F + 1 with a one] times w [classes, F + 1]. */
function logitsOf(x: Float32Array, w: Float64Array, width: number, classes: number): Float64Array {
  const count = x.length / width;
  const out = new Float64Array(count * classes);
  for (let n = 0; n < count; n++) {
    for (let c = 0; c < classes; c++) {
      const row = c * (width + 1);
      let sum = w[row + width]!;
      for (let f = 0; f < width; f++) sum += x[n * width + f]! * w[row + f]!;
      out[n * classes + c] = sum;
    }
  }
  return out;
}

/** Softmax minus one-hot over the number of rows, in place. */
function residuals(logits: Float64Array, labels: Int32Array, classes: number): Float64Array {
  for (const [n, label] of labels.entries()) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    const largest = Math.max(...row);
    let total = 0;
    for (let c = 0; c < classes; c++) total += row[c] = Math.exp(row[c]! - largest);
    for (let c = 0; c < classes; c++) row[c] = (row[c]! / total - (c === label ? 1 : 0)) / labels.length;
  }
  return logits;
}

function gradientOf(
  x: Float32Array,
  error: Float64Array,
  w: Float64Array,
  width: number,
  classes: number,
): Float64Array {
  const gradient = w.map((value, i) => ((i + 1) % (width + 1) === 0 ? 0 : DECAY * value));
  for (let n = 0; n < x.length / width; n++) {
    for (let c = 0; c < classes; c++) {
      const e = error[n * classes + c]!;
      const row = c * (width + 1);
      for (let f = 0; f < width; f++) gradient[row + f]! += e * x[n * width + f]!;
      gradient[row + width]! += e;
    }
  }
  return gradient;
}

/** Multinomial logistic regression by Adam (Kingma & Ba 2015) over all rows at once, from zero: nothing is left to chance. */
function fit(x: Float32Array, labels: Int32Array, width: number, classes: number): Float64Array {
  const w = new Float64Array(classes * (width + 1));
  const mean = new Float64Array(w.length);
  const square = new Float64Array(w.length);
  for (let step = 1; step <= ITERATIONS; step++) {
    const error = residuals(logitsOf(x, w, width, classes), labels, classes);
    const gradient = gradientOf(x, error, w, width, classes);
    const rate = PEAK_RATE * 0.5 * (1 + Math.cos((Math.PI * (step - 1)) / ITERATIONS));
    for (let i = 0; i < w.length; i++) {
      mean[i] = BETA1 * mean[i]! + (1 - BETA1) * gradient[i]!;
      square[i] = BETA2 * square[i]! + (1 - BETA2) * gradient[i]! ** 2;
      const direction = mean[i]! / (1 - BETA1 ** step);
      w[i]! -= (rate * direction) / (Math.sqrt(square[i]! / (1 - BETA2 ** step)) + EPSILON);
    }
  }
  return w;
}

/** Accuracy on `test` of a linear classifier over the features of `train`, which are brought to mean 0 and variance 1. */
export function probeAccuracy(train: Labelled, test: Labelled, classes: number): number {
  const width = train.features.length / train.labels.length;
  const scale = scaleOf(train.features, width);
  const w = fit(standardised(train.features, scale), train.labels, width, classes);
  const logits = logitsOf(standardised(test.features, scale), w, width, classes);
  let right = 0;
  for (const [n, label] of test.labels.entries()) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    if (row.indexOf(Math.max(...row)) === label) right++;
  }
  return right / test.labels.length;
}
