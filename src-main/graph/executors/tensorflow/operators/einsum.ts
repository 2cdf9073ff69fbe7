import type { Tensor } from '@tensorflow/tfjs-core';
import { readEquation } from '../../../shapes/einsum.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';

/** A tensor with a label for each axis, none of them twice. */
interface Labelled {
  readonly x: Tensor;
  readonly labels: readonly string[];
}

const extentOf = ({ x, labels }: Labelled, label: string): number => x.shape[labels.indexOf(label)] ?? 1;

/** Sums over the labels that nothing else asks for. */
function summed({ tf }: OperatorContext, { x, labels }: Labelled, wanted: ReadonlySet<string>): Labelled {
  const axes = labels.flatMap((label, axis) => (wanted.has(label) ? [] : [axis]));
  if (axes.length === 0) return { x, labels };
  return { x: tf.sum(x, axes), labels: labels.filter((label) => wanted.has(label)) };
}

/** Brings the axes into an order of groups and joins each group into one axis. */
function grouped(
  context: OperatorContext,
  operand: Labelled,
  groups: readonly (readonly string[])[],
): Tensor {
  const order = groups.flat().map((label) => operand.labels.indexOf(label));
  const extents = groups.map((group) =>
    group.reduce((product, label) => product * extentOf(operand, label), 1),
  );
  return context.reshaped(context.tf.transpose(operand.x, order), extents);
}

/** Axes of extent 1 of one operand are repeated to match the other's. */
function matched(context: OperatorContext, operand: Labelled, other: Labelled): Labelled {
  const shape = operand.labels.map((label) =>
    other.labels.includes(label)
      ? Math.max(extentOf(operand, label), extentOf(other, label))
      : extentOf(operand, label),
  );
  return { x: context.stretched(operand.x, shape), labels: operand.labels };
}

/** One matrix product: labels of both operands are its stack or, when nothing else wants them, what it sums over. */
function multiplied(
  context: OperatorContext,
  first: Labelled,
  second: Labelled,
  wanted: ReadonlySet<string>,
): Labelled {
  const [a, b] = [matched(context, first, second), matched(context, second, first)];
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const stack = shared.filter((label) => wanted.has(label));
  const inner = shared.filter((label) => !wanted.has(label));
  const rows = a.labels.filter((label) => !shared.includes(label));
  const columns = b.labels.filter((label) => !shared.includes(label));
  const product = context.tf.matMul(
    grouped(context, a, [stack, rows, inner]),
    grouped(context, b, [stack, inner, columns]),
  );
  const labels = [...stack, ...rows, ...columns];
  const shape = labels.map((label) => extentOf(a.labels.includes(label) ? a : b, label));
  return { x: context.reshaped(product, shape), labels };
}

const einsum: Operator = (context) => {
  const { operands, result } = readEquation(context);
  if (operands.some((labels) => new Set(labels).size < labels.length)) {
    throw context.unsupported('a label twice in one operand');
  }
  const all = operands.map((labels, i): Labelled => ({ x: context.tensor(i), labels }));
  const wantedAfter = (i: number): ReadonlySet<string> =>
    new Set([...result, ...all.slice(i + 1).flatMap(({ labels }) => labels)]);
  const product = all.reduce((left, right, i) => {
    const own = summed(context, left, new Set([...wantedAfter(i), ...right.labels]));
    const other = summed(context, right, new Set([...wantedAfter(i), ...left.labels]));
    return multiplied(context, own, other, wantedAfter(i));
  });
  const { x, labels } = summed(context, product, new Set(result));
  return context.reshaped(
    context.tf.transpose(
      x,
      result.map((label) => labels.indexOf(label)),
    ),
    context.outputShape(),
  );
};

export const einsumOperators: Operators = { Einsum: einsum };
