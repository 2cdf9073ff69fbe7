import type { Value } from '../../graph.ts';
import type { GradientRule, RuleContext } from '../rule-context.ts';

/** The rule of an elementwise operator: dy times the derivative, which may use the input and the output. */
export const unary =
  (derivative: (context: RuleContext, x: Value, y: Value) => Value): GradientRule =>
  (context) => [context.b.Mul(context.dy, derivative(context, context.input(0), context.output(0)))];
