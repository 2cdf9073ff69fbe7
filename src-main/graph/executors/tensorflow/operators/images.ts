import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { resolveWindow, type Window } from '../../../shapes/window.ts';
import type { OperatorContext } from '../operator-context.ts';
import { padded } from './padding.ts';

/** Two numbers, for rows and columns. */
export type Pair = [number, number];

/** ONNX keeps channels ahead of pixels, TensorFlow.js behind them. */
export const toNhwc = ({ tf }: OperatorContext, x: Tensor): Tensor4D =>
  tf.transpose(x as Tensor4D, [0, 2, 3, 1]);
export const toNchw = ({ tf }: OperatorContext, x: Tensor): Tensor4D =>
  tf.transpose(x as Tensor4D, [0, 3, 1, 2]);

/** Signals [N, C, L] as images of one row; images as they are. Throws for volumes. */
export function asImage(context: OperatorContext, x: Tensor): Tensor {
  if (x.rank === 4) return x;
  if (x.rank !== 3) throw context.unsupported(`${x.rank - 2} spatial axes; it takes one or two`);
  const [samples = 1, channels = 1, length = 1] = x.shape;
  return context.reshaped(x, [samples, channels, 1, length]);
}

/** How a window moves over an image, both entries given. */
export interface ImageWindow {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly begins: Pair;
  readonly ends: Pair;
  readonly output: Pair;
}

const pair = (values: readonly number[], missing: number): Pair =>
  values.length === 1 ? [missing, values[0] ?? missing] : [values[0] ?? missing, values[1] ?? missing];

const ofImage = (window: Window): ImageWindow => ({
  kernel: pair(window.kernel, 1),
  strides: pair(window.strides, 1),
  dilations: pair(window.dilations, 1),
  begins: pair(window.begins, 0),
  ends: pair(window.ends, 0),
  output: pair(window.output, 1),
});

/** The node's window over an input of those spatial extents. */
export const imageWindow = (
  context: OperatorContext,
  spatial: readonly number[],
  kernel: readonly number[],
): ImageWindow => ofImage(resolveWindow(context.node, spatial, kernel));

/**
 * Pads rows and columns of an NHWC image. Always explicitly, and never by the convolution itself: the native engine gives no
 * gradients of convolutions with other padding than its own.
 */
export const paddedImage = (
  context: OperatorContext,
  x: Tensor,
  begins: Pair,
  ends: Pair,
  value = 0,
): Tensor4D => padded(context.tf, x, { begins: [0, ...begins, 0], ends: [0, ...ends, 0], value }) as Tensor4D;
