import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { getInt, getTensor, getText } from '../../../attributes.ts';
import { normalizeAxis } from '../../../shapes/shape-context.ts';
import { elementCount } from '../../../tensor-data.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import { toTensor, type TensorFlow } from '../tensors.ts';

/** Counts negative indices from the end. */
function fromStart(tf: TensorFlow, indices: Tensor, extent: number): Tensor {
  return tf.add(indices, tf.mul(tf.cast(tf.less(indices, 0), 'int32'), tf.scalar(extent, 'int32')));
}

const whole = (tf: TensorFlow, values: Iterable<number>): Tensor =>
  tf.tensor1d(Int32Array.from(values), 'int32');

const gather: Operator = (context) => {
  const { tf } = context;
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.rank);
  const indices = fromStart(tf, context.tensor(1), x.shape[axis] ?? 1);
  return context.reshaped(
    tf.gather(x, context.reshaped(indices, [indices.size]), axis),
    context.outputShape(),
  );
};

/** Elements from one place to the next along each axis. */
const stridesOf = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => elementCount(shape.slice(axis + 1)));

/** Places in the flattened `shape` of elements whose index along `axis` is given and whose others are their own. */
function flatPlaces(
  context: OperatorContext,
  indices: Tensor,
  shape: readonly number[],
  axis: number,
): Tensor {
  const { tf } = context;
  const strides = stridesOf(shape);
  const along = tf.mul(fromStart(tf, indices, shape[axis] ?? 1), tf.scalar(strides[axis] ?? 1, 'int32'));
  const others = indices.shape.map((extent, other) => {
    const places = Array.from({ length: extent }, (_, i) => (other === axis ? 0 : i * (strides[other] ?? 1)));
    return context.reshaped(
      whole(tf, places),
      indices.shape.map((_, i) => (i === other ? extent : 1)),
    );
  });
  return context.reshaped(
    others.reduce((sum, places) => tf.add(sum, places), along),
    [indices.size],
  );
}

const gatherElements: Operator = (context) => {
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.rank);
  const places = flatPlaces(context, context.tensor(1), x.shape, axis);
  return context.reshaped(context.tf.gather(context.reshaped(x, [x.size]), places), context.outputShape());
};

/** Rows of a matrix that the index vectors [..., k] choose out of the first k axes, and that matrix's extents. */
function chosenRows(context: OperatorContext, indices: Tensor, shape: readonly number[]) {
  const { tf } = context;
  const depth = indices.shape.at(-1) ?? 1;
  const outer = shape.slice(0, depth);
  const vectors = context.reshaped(indices, [indices.size / depth, depth]);
  const positive = fromStartEach(tf, vectors, outer);
  const rows = tf.sum(tf.mul(positive, whole(tf, stridesOf(outer))), 1);
  return {
    rows: tf.cast(rows, 'int32'),
    count: elementCount(outer),
    width: elementCount(shape.slice(depth)),
  };
}

const fromStartEach = (tf: TensorFlow, vectors: Tensor, extents: readonly number[]): Tensor =>
  tf.add(vectors, tf.mul(tf.cast(tf.less(vectors, 0), 'int32'), whole(tf, extents)));

const gatherND: Operator = (context) => {
  if (getInt(context.node, 'batch_dims', 0) !== 0) throw context.unsupported('batch axes of GatherND');
  const x = context.tensor(0);
  const { rows, count, width } = chosenRows(context, context.tensor(1), x.shape);
  return context.reshaped(
    context.tf.gather(context.reshaped(x, [count, width]), rows),
    context.outputShape(),
  );
};

/**
 * x [rows, width] with `updates` [n, width] added to the rows that `places` [n] names. Of the two operators that add, the faster
 * one has no gradient.
 */
function added(context: OperatorContext, x: Tensor, places: Tensor, updates: Tensor): Tensor {
  const { tf } = context;
  const [rows = 1, width = 1] = x.shape;
  const sums = context.differentiated
    ? tf.unsortedSegmentSum(updates, places as Tensor1D, rows)
    : tf.scatterND(context.reshaped(places, [places.size, 1]), updates, [rows, width]);
  return tf.add(x, sums);
}

/** The same with the updates put in the place of what was there. */
function replaced(context: OperatorContext, x: Tensor, places: Tensor, updates: Tensor): Tensor {
  const { tf } = context;
  const [rows = 1] = x.shape;
  const numbers = tf.range(1, places.size + 1, 1, 'int32');
  const from = tf.scatterND(context.reshaped(places, [places.size, 1]), numbers, [rows]);
  const incoming = tf.gather(updates, tf.maximum(tf.sub(from, tf.scalar(1, 'int32')), tf.scalar(0, 'int32')));
  const hit = tf.expandDims(tf.greater(from, 0), 1);
  return tf.where(context.stretched(hit, x.shape), incoming, x);
}

function scattered(context: OperatorContext, x: Tensor, places: Tensor, updates: Tensor): Tensor {
  const reduction = getText(context.node, 'reduction', 'none');
  if (reduction === 'add') return added(context, x, places, updates);
  if (reduction === 'none') return replaced(context, x, places, updates);
  throw context.unsupported(`joining values by ${reduction}`);
}

const scatterElements: Operator = (context) => {
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.rank);
  const updates = context.tensor(2);
  const places = flatPlaces(context, context.tensor(1), x.shape, axis);
  const result = scattered(
    context,
    context.reshaped(x, [x.size, 1]),
    places,
    context.reshaped(updates, [updates.size, 1]),
  );
  return context.reshaped(result, x.shape);
};

const scatterND: Operator = (context) => {
  const x = context.tensor(0);
  const { rows, count, width } = chosenRows(context, context.tensor(1), x.shape);
  const updates = context.reshaped(context.tensor(2), [rows.size, width]);
  return context.reshaped(scattered(context, context.reshaped(x, [count, width]), rows, updates), x.shape);
};

const oneHot: Operator = (context) => {
  const { tf } = context;
  const indices = context.tensor(0);
  const depth = context.requireNumbers(1)[0] ?? 1;
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), indices.rank + 1);
  const along = context.outputShape().map((_, i) => (i === axis ? depth : 1));
  const classes = context.reshaped(whole(tf, Array(depth).keys()), along);
  const hit = tf.equal(tf.expandDims(fromStart(tf, tf.cast(indices, 'int32'), depth), axis), classes);
  const [off, on] = tf.split(context.tensor(2), 2);
  if (!off || !on) throw context.error('it takes two values');
  const shape = context.outputShape();
  const [absent, present] = [off, on].map((value) => tf.broadcastTo(value, shape));
  return tf.where(hit, present!, absent!);
};

const constantOfShape: Operator = (context) => {
  const { tf } = context;
  const value = getTensor(context.node, 'value');
  const fill = value === undefined ? tf.scalar(0) : toTensor(tf, context.node.name, { ...value, dims: [] });
  return tf.broadcastTo(fill, context.outputShape());
};

const range: Operator = (context) => {
  const [start = 0, , step = 1] = [0, 1, 2].map((i) => context.requireNumbers(i)[0]);
  const { shape, elementType } = context.outputType();
  const values = Float32Array.from({ length: shape[0] ?? 0 }, (_, i) => start + i * step);
  return context.tf.tensor1d(values, elementType === 'float32' ? 'float32' : 'int32');
};

export const indexingOperators: Operators = {
  ConstantOfShape: constantOfShape,
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherND,
  OneHot: oneHot,
  Range: range,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
  Shape: (context) => whole(context.tf, context.tensor(0).shape),
  Size: (context) => context.tf.scalar(context.tensor(0).size, 'int32'),
};
