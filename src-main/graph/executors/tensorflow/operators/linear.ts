import type { Tensor } from '@tensorflow/tfjs-core';
import { getFloat, getInt } from '../../../attributes.ts';
import { broadcastShapes } from '../../../shapes/broadcast.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';

/** A matrix, or a stack of them, times one matrix that all share: one product of all rows. */
function sharedProduct(context: OperatorContext, left: Tensor, right: Tensor): Tensor {
  const inner = right.shape[0] ?? 1;
  return context.tf.matMul(context.reshaped(left, [left.size / inner, inner]), right);
}

/** Stacks are repeated until they match: TensorFlow.js does not sum the gradients of what it broadcasts here. */
function stackedProduct(context: OperatorContext, left: Tensor, right: Tensor): Tensor {
  const stack = broadcastShapes(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const repeated = (x: Tensor): Tensor => context.stretched(x, [...stack, ...x.shape.slice(-2)]);
  return context.tf.matMul(repeated(left), repeated(right));
}

/** Vectors are matrices with an axis of extent 1 that the result lacks. */
const matMul: Operator = (context) => {
  const [a, b] = [context.tensor(0), context.tensor(1)];
  const left = a.rank === 1 ? context.reshaped(a, [1, a.size]) : a;
  const right = b.rank === 1 ? context.reshaped(b, [b.size, 1]) : b;
  const product = right.rank === 2 ? sharedProduct : stackedProduct;
  return context.reshaped(product(context, left, right), context.outputShape());
};

const gemm: Operator = (context) => {
  const { tf, node } = context;
  const flag = (name: string): boolean => getInt(node, name, 0) === 1;
  const [alpha, beta] = [getFloat(node, 'alpha', 1), getFloat(node, 'beta', 1)];
  const product = tf.matMul(context.tensor(0), context.tensor(1), flag('transA'), flag('transB'));
  const scaled = alpha === 1 ? product : tf.mul(product, alpha);
  const bias = context.optional(2);
  if (bias === undefined) return scaled;
  return tf.add(scaled, beta === 1 ? bias : tf.mul(bias, beta));
};

export const linearOperators: Operators = { MatMul: matMul, Gemm: gemm };
