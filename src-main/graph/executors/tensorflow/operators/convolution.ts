import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { getInt } from '../../../attributes.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import { asImage, type ImageWindow, imageWindow, type Pair, paddedImage, toNchw, toNhwc } from './images.ts';

const isOne = ([rows, columns]: Pair): boolean => rows === 1 && columns === 1;

/** Extent that a dilated kernel covers. */
export const covered = (kernel: Pair, dilations: Pair): Pair => [
  (kernel[0] - 1) * dilations[0] + 1,
  (kernel[1] - 1) * dilations[1] + 1,
];

/** Weights [..., rows, columns] with zeros between them, so that they need no dilation. */
export function spreadKernel(context: OperatorContext, w: Tensor, dilations: Pair): Tensor {
  if (isOne(dilations)) return w;
  const [filters = 1, channels = 1, rows = 1, columns = 1] = w.shape;
  const [down, across] = dilations;
  const apart = context.reshaped(w, [filters * channels, rows, 1, columns, 1]);
  const filled = context.tf.pad(apart, [
    [0, 0],
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
  ]);
  const joined = context.reshaped(filled, [filters, channels, rows * down, columns * across]);
  return context.tf.slice(joined, [0, 0, 0, 0], [filters, channels, ...covered([rows, columns], dilations)]);
}

/**
 * TensorFlow.js knows no gradient of a dilated convolution, and none whose window both strides and is dilated: there the kernel
 * is spread out instead, which costs as much more as it grows.
 */
const mustSpread = ({ differentiated }: OperatorContext, { strides, dilations }: ImageWindow): boolean =>
  !isOne(dilations) && (differentiated || !isOne(strides));

/** [M, 1, rows, columns] for C inputs as [rows, columns, C, M / C]. */
export function depthwiseFilter(context: OperatorContext, w: Tensor, channels: number): Tensor4D {
  const [filters = 1, , rows = 1, columns = 1] = w.shape;
  const apart = context.reshaped(w, [channels, filters / channels, rows, columns]);
  return context.tf.transpose(apart as Tensor4D, [2, 3, 0, 1]);
}

/** One filter reads one channel; the native engine wants the same stride both ways. */
export const isDepthwise = (w: Tensor, group: number, [down, across]: Pair): boolean =>
  group > 1 && w.shape[1] === 1 && down === across;

/** Splits both operands into groups, computes each pair, and joins the results along their last axis. */
export function byGroup(
  context: OperatorContext,
  group: number,
  operands: readonly [x: Tensor, axis: number, w: Tensor, axis: number],
  compute: (x: Tensor4D, w: Tensor4D) => Tensor,
): Tensor {
  const { tf } = context;
  const [x, xAxis, w, wAxis] = operands;
  if (group === 1) return compute(x as Tensor4D, w as Tensor4D);
  const [xs, ws] = [tf.split<Tensor4D>(x, group, xAxis), tf.split<Tensor4D>(w, group, wAxis)];
  return tf.concat(
    xs.map((part, i) => compute(part, ws[i]!)),
    -1,
  );
}

/** x [N, H, W, C] padded already, w [M, C / group, rows, columns] to [N, h, w, M]. */
function convolved(context: OperatorContext, x: Tensor4D, w: Tensor, window: ImageWindow): Tensor {
  const { tf } = context;
  const { strides, dilations } = window;
  const group = getInt(context.node, 'group', 1);
  if (isDepthwise(w, group, strides)) {
    const filter = depthwiseFilter(context, w, group);
    return tf.depthwiseConv2d(x, filter, strides, 'valid', 'NHWC', dilations);
  }
  return byGroup(context, group, [x, 3, w, 0], (part, weights) => {
    const filter = tf.transpose(weights, [2, 3, 1, 0]);
    return tf.conv2d(part, filter, strides, 'valid', 'NHWC', dilations);
  });
}

const conv: Operator = (context) => {
  const { tf } = context;
  const window = imageWindow(context, context.input(0).shape.slice(2), context.input(1).shape.slice(2));
  const x = toNhwc(context, asImage(context, context.tensor(0)));
  const weights = asImage(context, context.tensor(1));
  const spread = mustSpread(context, window);
  const y = convolved(
    context,
    paddedImage(context, x, window.begins, window.ends),
    spread ? spreadKernel(context, weights, window.dilations) : weights,
    spread ? { ...window, dilations: [1, 1] } : window,
  );
  const bias = context.optional(2);
  const result = toNchw(context, bias === undefined ? y : tf.add(y, bias));
  return context.reshaped(result, context.outputShape());
};

export const convolutionOperators: Operators = { Conv: conv };
