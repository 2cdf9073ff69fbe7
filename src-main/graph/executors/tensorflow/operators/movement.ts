import type { Tensor } from '@tensorflow/tfjs-core';
import { getInt, getInts, getText } from '../../../attributes.ts';
import { normalizeAxis } from '../../../shapes/shape-context.ts';
import { type AxisSlice, resolveSlice } from '../../../shapes/slice.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import { padded } from './padding.ts';

const toOutputShape: Operator = (context) => context.reshaped(context.tensor(0), context.outputShape());

const transpose: Operator = (context) =>
  context.tf.transpose(context.tensor(0), getInts(context.node, 'perm')?.slice());

const expand: Operator = (context) => context.stretched(context.tensor(0), context.outputShape());

/** Each repetition is an axis of its own that is stretched, then joined with the one it repeats. */
const tile: Operator = (context) => {
  const x = context.tensor(0);
  const repeats = context.requireNumbers(1);
  const apart = context.reshaped(
    x,
    x.shape.flatMap((dim) => [1, dim]),
  );
  const repeated = context.stretched(
    apart,
    x.shape.flatMap((dim, axis) => [repeats[axis] ?? 1, dim]),
  );
  return context.reshaped(repeated, context.outputShape());
};

const concat: Operator = (context) => context.tf.concat(context.tensors(), getInt(context.node, 'axis', 1));

const split: Operator = (context) => {
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.rank);
  const sizes = context.node.outputs.map((_, i) => context.outputShape(i)[axis] ?? 0);
  return context.tf.split(x, sizes, axis);
};

/** What a slice leaves when steps are 1: one cut through all axes. */
function cut(context: OperatorContext, x: Tensor, slices: readonly AxisSlice[]): Tensor {
  const begin = x.shape.map(() => 0);
  const size = [...x.shape];
  for (const { axis, start, count } of slices) [begin[axis], size[axis]] = [start, count];
  return context.tf.slice(x, begin, size);
}

const slice: Operator = (context) => {
  const { tf } = context;
  const slices = resolveSlice(context);
  const straight = cut(
    context,
    context.tensor(0),
    slices.filter(({ step }) => step === 1),
  );
  return slices
    .filter(({ step }) => step !== 1)
    .reduce((x, { axis, start, step, count }) => {
      const places = Int32Array.from({ length: count }, (_, i) => start + i * step);
      return tf.gather(x, tf.tensor1d(places, 'int32'), axis);
    }, straight);
};

/** Where an axis reads from when it continues beyond its ends (ONNX Pad). */
const continuations: Readonly<Record<string, (place: number, extent: number) => number>> = {
  edge: (place, extent) => Math.min(Math.max(place, 0), extent - 1),
  wrap: (place, extent) => ((place % extent) + extent) % extent,
  reflect: (place, extent) => {
    const period = Math.max(1, 2 * (extent - 1));
    const within = ((place % period) + period) % period;
    return within < extent ? within : period - within;
  },
};

function continued(context: OperatorContext, begins: readonly number[], mode: string): Tensor {
  const { tf } = context;
  const read = continuations[mode];
  if (read === undefined) throw context.unsupported(`padding by ${mode}`);
  const shape = context.outputShape();
  return begins.reduce((x, begin, axis) => {
    const extent = x.shape[axis] ?? 1;
    if (extent === shape[axis]) return x;
    const places = Int32Array.from({ length: shape[axis] ?? 1 }, (_, i) => read(i - begin, extent));
    return tf.gather(x, tf.tensor1d(places, 'int32'), axis);
  }, context.tensor(0));
}

const pad: Operator = (context) => {
  const x = context.tensor(0);
  const pads = context.numbersOrAttribute('pads', 1) ?? [];
  const axes = context.numbers(3)?.map((axis) => normalizeAxis(axis, x.rank)) ?? [...x.shape.keys()];
  const at = (offset: number): number[] =>
    x.shape.map((_, axis) => (axes.includes(axis) ? (pads[axes.indexOf(axis) + offset] ?? 0) : 0));
  const [begins, ends] = [at(0), at(axes.length)];
  const mode = getText(context.node, 'mode', 'constant');
  if (mode !== 'constant') return continued(context, begins, mode);
  return padded(context.tf, x, { begins, ends, value: context.numbers(2)?.[0] ?? 0 });
};

const cumSum: Operator = (context) => {
  const flag = (name: string): boolean => getInt(context.node, name, 0) === 1;
  const x = context.tensor(0);
  const axis = normalizeAxis(context.requireNumbers(1)[0] ?? 0, x.rank);
  // Along the last axis only: of others TensorFlow.js gives gradients with their axes out of order.
  const order = [...x.shape.keys()].with(axis, x.rank - 1).with(x.rank - 1, axis);
  const moved = context.tf.transpose(x, order);
  return context.tf.transpose(
    context.tf.cumsum(moved, x.rank - 1, flag('exclusive'), flag('reverse')),
    order,
  );
};

const trilu: Operator = (context) => {
  const { tf } = context;
  const x = context.tensor(0);
  const [rows = 1, columns = 1] = x.shape.slice(-2);
  const offset = context.numbers(1)?.[0] ?? 0;
  const upper = getInt(context.node, 'upper', 1) === 1;
  const kept = Uint8Array.from({ length: rows * columns }, (_, i) => {
    const distance = (i % columns) - Math.floor(i / columns) - offset;
    return (upper ? distance >= 0 : distance <= 0) ? 1 : 0;
  });
  const mask = context.stretched(tf.tensor(kept, [rows, columns], 'bool'), x.shape);
  return tf.where(mask, x, tf.zerosLike(x));
};

export const movementOperators: Operators = {
  Concat: concat,
  CumSum: cumSum,
  Expand: expand,
  Flatten: toOutputShape,
  Pad: pad,
  Reshape: toOutputShape,
  Slice: slice,
  Split: split,
  Squeeze: toOutputShape,
  Tile: tile,
  Transpose: transpose,
  Trilu: trilu,
  Unsqueeze: toOutputShape,
};
