import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { getInt, getInts, getText, requireInts } from '../../../attributes.ts';
import type { Node } from '../../../graph.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import { byGroup, covered, depthwiseFilter, isDepthwise, spreadKernel } from './convolution.ts';
import { asImage, imageWindow, type ImageWindow, type Pair, paddedImage, toNchw, toNhwc } from './images.ts';

/**
 * What a convolution with these weights would take back: dy [N, h, w, M], w [M, C / group, rows, columns] to [N, ...extent, C],
 * without any padding.
 */
function takenBack(context: OperatorContext, dy: Tensor4D, w: Tensor, extent: Pair, strides: Pair): Tensor {
  const { tf } = context;
  const group = getInt(context.node, 'group', 1);
  const samples = dy.shape[0];
  const channels = w.shape[1] ?? 1;
  if (!context.differentiated && isDepthwise(w, group, strides)) {
    return tf
      .engine()
      .runKernel(
        tf.DepthwiseConv2dNativeBackpropInput,
        { dy, filter: depthwiseFilter(context, w, group) },
        { strides, pad: 'valid', dilations: [1, 1], inputShape: [samples, ...extent, group] },
      ) as Tensor;
  }
  return byGroup(context, group, [dy, 3, w, 0], (part, weights) =>
    tf.conv2dTranspose(
      part,
      tf.transpose(weights, [2, 3, 1, 0]),
      [samples, ...extent, channels],
      strides,
      'valid',
    ),
  );
}

/**
 * Padding before, where the output's extents or `auto_pad` decide it: half of what is too much, the larger half unless SAME_UPPER
 * (ONNX ConvTranspose).
 */
function implied(node: Node, extent: Pair, wanted: Pair): Pair | undefined {
  const mode = getText(node, 'auto_pad', 'NOTSET');
  if (mode === 'VALID') return [0, 0];
  if (mode === 'NOTSET' && !('output_shape' in node.attributes)) return undefined;
  const margins = [0, ...(getInts(node, 'output_padding') ?? [0, 0])].slice(-2);
  const before = (axis: 0 | 1): number => {
    const total = Math.max(0, extent[axis] + (margins[axis] ?? 0) - wanted[axis]);
    return mode === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2);
  };
  return [before(0), before(1)];
}

/** ONNX: stride * (size - 1) + covered kernel + output padding - pads; what lies under the pads is cut off. */
const convTranspose: Operator = (context) => {
  const { tf } = context;
  const shape = context.outputShape();
  const {
    strides,
    dilations,
    begins: given,
    kernel,
  } = imageWindow(context, shape.slice(2), context.input(1).shape.slice(2));
  const dy = toNhwc(context, asImage(context, context.tensor(0)));
  const w = spreadKernel(context, asImage(context, context.tensor(1)), dilations);
  const reach = covered(kernel, dilations);
  const extent: Pair = [strides[0] * (dy.shape[1] - 1) + reach[0], strides[1] * (dy.shape[2] - 1) + reach[1]];
  const [rows = 1, columns = 1] = shape.length === 3 ? [1, shape[2]] : shape.slice(2);
  const begins = implied(context.node, extent, [rows, columns]) ?? given;
  const ends: Pair = [rows + begins[0] - extent[0], columns + begins[1] - extent[1]];
  const full = takenBack(context, dy, w, extent, strides);
  const y = paddedImage(context, full, [-begins[0], -begins[1]], ends);
  const bias = context.optional(2);
  return context.reshaped(toNchw(context, bias === undefined ? y : tf.add(y, bias)), shape);
};

export const transposedConvolutionOperators: Operators = { ConvTranspose: convTranspose };

/** Extents of the padded input that a convolution saw. */
const paddedExtent = ({ begins, ends }: ImageWindow, [rows, columns]: Pair): Pair => [
  rows + begins[0] + ends[0],
  columns + begins[1] + ends[1],
];

const spatialPair = (shape: readonly number[]): Pair =>
  shape.length === 3 ? [1, shape[2] ?? 1] : [shape[2] ?? 1, shape[3] ?? 1];

const convInputGrad: Operator = (context) => {
  const inputShape = requireInts(context.node, 'input_shape');
  const window = imageWindow(context, inputShape.slice(2), context.input(1).shape.slice(2));
  const dy = toNhwc(context, asImage(context, context.tensor(0)));
  const w = spreadKernel(context, asImage(context, context.tensor(1)), window.dilations);
  const extent = paddedExtent(window, spatialPair(inputShape));
  const { begins, ends } = window;
  const dx = paddedImage(
    context,
    takenBack(context, dy, w, extent, window.strides),
    [-begins[0], -begins[1]],
    [-ends[0], -ends[1]],
  );
  return context.reshaped(toNchw(context, dx), context.outputShape());
};

/** The elements of a gradient of spread weights that are weights. */
function gatheredKernel(context: OperatorContext, w: Tensor, kernel: Pair, dilations: Pair): Tensor {
  const { tf } = context;
  return dilations.reduce((part, dilation, axis) => {
    if (dilation === 1) return part;
    const places = Int32Array.from({ length: kernel[axis]! }, (_, i) => i * dilation);
    return tf.gather(part, tf.tensor1d(places, 'int32'), axis);
  }, w);
}

/** x and dy of one group to the gradient of its filters, [rows, columns, C, M]. */
function filterGradient(context: OperatorContext, x: Tensor, dy: Tensor, reach: Pair, strides: Pair): Tensor {
  const { tf } = context;
  return tf.engine().runKernel(
    tf.Conv2DBackpropFilter,
    { x, dy },
    {
      strides,
      pad: 'valid',
      dataFormat: 'NHWC',
      filterShape: [...reach, x.shape[3] ?? 1, dy.shape[3] ?? 1],
    },
  ) as Tensor;
}

const convWeightGrad: Operator = (context) => {
  const { tf, node } = context;
  const weightShape = requireInts(node, 'weight_shape');
  const [filters = 1, perGroup = 1] = weightShape;
  const group = getInt(node, 'group', 1);
  const window = imageWindow(context, context.input(1).shape.slice(2), weightShape.slice(2));
  const { kernel, dilations, strides } = window;
  const dy = toNhwc(context, asImage(context, context.tensor(0)));
  const image = toNhwc(context, asImage(context, context.tensor(1)));
  const x = paddedImage(context, image, window.begins, window.ends);
  const reach = covered(kernel, dilations);
  const gradient = byGroup(context, group, [x, 3, dy, 3], (part, arriving) =>
    filterGradient(context, part, arriving, reach, strides),
  );
  const taken = gatheredKernel(context, gradient, kernel, dilations);
  const ordered = tf.transpose(
    context.reshaped(taken, [...kernel, perGroup, filters]) as Tensor4D,
    [3, 2, 0, 1],
  );
  return context.reshaped(ordered, weightShape);
};

export const internalConvolutionOperators: Operators = {
  ConvInputGrad: convInputGrad,
  ConvWeightGrad: convWeightGrad,
};
