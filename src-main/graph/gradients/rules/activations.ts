import { getFloat, getText } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';
import { unary } from './unary.ts';

/** 1 where the condition holds, else 0. */
const indicator = ({ b }: RuleContext, condition: Value, like: Value): Value =>
  b.Cast(condition, like.elementType);

const relu: GradientRule = (context) => [context.b.ReluGrad(context.dy, context.output(0))];

const leakyRelu = unary((context, x) => {
  const { b, node } = context;
  const alpha = getFloat(node, 'alpha', 0.01);
  return b.Add(b.Mul(indicator(context, b.Greater(x, 0), x), 1 - alpha), alpha);
});

/** gamma for x > 0, else y + gamma * alpha. */
const exponential = (alpha: number, gamma: number) =>
  unary(({ b, node }, x, y) => {
    const scale = getFloat(node, 'gamma', gamma);
    const offset = scale * getFloat(node, 'alpha', alpha);
    return b.Where(b.Greater(x, 0), b.scalar(x.elementType, scale), b.Add(y, offset));
  });

const hardSigmoid = unary((context, _, y) => {
  const { b, node } = context;
  const inside = b.And(b.Greater(y, 0), b.Less(y, 1));
  return b.Mul(indicator(context, inside, y), getFloat(node, 'alpha', 0.2));
});

/** y = x clip(x / 6 + 1/2, 0, 1): slope 0 below -3, 1 above 3, x / 3 + 1/2 between. */
const hardSwish = unary((context, x) => {
  const { b } = context;
  const middle = b.Add(b.Mul(x, 1 / 3), 0.5);
  const above = indicator(context, b.Greater(x, 0), x);
  return b.Where(b.Less(b.Abs(x), 3), middle, above);
});

/** Normal distribution function plus x times its density. */
function exactGelu({ b }: RuleContext, x: Value): Value {
  const distribution = b.Mul(b.Add(b.Erf(b.Mul(x, Math.SQRT1_2)), 1), 0.5);
  const density = b.Mul(b.Exp(b.Mul(b.Mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return b.Add(distribution, b.Mul(x, density));
}

/** Of 0.5 x (1 + tanh(c (x + 0.044715 x^3))), c = sqrt(2 / pi). */
function tanhGelu({ b }: RuleContext, x: Value): Value {
  const c = Math.sqrt(2 / Math.PI);
  const square = b.Mul(x, x);
  const t = b.Tanh(b.Mul(b.Mul(x, b.Add(b.Mul(square, 0.044715), 1)), c));
  const inner = b.Mul(b.Add(b.Mul(square, 3 * 0.044715), 1), c);
  const bend = b.Mul(b.Mul(x, b.Sub(1, b.Mul(t, t))), inner);
  return b.Mul(b.Add(b.Add(t, 1), bend), 0.5);
}

const gelu = unary((context, x) =>
  getText(context.node, 'approximate', 'none') === 'tanh' ? tanhGelu(context, x) : exactGelu(context, x),
);

const softsign = unary(({ b }, x) => {
  const size = b.Add(b.Abs(x), 1);
  return b.Reciprocal(b.Mul(size, size));
});

const prelu: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, slope] = [context.input(0), context.input(1)];
  const positive = b.Greater(x, 0);
  const zero = b.scalar(x.elementType, 0);
  return [
    context.needs(0) ? b.Where(positive, dy, b.Mul(dy, slope)) : undefined,
    context.needs(1) ? context.unbroadcast(b.Where(positive, zero, b.Mul(dy, x)), slope.shape) : undefined,
  ];
};

/** Passes inside the bounds, which themselves get none. */
const clip: GradientRule = (context) => {
  const { b, dy } = context;
  const x = context.input(0);
  const low = context.has(1) ? context.input(1) : undefined;
  const high = context.has(2) ? context.input(2) : undefined;
  const inside = [...(low ? [b.GreaterOrEqual(x, low)] : []), ...(high ? [b.LessOrEqual(x, high)] : [])].map(
    (condition) => indicator(context, condition, x),
  );
  return [inside.reduce((gradient, mask) => b.Mul(gradient, mask), dy)];
};

export const activationRules: GradientRules = {
  Clip: clip,
  Elu: exponential(1, 1),
  Gelu: gelu,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
  LeakyRelu: leakyRelu,
  PRelu: prelu,
  Relu: relu,
  Selu: exponential(1.6732632, 1.050701),
  Sigmoid: unary(({ b }, _, y) => b.Mul(y, b.Sub(1, y))),
  Softplus: unary(({ b }, x) => b.Sigmoid(x)),
  Softsign: softsign,
  Tanh: unary(({ b }, _, y) => b.Sub(1, b.Mul(y, y))),
};
