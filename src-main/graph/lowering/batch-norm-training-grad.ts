import { getFloat } from '../attributes.ts';
import type { Value } from '../graph.ts';
import { elementCount } from '../tensor-data.ts';
import type { Form, Lowering } from './lowering-context.ts';

/**
 * With xhat = (x - mean) * inverse: dbias = sum(dy), dscale = sum(dy * xhat),
 * dx = scale * inverse * (dy - dbias / n - xhat * dscale / n), which is affine in dy and x per channel
 * (Ioffe & Szegedy 2015, section 3).
 */
const affine: Form = (context) => {
  const { b, node } = context;
  const [dy, x, scale, mean, variance] = [0, 1, 2, 3, 4].map((i) => context.input(i)) as [
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
  const count = elementCount(x.shape) / elementCount(mean.shape);
  const channel = [-1, ...x.shape.slice(2).map(() => 1)];
  const inverse = b.Reciprocal(b.Sqrt(b.Add(variance, getFloat(node, 'epsilon', 1e-5))));
  const dbias = b.ReduceSum(dy, axes, false);
  const dot = b.ReduceSum(b.Mul(dy, x), axes, false);
  const dscale = b.Mul(b.Sub(dot, b.Mul(mean, dbias)), inverse);
  const ofDy = b.Mul(scale, inverse);
  const ofX = b.Neg(b.Div(b.Mul(b.Mul(ofDy, inverse), dscale), count));
  const offset = b.Neg(b.Add(b.Mul(ofX, mean), b.Div(b.Mul(ofDy, dbias), count)));
  const linear = b.Add(b.Mul(dy, b.Reshape(ofDy, channel)), b.Mul(x, b.Reshape(ofX, channel)));
  return [b.Add(linear, b.Reshape(offset, channel)), dscale, dbias];
};

export const batchNormTrainingGrad: Lowering = { forms: { affine }, choose: () => 'affine' };
