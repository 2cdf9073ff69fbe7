import type { Value } from '../../graph.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

/** Both operands' gradients, each made only when needed and summed over what was broadcast. */
const binary =
  (
    ofA: (context: RuleContext, a: Value, b: Value) => Value,
    ofB: (context: RuleContext, a: Value, b: Value) => Value,
  ): GradientRule =>
  (context) => {
    const [a, b] = [context.input(0), context.input(1)];
    return [
      context.needs(0) ? context.unbroadcast(ofA(context, a, b), a.shape) : undefined,
      context.needs(1) ? context.unbroadcast(ofB(context, a, b), b.shape) : undefined,
    ];
  };

const add = binary(
  ({ dy }) => dy,
  ({ dy }) => dy,
);

const sub = binary(
  ({ dy }) => dy,
  ({ b, dy }) => b.Neg(dy),
);

const mul = binary(
  ({ b, dy }, _, y) => b.Mul(dy, y),
  ({ b, dy }, x) => b.Mul(dy, x),
);

const div = binary(
  ({ b, dy }, _, y) => b.Div(dy, y),
  (context, _, y) => context.b.Neg(context.b.Div(context.b.Mul(context.dy, context.output(0)), y)),
);

/** In the type of another value: Pow takes an exponent of any. */
const alike = ({ b }: RuleContext, value: Value, like: Value): Value =>
  value.elementType === like.elementType ? value : b.Cast(value, like.elementType);

/** An exponent known beforehand saves a Pow; d/de = y log(x), taken as 0 where x <= 0. */
const pow: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, exponent] = [context.input(0), context.input(1)];
  const known = b.dataOf(exponent);
  const constant = known?.type === 'float32' && known.data.length === 1 ? known.data[0] : undefined;
  const slope = (): Value => {
    if (constant === 2) return b.Mul(x, 2);
    return b.Mul(b.Pow(x, b.Sub(exponent, 1)), alike(context, exponent, x));
  };
  const byExponent = (): Value => {
    const positive = b.Greater(x, 0);
    const logarithm = b.Log(b.Where(positive, x, b.scalar(x.elementType, 1)));
    return b.Mul(b.Mul(dy, context.output(0)), logarithm);
  };
  return [
    context.needs(0) ? context.unbroadcast(b.Mul(dy, slope()), x.shape) : undefined,
    context.needs(1)
      ? alike(context, context.unbroadcast(byExponent(), exponent.shape), exponent)
      : undefined,
  ];
};

const everyInput =
  (gradient: (context: RuleContext, x: Value) => Value): GradientRule =>
  (context) =>
    context.node.inputs.map((_, i) => {
      const x = context.input(i);
      return context.needs(i) ? context.unbroadcast(gradient(context, x), x.shape) : undefined;
    });

const sum = everyInput(({ dy }) => dy);
const mean = everyInput(({ b, dy, node }) => b.Div(dy, node.inputs.length));

/**
 * Max and Min: to the inputs that no other surpasses; ties share it evenly, as in PyTorch. Inputs are compared with each other,
 * because ONNX Runtime may keep more digits of them than of the output in half precision.
 */
const extreme: GradientRule = (context) => {
  const { b, dy, node } = context;
  const inputs = node.inputs.map((_, i) => context.input(i));
  if (inputs.length === 1) return [dy];
  const reaches = (x: Value, other: Value): Value =>
    b.Cast(node.op === 'Max' ? b.GreaterOrEqual(x, other) : b.LessOrEqual(x, other), x.elementType);
  const masks = inputs.map((x, i) =>
    inputs
      .filter((_, j) => j !== i)
      .map((other) => reaches(x, other))
      .reduce((all, one) => b.Mul(all, one)),
  );
  const share = b.Div(dy, b.Sum(...masks));
  return masks.map((mask, i) =>
    context.needs(i) ? context.unbroadcast(b.Mul(mask, share), inputs[i]!.shape) : undefined,
  );
};

const where: GradientRule = (context) => {
  const { b, dy } = context;
  const condition = context.input(0);
  const zero = b.scalar(dy.elementType, 0);
  return [
    undefined,
    context.needs(1) ? context.unbroadcast(b.Where(condition, dy, zero), context.input(1).shape) : undefined,
    context.needs(2) ? context.unbroadcast(b.Where(condition, zero, dy), context.input(2).shape) : undefined,
  ];
};

const cast: GradientRule = (context) => [context.b.Cast(context.dy, context.input(0).elementType)];

/** a - b trunc(a / b) with `fmod`, which real numbers need (ONNX Mod). */
const mod = binary(
  ({ dy }) => dy,
  ({ b, dy }, x, y) => {
    const quotient = b.Div(x, y);
    return b.Neg(b.Mul(dy, b.Mul(b.Sign(quotient), b.Floor(b.Abs(quotient)))));
  },
);

export const arithmeticRules: GradientRules = {
  Add: add,
  Sub: sub,
  Mul: mul,
  Div: div,
  Pow: pow,
  Sum: sum,
  Mean: mean,
  Max: extreme,
  Min: extreme,
  Where: where,
  Cast: cast,
  CastLike: cast,
  Mod: mod,
  Identity: ({ dy }) => [dy],
};
