import { getFloat, getInt } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { elementCount } from '../../tensor-data.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

function swapLast({ b }: RuleContext, x: Value): Value {
  const rank = x.shape.length;
  return b.Transpose(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** A matrix of all rows: [..., k] to [rows, k]. */
function asMatrix(context: RuleContext, x: Value): Value {
  const columns = x.shape.at(-1) ?? 1;
  return context.reshaped(x, [elementCount(x.shape) / columns, columns]);
}

/** Vectors are matrices with an axis of extent 1 that the result lacks. */
const matMul: GradientRule = (context) => {
  const { b } = context;
  const [first, second] = [context.input(0), context.input(1)];
  const left = first.shape.length === 1 ? b.Unsqueeze(first, [0]) : first;
  const right = second.shape.length === 1 ? b.Unsqueeze(second, [1]) : second;
  const rows = left.shape.at(-2) ?? 1;
  const columns = right.shape.at(-1) ?? 1;
  const dy = context.reshaped(context.dy, [...batchShape(context, first, second), rows, columns]);
  const ofLeft = (): Value => context.unbroadcast(b.MatMul(dy, swapLast(context, right)), left.shape);
  const ofRight = (): Value =>
    right.shape.length === 2
      ? b.MatMul(swapLast(context, asMatrix(context, left)), asMatrix(context, dy))
      : context.unbroadcast(b.MatMul(swapLast(context, left), dy), right.shape);
  return [
    context.needs(0) ? context.reshaped(ofLeft(), first.shape) : undefined,
    context.needs(1) ? context.reshaped(ofRight(), second.shape) : undefined,
  ];
};

/** The axes of the product that come before its matrix. */
function batchShape(context: RuleContext, first: Value, second: Value): readonly number[] {
  const matrixAxes = (first.shape.length > 1 ? 1 : 0) + (second.shape.length > 1 ? 1 : 0);
  const { shape } = context.output(0);
  return shape.slice(0, shape.length - matrixAxes);
}

const gemm: GradientRule = (context) => {
  const { b, dy, node } = context;
  const [a, c] = [context.input(0), context.input(1)];
  const [transA, transB] = [getInt(node, 'transA', 0) === 1, getInt(node, 'transB', 0) === 1];
  const alpha = getFloat(node, 'alpha', 1);
  const beta = getFloat(node, 'beta', 1);
  const ofA = (): Value =>
    transA
      ? b.Gemm(c, dy, undefined, { alpha, transA: transB, transB: true })
      : b.Gemm(dy, c, undefined, { alpha, transB: !transB });
  const ofB = (): Value =>
    transB
      ? b.Gemm(dy, a, undefined, { alpha, transA: true, transB: transA })
      : b.Gemm(a, dy, undefined, { alpha, transA: !transA });
  const ofBias = (): Value => {
    const summed = context.unbroadcast(dy, context.input(2).shape);
    return beta === 1 ? summed : b.Mul(summed, beta);
  };
  return [
    context.needs(0) ? ofA() : undefined,
    context.needs(1) ? ofB() : undefined,
    context.needs(2) ? ofBias() : undefined,
  ];
};

export const linearRules: GradientRules = { MatMul: matMul, Gemm: gemm };
