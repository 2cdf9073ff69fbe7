import { getInt, getText } from '../../attributes.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

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

function checkSampling(context: RuleContext, factors: readonly number[]): void {
  const { node } = context;
  const mode = getText(node, 'mode', 'nearest');
  const coordinates = getText(node, 'coordinate_transformation_mode', 'half_pixel');
  const rounding = getText(node, 'nearest_mode', 'round_prefer_floor');
  // The scales sample, not the extents, which are cut to whole numbers.
  const scales = context.has(2) ? (context.numbers(2) ?? []) : [];
  const whole = factors.every(Number.isInteger) && scales.every((scale, axis) => scale === factors[axis]);
  if (mode !== 'nearest' || !whole) {
    const shown = (scales.length > 0 ? scales : factors).join(', ');
    throw context.unsupported(`${mode} by [${shown}]; only nearest by whole factors`);
  }
  if (copying[coordinates]?.includes(rounding) !== true) {
    throw context.unsupported(`sampling ${coordinates} with ${rounding}`);
  }
}

/** Nearest-neighbour enlargement by whole factors: each pixel gets the sum of its copies. */
const resize: GradientRule = (context) => {
  const { b, dy } = context;
  const { shape } = context.input(0);
  const factors = shape.map((dim, axis) => (dy.shape[axis] ?? 0) / dim);
  checkSampling(context, factors);
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
