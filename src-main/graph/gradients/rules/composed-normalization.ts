import { getInt, requireInts } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { stashType } from '../../shapes/normalization.ts';
import { normalizeAxis } from '../../shapes/shape-context.ts';
import { elementCount } from '../../tensor-data.ts';
import type { GradientRules, RuleContext } from '../rule-context.ts';
import { attribute, composed, composedUnary } from './through.ts';

function standardized({ b }: RuleContext, x: Value, axes: readonly number[], epsilon: number): Value {
  const centred = b.Sub(x, b.ReduceMean(x, axes));
  const variance = b.ReduceMean(b.Mul(centred, centred), axes);
  return b.Div(centred, b.Sqrt(b.Add(variance, epsilon)));
}

/** Scale and bias are one a channel since operator set 21, one a group before. */
const groupNormalization = composed((context) => {
  const { b, node } = context;
  const x = context.input(0);
  const type = stashType(context);
  const groups = getInt(node, 'num_groups', 1);
  const [batch = 1, channels = 1, ...spatial] = x.shape;
  const split = [batch, groups, channels / groups, elementCount(spatial)];
  const perGroup = (vector: Value): Value => {
    const cast = b.Cast(vector, x.elementType);
    return elementCount(vector.shape) === channels
      ? b.Reshape(cast, [groups, channels / groups, 1])
      : b.Reshape(cast, [groups, 1, 1]);
  };
  const wide = b.Cast(b.Reshape(x, split), type);
  const normal = b.Cast(
    standardized(context, wide, [2, 3], attribute(context, 'epsilon', 1e-5)),
    x.elementType,
  );
  return b.Reshape(b.Add(b.Mul(normal, perGroup(context.input(1))), perGroup(context.input(2))), x.shape);
});

const rmsNormalization = composed((context) => {
  const { b, node } = context;
  const x = context.input(0);
  const axis = normalizeAxis(getInt(node, 'axis', -1), x.shape.length);
  const axes = [...x.shape.keys()].slice(axis);
  const wide = b.Cast(x, stashType(context));
  const square = b.ReduceMean(b.Mul(wide, wide), axes);
  const normal = b.Div(wide, b.Sqrt(b.Add(square, attribute(context, 'epsilon', 1e-5))));
  const scale = context.input(1);
  return b.Mul(b.Cast(normal, scale.elementType), scale);
});

/** Over all axes but the channels unless it names others; epsilon as the operator's own function has it. */
const meanVarianceNormalization = composedUnary((context, x) => {
  const { b, node } = context;
  const axes = 'axes' in node.attributes ? requireInts(node, 'axes') : [0, 2, 3];
  const mean = b.ReduceMean(x, axes);
  const deviation = b.Sqrt(b.Sub(b.ReduceMean(b.Mul(x, x), axes), b.Mul(mean, mean)));
  return b.Div(b.Sub(x, mean), b.Add(deviation, 1e-9));
});

const lpNormalization = composedUnary((context, x) => {
  const { b, node } = context;
  const axis = [getInt(node, 'axis', -1)];
  return b.Div(x, getInt(node, 'p', 2) === 1 ? b.ReduceL1(x, axis) : b.ReduceL2(x, axis));
});

/** x / (bias + alpha / size * sum of squares over `size` channels about each) ^ beta; the odd one of an even size comes after. */
const localResponse = composedUnary((context, x) => {
  const { b, node } = context;
  const size = getInt(node, 'size', 1);
  const [batch = 1, channels = 1, ...spatial] = x.shape;
  const rows = [batch, 1, channels, elementCount(spatial)];
  const before = Math.floor((size - 1) / 2);
  const squares = b.Reshape(b.Mul(x, x), rows);
  const mean = b.AveragePool(squares, [size, 1], {
    pads: [before, 0, size - 1 - before, 0],
    countIncludePad: true,
  });
  const scaled = b.Mul(b.Reshape(mean, x.shape), attribute(context, 'alpha', 0.0001));
  return b.Div(x, b.Pow(b.Add(scaled, attribute(context, 'bias', 1)), attribute(context, 'beta', 0.75)));
});

export const composedNormalizationRules: GradientRules = {
  GroupNormalization: groupNormalization,
  LRN: localResponse,
  LpNormalization: lpNormalization,
  MeanVarianceNormalization: meanVarianceNormalization,
  RMSNormalization: rmsNormalization,
};
