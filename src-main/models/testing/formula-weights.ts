import { formula } from '../../graph/fixtures/formula.ts';
import { elementCount, type TensorOf } from '../../graph/tensor-data.ts';

/** Weights that multiply, of norms, and variances: they stay positive. */
const scales = /(norm\d?|bn\d|downsample\.1)\.(weight|running_var)$/;

const seedOf = (name: string): number =>
  Array.from(name).reduce((sum, letter, i) => sum + (i + 1) * letter.charCodeAt(0), 0);

/** The same rule as in tools/fixtures/pytorch/starter_models.py. */
export function formulaWeight(name: string, shape: readonly number[]): TensorOf<'float32'> {
  if (shape.length < 2) {
    const [low, high] = scales.test(name) ? [0.5, 1.5] : [-0.3, 0.3];
    return formula(seedOf(name), shape, low, high);
  }
  const bound = Math.sqrt(3 / elementCount(shape.slice(1)));
  return formula(seedOf(name), shape, -bound, bound);
}
