import type { GradientRule, GradientRules } from '../rule-context.ts';
import { unary } from './unary.ts';

/** Piecewise constant: the gradient is zero wherever it exists. */
const flat: GradientRule = () => [];

export const functionRules: GradientRules = {
  Abs: unary(({ b }, x) => b.Sign(x)),
  Ceil: flat,
  Floor: flat,
  Round: flat,
  Sign: flat,
  Neg: ({ b, dy }) => [b.Neg(dy)],
  Cos: unary(({ b }, x) => b.Neg(b.Sin(x))),
  Sin: unary(({ b }, x) => b.Cos(x)),
  Erf: unary(({ b }, x) => b.Mul(b.Exp(b.Neg(b.Mul(x, x))), 2 / Math.sqrt(Math.PI))),
  Exp: unary((_, _x, y) => y),
  Log: (context) => [context.b.Div(context.dy, context.input(0))],
  Reciprocal: unary(({ b }, _, y) => b.Neg(b.Mul(y, y))),
  Sqrt: (context) => [context.b.Div(context.dy, context.b.Mul(context.output(0), 2))],
};
