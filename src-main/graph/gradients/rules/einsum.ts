import type { Value } from '../../graph.ts';
import { type Equation, readEquation } from '../../shapes/einsum.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** One term of an Einsum: a value with its labels. */
interface Term {
  readonly value: Value;
  readonly labels: readonly string[];
}

/** Multiplies the terms and sums over all labels but `kept`. */
function contract({ b }: RuleContext, terms: readonly Term[], kept: readonly string[]): Value {
  const all = [...new Set(terms.flatMap(({ labels }) => labels))];
  const spell = (labels: readonly string[]): string =>
    labels.map((label) => alphabet[all.indexOf(label)]).join('');
  const equation = `${terms.map(({ labels }) => spell(labels)).join()}->${spell(kept)}`;
  return b.Einsum(
    terms.map(({ value }) => value),
    equation,
  );
}

/** An operand's gradient: dy times the other operands, summed over what the operand lacks, stretched over what only it has. */
function ofOperand(context: RuleContext, { operands, result }: Equation, index: number): Value {
  const { b, dy } = context;
  const { shape } = context.input(index);
  const labels = operands[index] ?? [];
  const others = operands.flatMap((own, i) =>
    i === index ? [] : [{ value: context.input(i), labels: own }],
  );
  const terms: readonly Term[] = [{ value: dy, labels: result }, ...others];
  const known = new Set(terms.flatMap((term) => term.labels));
  const kept = labels.filter((label) => known.has(label));
  const product = contract(context, terms, kept);
  const missing = [...labels.keys()].filter((axis) => !kept.includes(labels[axis]!));
  const placed = missing.length === 0 ? product : b.Unsqueeze(product, missing);
  const summed = context.unbroadcast(
    placed,
    shape.map((extent, axis) => Math.min(extent, placed.shape[axis] ?? 1)),
  );
  return summed.shape.join() === shape.join() ? summed : b.Expand(summed, shape);
}

const einsum: GradientRule = (context) => {
  const equation = readEquation(context);
  if (equation.operands.some((labels) => new Set(labels).size < labels.length)) {
    throw context.unsupported('diagonals');
  }
  return context.node.inputs.map((_, i) => (context.needs(i) ? ofOperand(context, equation, i) : undefined));
};

export const einsumRules: GradientRules = { Einsum: einsum };
