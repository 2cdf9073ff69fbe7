import { getFloat } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import type { GradientRule, RuleContext } from '../rule-context.ts';

/** The rule of an operator that is differentiated as what it is made of. */
export const composed =
  (compute: (context: RuleContext) => Value): GradientRule =>
  (context) =>
    context.through(() => compute(context));

export const composedUnary = (compute: (context: RuleContext, x: Value) => Value): GradientRule =>
  composed((context) => compute(context, context.input(0)));

export const attribute = ({ node }: RuleContext, name: string, fallback: number): number =>
  getFloat(node, name, fallback);
