import type { Logits } from './softmax.ts';

/** Temperatures outside say only that the set is too small, or that every image is right. */
const LOWEST = 0.01;
const HIGHEST = 100;
const STEPS = 60;

/**
 * The temperature T > 0 that minimises the mean negative log likelihood of softmax(logits / T) (Guo et al. 2017), in [0.01, 100]. The loss is
 * convex in 1 / T: its slope, mean(E[z] - z of the label), is brought to zero by Newton steps within a bracket. Null without rows.
 */
export function fitTemperature(logits: Logits, labels: readonly number[]): number | null {
  if (labels.length === 0) return null;
  let low = 1 / HIGHEST;
  let high = 1 / LOWEST;
  let scale = 1;
  for (let step = 0; step < STEPS; step++) {
    const { slope, curvature } = slopeAt(logits, labels, scale);
    if (slope > 0) high = scale;
    else low = scale;
    const newton = scale - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - scale) <= 1e-10 * scale) return 1 / next;
    scale = next;
  }
  return 1 / scale;
}

/** First and second derivative of the mean negative log likelihood with respect to the scale that the logits are multiplied by. */
function slopeAt({ values, classes }: Logits, labels: readonly number[], scale: number) {
  let slope = 0;
  let curvature = 0;
  for (const [row, label] of labels.entries()) {
    const z = values.subarray(row * classes, (row + 1) * classes);
    const largest = z.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    let first = 0;
    let second = 0;
    for (const value of z) {
      const weight = Math.exp(scale * (value - largest));
      total += weight;
      first += weight * value;
      second += weight * value * value;
    }
    const mean = first / total;
    slope += mean - z[label]!;
    curvature += second / total - mean * mean;
  }
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}
