import { getInt } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { reducedAxes, reducedShape } from '../../shapes/reduction.ts';
import { elementCount } from '../../tensor-data.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

/** What a rule sees: gradient and output with the reduced axes kept as extent 1, so that they broadcast against x. */
interface Reduced {
  readonly x: Value;
  readonly y: Value;
  readonly dy: Value;
  /** Elements that went into one result. */
  readonly count: number;
  readonly axes: readonly number[];
}

const reduction =
  (gradient: (context: RuleContext, reduced: Reduced) => Value): GradientRule =>
  (context) => {
    const x = context.input(0);
    const axes = reducedAxes(context);
    const kept = reducedShape(x.shape, axes, true);
    const y = context.reshaped(context.output(0), kept);
    const dy = context.reshaped(context.dy, kept);
    const count = elementCount(x.shape) / elementCount(kept);
    return [gradient(context, { x, y, dy, count, axes })];
  };

const spread = ({ b }: RuleContext, value: Value, like: Value): Value => b.Expand(value, like.shape);

/** To the elements that reached the extreme; ties share it evenly, as in PyTorch's amax. */
const extreme = reduction(({ b }, { x, y, dy, axes }) => {
  const mask = b.Cast(b.Equal(x, y), x.elementType);
  return b.Mul(mask, b.Div(dy, b.ReduceSum(mask, axes)));
});

/** The product of the other elements; dividing the product by the element fails where it is zero. */
const product = reduction(({ b }, { x, dy, axes }) => {
  const isZero = b.Equal(x, 0);
  const own = b.Cast(isZero, x.elementType);
  const safe = b.Where(isZero, 1, x);
  // Where an element is the only zero, or nothing is: with one zero only its own place has a gradient, with two nothing has.
  const othersFull = b.Cast(b.Equal(b.ReduceSum(own, axes), own), x.elementType);
  return b.Mul(b.Mul(dy, othersFull), b.Div(b.ReduceProd(safe, axes), safe));
});

/** Towards x; none from where all of x is zero and the norm has no slope, as in PyTorch. */
const norm = reduction(({ b }, { x, y, dy }) => b.Mul(x, b.Div(dy, b.Where(b.Equal(y, 0), 1, y))));

export const reductionRules: GradientRules = {
  ReduceL1: reduction(({ b }, { x, dy }) => b.Mul(b.Sign(x), dy)),
  ReduceL2: norm,
  ReduceLogSum: reduction((context, { x, y, dy }) => spread(context, context.b.Div(dy, context.b.Exp(y)), x)),
  ReduceLogSumExp: reduction(({ b }, { x, y, dy }) => b.Mul(dy, b.Exp(b.Sub(x, y)))),
  ReduceMax: extreme,
  ReduceMin: extreme,
  ReduceMean: reduction((context, { x, dy, count }) => spread(context, context.b.Div(dy, count), x)),
  ReduceProd: product,
  ReduceSum: reduction((context, { x, dy }) => spread(context, dy, x)),
  ReduceSumSquare: reduction(({ b }, { x, dy }) => b.Mul(b.Mul(x, 2), dy)),
};

const normalizedAxis = (context: RuleContext): readonly number[] => [getInt(context.node, 'axis', -1)];

const softmax: GradientRule = (context) => {
  const { b, dy } = context;
  const y = context.output(0);
  const weighted = b.Mul(dy, y);
  return [b.Sub(weighted, b.Mul(y, b.ReduceSum(weighted, normalizedAxis(context))))];
};

const logSoftmax: GradientRule = (context) => {
  const { b, dy } = context;
  const total = b.ReduceSum(dy, normalizedAxis(context));
  return [b.Sub(dy, b.Mul(b.Exp(context.output(0)), total))];
};

export const softmaxRules: GradientRules = { Softmax: softmax, LogSoftmax: logSoftmax };
