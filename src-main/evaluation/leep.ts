/** What a source model says of target images. */
export interface SourcePredictions {
  /** [N, Z] probabilities of the source's own classes; each row sums to 1. */
  readonly probabilities: Float64Array;
  /** Z */
  readonly sourceClasses: number;
}

/**
 * Log expected empirical prediction (LEEP, Nguyen et al. 2020), in nats, at most 0; higher means that the source's predictions tell more of the
 * target's labels. With p(z|x) the source's softmax: joint[y, z] = mean over i of 1[y_i = y] p(z|x_i), p(y|z) = joint[y, z] / sum over y;
 * the score is the mean over i of log sum over z of p(y_i|z) p(z|x_i). Source classes without any mass add nothing.
 *
 * @param labels [N] target class of each image, in [0, classes)
 */
export function leepScore(
  { probabilities, sourceClasses }: SourcePredictions,
  labels: readonly number[],
  classes: number,
): number {
  if (labels.length === 0) throw new RangeError('LEEP needs at least one image.');
  if (probabilities.length !== labels.length * sourceClasses) {
    throw new RangeError('LEEP needs one row of probabilities for each label.');
  }
  const joint = new Float64Array(classes * sourceClasses);
  const mass = new Float64Array(sourceClasses);
  for (const [i, label] of labels.entries()) {
    for (let z = 0; z < sourceClasses; z++) {
      const p = probabilities[i * sourceClasses + z]!;
      joint[label * sourceClasses + z]! += p;
      mass[z]! += p;
    }
  }
  let score = 0;
  for (const [i, label] of labels.entries()) {
    let likelihood = 0;
    for (let z = 0; z < sourceClasses; z++) {
      if (mass[z] === 0) continue;
      likelihood += (joint[label * sourceClasses + z]! / mass[z]!) * probabilities[i * sourceClasses + z]!;
    }
    score += Math.log(likelihood);
  }
  return score / labels.length;
}

/**
 * Probabilities [N, Z] of a network's scores: their softmax, or the scores themselves where a network ends with its softmax already (none
 * negative, every row sums to 1 within 1e-3).
 */
export function asProbabilities(scores: Float32Array, sourceClasses: number): Float64Array {
  const rows = Array.from({ length: scores.length / sourceClasses }, (_, row) =>
    scores.subarray(row * sourceClasses, (row + 1) * sourceClasses),
  );
  const already = rows.every((row) => {
    const sum = row.reduce((total, value) => total + value, 0);
    return Math.abs(sum - 1) < 1e-3 && row.every((value) => value >= 0);
  });
  const result = new Float64Array(scores.length);
  for (const [i, row] of rows.entries()) {
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const weights = already ? Float64Array.from(row) : Float64Array.from(row, (z) => Math.exp(z - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let z = 0; z < sourceClasses; z++) result[i * sourceClasses + z] = weights[z]! / total;
  }
  return result;
}
