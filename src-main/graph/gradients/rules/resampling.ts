import { getInt, getText } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { type ResizePlan, resolveResize } from '../../shapes/resize.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';
import { backAlongAxis, isIdentity } from './along-axis.ts';
import { resizeMap } from './resize-map.ts';

/**
 * Ways of sampling under which enlarging by a whole factor f copies each pixel into f neighbours (ONNX Resize): i / f
 * rounded down, or (i + 1/2) / f - 1/2, which is never half-way between two pixels, rounded to the nearest.
 */
const copying: Readonly<Record<string, readonly string[]>> = {
  asymmetric: ['floor'],
  half_pixel: ['round_prefer_floor', 'round_prefer_ceil'],
  half_pixel_symmetric: ['round_prefer_floor', 'round_prefer_ceil'],
  pytorch_half_pixel: ['round_prefer_floor', 'round_prefer_ceil'],
};

/** Whether every pixel is copied into a block of neighbours. */
function copiesBlocks(context: RuleContext, { shape, scales }: ResizePlan): boolean {
  const { node } = context;
  const coordinates = getText(node, 'coordinate_transformation_mode', 'half_pixel');
  const rounding = getText(node, 'nearest_mode', 'round_prefer_floor');
  const input = context.input(0).shape;
  return (
    getText(node, 'mode', 'nearest') === 'nearest' &&
    scales.every((scale, axis) => Number.isInteger(scale) && scale * (input[axis] ?? 1) === shape[axis]) &&
    copying[coordinates]?.includes(rounding) === true
  );
}

/** Each pixel gets the sum of its copies. */
function sumOfBlocks({ b, dy }: RuleContext, shape: readonly number[], scales: readonly number[]): Value {
  const split = b.Reshape(
    dy,
    shape.flatMap((dim, axis) => [dim, scales[axis] ?? 1]),
  );
  const copies = shape.map((_, axis) => 2 * axis + 1);
  return b.ReduceSum(split, copies, false);
}

/** Every kind of sampling is a linear map along each axis; the most common one has a shorter way. */
const resize: GradientRule = (context) => {
  const { shape } = context.input(0);
  const plan = resolveResize(context);
  if (copiesBlocks(context, plan)) return [sumOfBlocks(context, shape, plan.scales)];
  const gradient = shape.reduce((dy, inputs, axis) => {
    const [outputs = 1, scale = 1] = [plan.shape[axis], plan.scales[axis]];
    const map = resizeMap(context, { inputs, outputs, scale });
    return isIdentity(map) ? dy : backAlongAxis(context, dy, axis, map);
  }, context.dy);
  return [gradient];
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

/** Its channels are ordered as DepthToSpace's in mode DCR. */
const spaceToDepth: GradientRule = ({ b, dy, node }) => [b.DepthToSpace(dy, getInt(node, 'blocksize', 1))];

export const resamplingRules: GradientRules = {
  Resize: resize,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
};
