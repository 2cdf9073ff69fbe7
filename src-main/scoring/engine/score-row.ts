import type { RowScore } from './tasks.ts';

/**
 * Softmax over all classes of the scaled cosines of an image, as CLIP does zero-shot classification.
 *
 * @param image Unit length, [dimension].
 * @param classes Rows of unit length, [classes, dimension].
 */
export function scoreRow(
  image: Float32Array,
  classes: Float32Array,
  logitScale: number,
  ownRow: number,
): RowScore {
  const dimension = image.length;
  const count = classes.length / dimension;
  const logits = new Float64Array(count);
  let bestRow = 0;
  for (let row = 0; row < count; row++) {
    let cosine = 0;
    const start = row * dimension;
    for (let d = 0; d < dimension; d++) cosine += image[d]! * classes[start + d]!;
    logits[row] = logitScale * cosine;
    if (logits[row]! > logits[bestRow]!) bestRow = row;
  }
  const largest = logits[bestRow]!;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - largest);
  return { probability: Math.exp(logits[ownRow]! - largest) / sum, bestRow, bestProbability: 1 / sum };
}
