import { getFloat } from '../attributes.ts';
import type { Value } from '../graph.ts';
import { elementCount } from '../tensor-data.ts';
import { channelMean } from './blocked/channel-mean.ts';
import { channelAffine } from './blocked/operators.ts';
import { LaidOut } from './laid-out.ts';
import type { Form, Lowering, LoweringContext } from './lowering-context.ts';

/** dx = ofDy * dy + ofX * x + offset, all [C]. */
interface Coefficients {
  readonly ofDy: Value;
  readonly ofX: Value;
  readonly offset: Value;
  readonly dscale: Value;
  readonly dbias: Value;
}

/**
 * With xhat = (x - mean) * inverse: dbias = sum(dy), dscale = sum(dy * xhat),
 * dx = scale * inverse * (dy - dbias / n - xhat * dscale / n), which is affine in dy and x per channel
 * (Ioffe & Szegedy 2015, section 3). `meanOfDy` and `meanOfProduct` are the means of dy and dy * x over each channel.
 * mean(dy * x) - mean * mean(dy) cancels where |mean| is large, by mean / deviation and so less than the variance that
 * BatchNormTraining gives, whose bound of about 30 decides.
 */
function coefficients(context: LoweringContext, meanOfDy: Value, meanOfProduct: Value): Coefficients {
  const { b, node } = context;
  const [scale, mean, variance] = [context.input(2), context.input(3), context.input(4)];
  const count = elementCount(context.shape(1)) / elementCount(mean.shape);
  const inverse = b.Reciprocal(b.Sqrt(b.Add(variance, getFloat(node, 'epsilon', 1e-5))));
  const meanOfXhat = b.Mul(b.Sub(meanOfProduct, b.Mul(mean, meanOfDy)), inverse);
  const ofDy = b.Mul(scale, inverse);
  const ofX = b.Neg(b.Mul(b.Mul(ofDy, inverse), meanOfXhat));
  const offset = b.Neg(b.Add(b.Mul(ofX, mean), b.Mul(ofDy, meanOfDy)));
  return { ofDy, ofX, offset, dscale: b.Mul(meanOfXhat, count), dbias: b.Mul(meanOfDy, count) };
}

const affine: Form = {
  emit: (context) => {
    const { b } = context;
    const [dy, x] = [context.input(0), context.input(1)];
    const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
    const channel = [-1, ...x.shape.slice(2).map(() => 1)];
    const { ofDy, ofX, offset, dscale, dbias } = coefficients(
      context,
      b.ReduceMean(dy, axes, false),
      b.ReduceMean(b.Mul(dy, x), axes, false),
    );
    const linear = b.Add(b.Mul(dy, b.Reshape(ofDy, channel)), b.Mul(x, b.Reshape(ofX, channel)));
    return [b.Add(linear, b.Reshape(offset, channel)), dscale, dbias];
  },
};

/** The same in the blocked layout, in two passes over the tensors. */
const blockedAffine: Form = {
  fits: (context) => context.canBlock(1),
  emit: (context) => {
    const { b } = context;
    const [dy, x] = [context.operand(0).blocked(), context.operand(1).blocked()];
    const { ofDy, ofX, offset, dscale, dbias } = coefficients(
      context,
      channelMean(b, dy),
      channelMean(b, b.Mul(dy, x)),
    );
    const ofInput = channelAffine(b, x, ofX, { shift: offset });
    return [LaidOut.blocked(b, channelAffine(b, dy, ofDy, { sum: ofInput })), dscale, dbias];
  },
};

export const batchNormTrainingGrad: Lowering = {
  forms: { affine, 'blocked-affine': blockedAffine },
  choose: (context) => (blockedAffine.fits?.(context) === true ? 'blocked-affine' : 'affine'),
};
