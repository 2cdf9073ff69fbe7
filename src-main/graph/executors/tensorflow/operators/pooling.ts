import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { getInt, requireInts } from '../../../attributes.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import { asImage, type ImageWindow, imageWindow, type Pair, paddedImage, toNchw, toNhwc } from './images.ts';

function poolWindow(context: OperatorContext): ImageWindow {
  const window = imageWindow(
    context,
    context.input(0).shape.slice(2),
    requireInts(context.node, 'kernel_shape'),
  );
  if (window.dilations.some((dilation) => dilation > 1)) throw context.unsupported('dilated pooling');
  return window;
}

/** How far the last window reaches beyond an image: less than the padding at strides that skip, more with `ceil_mode`. */
function reachedEnds({ output, strides, kernel, begins }: ImageWindow, x: Tensor4D): Pair {
  const reach = (axis: 0 | 1): number =>
    (output[axis] - 1) * strides[axis] + kernel[axis] - begins[axis] - x.shape[axis === 0 ? 1 : 2];
  return [reach(0), reach(1)];
}

const maxPool: Operator = (context) => {
  const { tf, node } = context;
  const window = poolWindow(context);
  const { kernel, strides, begins } = window;
  const x = toNhwc(context, asImage(context, context.tensor(0)));
  const image = paddedImage(context, x, begins, reachedEnds(window, x), -Infinity);
  const shape = context.outputShape();
  if (node.outputs.length < 2) {
    return context.reshaped(toNchw(context, tf.maxPool(image, kernel, strides, 'valid')), shape);
  }
  if (getInt(node, 'storage_order', 0) !== 0) throw context.unsupported('indices by columns');
  const pooled = tf.maxPool(image, kernel, strides, 'valid');
  return [pooled, firstPlaces(context, image, window, x)].map((y) =>
    context.reshaped(toNchw(context, y), shape),
  );
};

/**
 * Where each window's largest element lies, counted as ONNX counts in the whole unpadded NCHW tensor. By comparing the taps: the native
 * engine has no operator that finds them.
 */
function firstPlaces(context: OperatorContext, image: Tensor4D, window: ImageWindow, like: Tensor4D): Tensor {
  const { tf } = context;
  const { kernel, strides, begins, output } = window;
  const [samples, rows, columns, channels] = like.shape;
  const int = (value: number): Tensor => tf.scalar(value, 'int32');
  const along = (count: number, step: number, shape: number[]): Tensor =>
    tf.reshape(tf.range(0, count * step, step, 'int32'), shape);
  const tapAt = (row: number, column: number): Tensor =>
    tf.stridedSlice(
      image,
      [0, row, column, 0],
      [samples, row + (output[0] - 1) * strides[0] + 1, column + (output[1] - 1) * strides[1] + 1, channels],
      [1, ...strides, 1],
    );
  const taps = Array.from({ length: kernel[0] * kernel[1] }, (_, i) =>
    tapAt(Math.floor(i / kernel[1]), i % kernel[1]),
  );
  const tap = tf.argMax(tf.stack(taps), 0);
  const row = tf.add(tf.floorDiv(tap, int(kernel[1])), along(output[0], strides[0], [1, -1, 1, 1]));
  const column = tf.add(tf.mod(tap, int(kernel[1])), along(output[1], strides[1], [1, 1, -1, 1]));
  const plane = tf.add(along(samples, channels, [-1, 1, 1, 1]), along(channels, 1, [1, 1, 1, -1]));
  const line = tf.add(tf.mul(plane, int(rows)), tf.sub(row, int(begins[0])));
  return tf.add(tf.mul(line, int(columns)), tf.sub(column, int(begins[1])));
}

/** Sums divided by how much of each window is counted: pixels, and with `count_include_pad` the padding too. */
const averagePool: Operator = (context) => {
  const { tf, node } = context;
  const window = poolWindow(context);
  const { kernel, strides, begins, ends } = window;
  const x = toNhwc(context, asImage(context, context.tensor(0)));
  const reached = reachedEnds(window, x);
  const average = (image: Tensor4D): Tensor4D => tf.avgPool(image, kernel, strides, 'valid');
  const ones = tf.ones([1, x.shape[1], x.shape[2], 1]);
  const includesPad = getInt(node, 'count_include_pad', 0) === 1;
  const counted = includesPad ? paddedImage(context, ones, begins, ends, 1) : ones;
  const margin: Pair = includesPad ? [0, 0] : begins;
  const beyond: Pair = includesPad ? [reached[0] - ends[0], reached[1] - ends[1]] : reached;
  const share = average(paddedImage(context, counted, margin, beyond));
  const y = tf.div(average(paddedImage(context, x, begins, reached)), share);
  return context.reshaped(toNchw(context, y), context.outputShape());
};

/** (sum |x|^p)^(1/p) over each window. */
const lpPool: Operator = (context) => {
  const { tf } = context;
  const window = poolWindow(context);
  const { kernel, strides, begins } = window;
  const x = toNhwc(context, asImage(context, context.tensor(0)));
  const p = getInt(context.node, 'p', 2);
  const powers = paddedImage(context, tf.pow(tf.abs(x), p), begins, reachedEnds(window, x));
  const sums = tf.mul(tf.avgPool(powers, kernel, strides, 'valid'), kernel[0] * kernel[1]);
  return context.reshaped(toNchw(context, tf.pow(sums, 1 / p)), context.outputShape());
};

const spatialAxes = (x: Tensor): number[] => [...x.shape.keys()].slice(2);

const globalAveragePool: Operator = (context) => {
  const x = context.tensor(0);
  return context.tf.mean(x, spatialAxes(x), true);
};

const globalLpPool: Operator = (context) => {
  const { tf } = context;
  const x = context.tensor(0);
  const p = getInt(context.node, 'p', 2);
  return tf.pow(tf.sum(tf.pow(tf.abs(x), p), spatialAxes(x), true), 1 / p);
};

const globalMaxPool: Operator = (context) => {
  const x = context.tensor(0);
  return context.tf.max(x, spatialAxes(x), true);
};

export const poolingOperators: Operators = {
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  GlobalLpPool: globalLpPool,
  GlobalMaxPool: globalMaxPool,
  LpPool: lpPool,
  MaxPool: maxPool,
};

/** Adds each gradient at the place it came from. */
const maxPoolGrad: Operator = (context) => {
  const [dy, indices] = [context.tensor(0), context.tensor(1)];
  const shape = context.outputShape();
  const size = shape.reduce((product, dim) => product * dim, 1);
  const places = context.reshaped(indices, [indices.size, 1]);
  const sums = context.tf.scatterND(places, context.reshaped(dy, [dy.size]), [size]);
  return context.reshaped(sums, shape);
};

export const internalPoolingOperators: Operators = { MaxPoolGrad: maxPoolGrad };
