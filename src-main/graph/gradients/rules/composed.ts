import { getInt, int, ints, requireInts } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { resolveWindow } from '../../shapes/window.ts';
import type { GradientRules, RuleContext } from '../rule-context.ts';
import { attribute, composedUnary } from './through.ts';

/** max(0, x) + min(0, alpha (exp(x / alpha) - 1)) */
const celu = composedUnary((context, x) => {
  const { b } = context;
  const alpha = attribute(context, 'alpha', 1);
  return b.Mul(b.Elu(b.Div(x, alpha)), alpha);
});

const swish = composedUnary((context, x) =>
  context.b.Mul(x, context.b.Sigmoid(context.b.Mul(x, attribute(context, 'alpha', 1)))),
);

const thresholdedRelu = composedUnary((context, x) => {
  const { b } = context;
  return b.Where(b.Greater(x, attribute(context, 'alpha', 1)), x, 0);
});

/** x + bias below -lambd, x - bias above lambd, else 0. */
const shrink = composedUnary((context, x) => {
  const { b } = context;
  const [bias, lambd] = [attribute(context, 'bias', 0), attribute(context, 'lambd', 0.5)];
  return b.Where(b.Less(x, -lambd), b.Add(x, bias), b.Where(b.Greater(x, lambd), b.Sub(x, bias), 0));
});

const raised = ({ b }: RuleContext, x: Value, p: number): Value =>
  p === 2 ? b.Mul(x, x) : p === 1 ? b.Abs(x) : b.Pow(b.Abs(x), p);

/** (sum of |x|^p over each window) ^ (1 / p) */
const lpPool = composedUnary((context, x) => {
  const { b, node } = context;
  const p = getInt(node, 'p', 2);
  const [, channels = 1, ...spatial] = x.shape;
  const kernel = requireInts(node, 'kernel_shape');
  const { strides, dilations, begins, ends } = resolveWindow(node, spatial, kernel);
  if (getInt(node, 'ceil_mode', 0) === 1) throw context.unsupported('ceil_mode');
  const ones = b.Expand(b.scalar(x.elementType, 1), [channels, 1, ...kernel]);
  const [sums] = b.emit('Conv', [raised(context, x, p), ones], {
    attributes: {
      strides: ints(strides),
      dilations: ints(dilations),
      pads: ints([...begins, ...ends]),
      group: int(channels),
    },
  });
  if (sums === undefined) throw context.unsupported('no output');
  return p === 1 ? sums : b.Pow(sums, 1 / p);
});

const globalLpPool = composedUnary((context, x) => {
  const { b, node } = context;
  const p = getInt(node, 'p', 2);
  const sums = b.ReduceSum(raised(context, x, p), [...x.shape.keys()].slice(2));
  return p === 1 ? sums : b.Pow(sums, 1 / p);
});

export const composedRules: GradientRules = {
  Celu: celu,
  GlobalLpPool: globalLpPool,
  LpPool: lpPool,
  Mish: composedUnary(({ b }, x) => b.Mul(x, b.Tanh(b.Softplus(x)))),
  Shrink: shrink,
  Swish: swish,
  ThresholdedRelu: thresholdedRelu,
};
