import type { Tensor } from '@tensorflow/tfjs-core';
import { getInt } from '../../../attributes.ts';
import { reducedAxes } from '../../../shapes/reduction.ts';
import { normalizeAxis } from '../../../shapes/shape-context.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import type { TensorFlow } from '../tensors.ts';

const reduction =
  (reduce: (tf: TensorFlow, x: Tensor, axes: number[]) => Tensor): Operator =>
  (context) =>
    context.reshaped(reduce(context.tf, context.tensor(0), [...reducedAxes(context)]), context.outputShape());

const argument =
  (find: (tf: TensorFlow, x: Tensor, axis: number) => Tensor): Operator =>
  (context) => {
    if (getInt(context.node, 'select_last_index', 0) === 1) {
      throw context.unsupported('of equal values it finds the first, not the last');
    }
    const x = context.tensor(0);
    const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.rank);
    return context.reshaped(find(context.tf, x, axis), context.outputShape());
  };

/** The order of axes that changes an axis with the last one, which is its own inverse. */
function lastAxisOrder(rank: number, axis: number): number[] {
  const order = [...Array(rank).keys()];
  [order[axis], order[rank - 1]] = [rank - 1, axis];
  return order;
}

/** For what TensorFlow.js computes along the last axis only. */
function alongAxis(context: OperatorContext, compute: (x: Tensor) => Tensor[]): Tensor[] {
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), x.rank);
  if (axis === x.rank - 1) return compute(x);
  const order = lastAxisOrder(x.rank, axis);
  return compute(context.tf.transpose(x, order)).map((y) => context.tf.transpose(y, order));
}

/** The elements of the last axis at those places: TensorFlow.js finds them itself, but has no gradient then. */
function chosen(context: OperatorContext, x: Tensor, indices: Tensor): Tensor {
  const { tf } = context;
  const [extent = 1, k = 1] = [x.shape.at(-1), indices.shape.at(-1)];
  const rows = context.reshaped(indices, [indices.size / k, k]);
  const starts = tf.mul(tf.range(0, indices.size / k, 1, 'int32'), tf.scalar(extent, 'int32'));
  const places = tf.add(rows, tf.expandDims(starts, 1));
  return context.reshaped(tf.gather(context.reshaped(x, [x.size]), places), indices.shape);
}

const topK: Operator = (context) => {
  const { tf, node } = context;
  const k = context.numbersOrAttribute('k', 1)?.[0] ?? getInt(node, 'k', 1);
  const largest = getInt(node, 'largest', 1) === 1;
  return alongAxis(context, (x) => {
    const indices = context.detached(tf.topk(largest ? x : tf.neg(x), k, true).indices);
    return [chosen(context, x, indices), indices];
  });
};

export const reductionOperators: Operators = {
  ReduceL1: reduction((tf, x, axes) => tf.sum(tf.abs(x), axes)),
  ReduceL2: reduction((tf, x, axes) => tf.sqrt(tf.sum(tf.square(x), axes))),
  ReduceLogSum: reduction((tf, x, axes) => tf.log(tf.sum(x, axes))),
  ReduceLogSumExp: reduction((tf, x, axes) => tf.logSumExp(x, axes)),
  ReduceMax: reduction((tf, x, axes) => tf.max(x, axes)),
  ReduceMean: reduction((tf, x, axes) => tf.mean(x, axes)),
  ReduceMin: reduction((tf, x, axes) => tf.min(x, axes)),
  ReduceProd: reduction((tf, x, axes) => tf.prod(x, axes)),
  ReduceSum: reduction((tf, x, axes) => tf.sum(x, axes)),
  ReduceSumSquare: reduction((tf, x, axes) => tf.sum(tf.square(x), axes)),
  ArgMax: argument((tf, x, axis) => tf.argMax(x, axis)),
  ArgMin: argument((tf, x, axis) => tf.argMin(x, axis)),
  TopK: topK,
  Softmax: (context) => alongAxis(context, (x) => [context.tf.softmax(x)]),
  LogSoftmax: (context) => alongAxis(context, (x) => [context.tf.logSoftmax(x)]),
};
