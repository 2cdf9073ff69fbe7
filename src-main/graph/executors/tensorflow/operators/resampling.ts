import type { Tensor } from '@tensorflow/tfjs-core';
import { getFloat, getInt, getText } from '../../../attributes.ts';
import { resolveResize } from '../../../shapes/resize.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';

/** Where output place i of an axis lies in the input (ONNX Resize, `coordinate_transformation_mode`). */
const coordinates: Readonly<Record<string, (i: number, axis: ResizedAxis) => number>> = {
  half_pixel: (i, { scale }) => (i + 0.5) / scale - 0.5,
  pytorch_half_pixel: (i, { scale, output }) => (output > 1 ? (i + 0.5) / scale - 0.5 : 0),
  asymmetric: (i, { scale }) => i / scale,
  align_corners: (i, { input, output }) => (output > 1 ? (i * (input - 1)) / (output - 1) : 0),
  half_pixel_symmetric: (i, { scale, input, output }) => {
    const adjustment = output / (scale * input);
    return (input / 2) * (1 - adjustment) + (i + 0.5) / scale - 0.5;
  },
};

interface ResizedAxis {
  readonly input: number;
  readonly output: number;
  readonly scale: number;
}

const roundings: Readonly<Record<string, (x: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
};

/** Weights of neighbours by their offset from a place. */
type Taps = (place: number) => readonly (readonly [neighbour: number, weight: number])[];

const linear: Taps = (place) => {
  const low = Math.floor(place);
  return [
    [low, 1 - (place - low)],
    [low + 1, place - low],
  ];
};

/** Keys 1981 with a free parameter. */
const cubic =
  (a: number): Taps =>
  (place) => {
    const low = Math.floor(place);
    const weight = (distance: number): number =>
      distance <= 1
        ? ((a + 2) * distance - (a + 3)) * distance ** 2 + 1
        : ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a;
    return [low - 1, low, low + 1, low + 2].map((tap) => [tap, weight(Math.abs(place - tap))] as const);
  };

function tapsOf(context: OperatorContext): Taps {
  const { node } = context;
  const mode = getText(node, 'mode', 'nearest');
  if (mode === 'linear') return linear;
  if (mode === 'cubic') return cubic(getFloat(node, 'cubic_coeff_a', -0.75));
  const rounding = roundings[getText(node, 'nearest_mode', 'round_prefer_floor')];
  if (mode !== 'nearest' || rounding === undefined) throw context.unsupported(`resizing by ${mode}`);
  return (place) => [[rounding(place), 1]];
}

/** The matrix [output, input] that resizes one axis. */
function resizingMatrix(context: OperatorContext, axis: ResizedAxis): Tensor {
  const mode = getText(context.node, 'coordinate_transformation_mode', 'half_pixel');
  const coordinate = coordinates[mode];
  if (coordinate === undefined) throw context.unsupported(`coordinates by ${mode}`);
  const taps = tapsOf(context);
  const { input, output } = axis;
  const excludes = getInt(context.node, 'exclude_outside', 0) === 1;
  const matrix = new Float32Array(output * input);
  for (let i = 0; i < output; i++) {
    // In single precision like the scales: a place that should be whole must not miss it by their rounding.
    const all = taps(Math.fround(coordinate(i, axis)));
    const used = excludes ? all.filter(([neighbour]) => neighbour >= 0 && neighbour < input) : all;
    const total = excludes ? used.reduce((sum, [, weight]) => sum + weight, 0) : 1;
    for (const [neighbour, weight] of used) {
      const inside = Math.min(Math.max(neighbour, 0), input - 1);
      matrix[i * input + inside]! += weight / total;
    }
  }
  return context.tf.tensor2d(matrix, [output, input]);
}

/** Multiplies one axis by a matrix [output, input]. */
function alongAxis(context: OperatorContext, x: Tensor, axis: number, matrix: Tensor): Tensor {
  const { tf } = context;
  const last = x.rank - 1;
  const order = [...x.shape.keys()].with(axis, last).with(last, axis);
  const moved = axis === last ? x : tf.transpose(x, order);
  const [output = 1, input = 1] = matrix.shape;
  const rows = context.reshaped(moved, [x.size / input, input]);
  const product = context.reshaped(tf.matMul(rows, matrix, false, true), moved.shape.with(last, output));
  return axis === last ? product : tf.transpose(product, order);
}

/** One matrix product an axis that changes: it covers every mode, and TensorFlow.js differentiates it. */
const resize: Operator = (context) => {
  const { node } = context;
  if (getInt(node, 'antialias', 0) === 1) throw context.unsupported('resizing with antialiasing');
  const { shape, scales } = resolveResize(context);
  return context.input(0).shape.reduce((x, from, axis) => {
    const [to = 1, scale = 1] = [shape[axis], scales[axis]];
    if (from === to && scale === 1) return x;
    return alongAxis(context, x, axis, resizingMatrix(context, { input: from, output: to, scale }));
  }, context.tensor(0));
};

const depthToSpace: Operator = (context) => {
  const x = context.tensor(0);
  const [samples = 1, channels = 1, height = 1, width = 1] = x.shape;
  const size = getInt(context.node, 'blocksize', 1);
  const depth = channels / size ** 2;
  // DCR keeps the block ahead of the channels, CRD behind them (ONNX DepthToSpace).
  const blockFirst = getText(context.node, 'mode', 'DCR') === 'DCR';
  const apart = blockFirst
    ? [samples, size, size, depth, height, width]
    : [samples, depth, size, size, height, width];
  const order = blockFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3];
  return context.reshaped(context.tf.transpose(context.reshaped(x, apart), order), context.outputShape());
};

const spaceToDepth: Operator = (context) => {
  const x = context.tensor(0);
  const [samples = 1, channels = 1, height = 1, width = 1] = x.shape;
  const size = getInt(context.node, 'blocksize', 1);
  const apart = context.reshaped(x, [samples, channels, height / size, size, width / size, size]);
  return context.reshaped(context.tf.transpose(apart, [0, 3, 5, 1, 2, 4]), context.outputShape());
};

export const resamplingOperators: Operators = {
  DepthToSpace: depthToSpace,
  Resize: resize,
  SpaceToDepth: spaceToDepth,
};
