import { formula } from '../../graph/testing/formula.ts';
import { elementCount, type TensorOf } from '../../graph/tensor-data.ts';

/** Weights that multiply, of norms, and variances: they stay positive. */
const scales = /(norm\d?|bn\d|downsample\.1)\.(weight|running_var)$/;

/** The same in Python: a sum over the letters. */
export const seedOf = (name: string): number =>
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

const gates = /(bn\d|downsample\.1)\.(weight|bias)$/;

/**
 * `formulaWeight`, but batch norms let every other channel pass its Relu mostly, the others mostly not: see `gated` in
 * tools/fixtures/pytorch/native_networks.py.
 */
export function gatedWeight(name: string, shape: readonly number[]): TensorOf<'float32'> {
  const values = formulaWeight(name, shape);
  if (!gates.test(name)) return values;
  const isScale = name.endsWith('weight');
  const gated = (value: number, i: number): number =>
    isScale ? 0.5 + (value - 0.5) * 0.3 : (i % 2 === 0 ? 1 : -1) * (2.5 + (value * 5) / 3);
  return { ...values, data: values.data.map(gated) };
}
