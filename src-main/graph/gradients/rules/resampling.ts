import { getInt, getText } from '../../attributes.ts';
import type { GradientRule, GradientRules } from '../rule-context.ts';

/** Nearest-neighbour enlargement by whole factors: each pixel gets the sum of its copies. */
const resize: GradientRule = (context) => {
  const { b, dy, node } = context;
  const { shape } = context.input(0);
  const factors = shape.map((dim, axis) => (dy.shape[axis] ?? 0) / dim);
  const mode = getText(node, 'mode', 'nearest');
  if (mode !== 'nearest' || !factors.every(Number.isInteger)) {
    throw context.unsupported(`${mode} by [${factors.join(', ')}]; only nearest by whole factors`);
  }
  const split = b.Reshape(
    dy,
    shape.flatMap((dim, axis) => [dim, factors[axis] ?? 1]),
  );
  return [
    b.ReduceSum(
      split,
      shape.map((_, axis) => 2 * axis + 1),
      false,
    ),
  ];
};

const depthToSpace: GradientRule = (context) => {
  const { b, dy, node } = context;
  const [batch = 1, channels = 1, height = 1, width = 1] = context.input(0).shape;
  const size = getInt(node, 'blocksize', 1);
  const depth = channels / size ** 2;
  // DCR keeps the block ahead of the channels, CRD behind them (ONNX DepthToSpace).
  const split = b.Reshape(dy, [batch, depth, height, size, width, size]);
  const order = getText(node, 'mode', 'DCR') === 'DCR' ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4];
  return [b.Reshape(b.Transpose(split, order), [batch, channels, height, width])];
};

export const resamplingRules: GradientRules = { Resize: resize, DepthToSpace: depthToSpace };
