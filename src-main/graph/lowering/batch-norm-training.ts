import { getFloat } from '../attributes.ts';
import type { Form, Lowering } from './lowering-context.ts';

/** Means of x and x^2, then the inference operator, which takes the statistics as inputs. */
const statistics: Form = (context) => {
  const { b, node } = context;
  const [x, scale, bias] = [context.input(0), context.input(1), context.input(2)];
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
  const mean = b.ReduceMean(x, axes, false);
  const square = b.ReduceMean(b.Mul(x, x), axes, false);
  // Rounding may push the variance of a constant channel below zero.
  const variance = b.Max(b.Sub(square, b.Mul(mean, mean)), 0);
  const y = b.BatchNormalization(x, scale, bias, mean, variance, getFloat(node, 'epsilon', 1e-5));
  return [y, mean, variance];
};

export const batchNormTraining: Lowering = { forms: { statistics }, choose: () => 'statistics' };
