import { getFloats, getInts, getText } from '../attributes.ts';
import { normalizeAxis, type ShapeContext } from './shape-context.ts';

/** How a Resize node scales each axis of its input. */
export interface ResizePlan {
  readonly shape: readonly number[];
  /** Single-precision factors by which coordinates are computed; the extents are cut to whole numbers. */
  readonly scales: readonly number[];
}

/** Values for the axes that the node names, and `fallback` for the others. */
function onAllAxes(
  context: ShapeContext,
  values: readonly number[],
  fallback: (axis: number) => number,
): readonly number[] {
  const rank = context.input(0).shape.length;
  const axes = getInts(context.node, 'axes')?.map((axis) => normalizeAxis(axis, rank)) ?? [...values.keys()];
  if (axes.length !== values.length) throw context.error(`${values.length} values for ${axes.length} axes`);
  return Array.from({ length: rank }, (_, axis) => {
    const place = axes.indexOf(axis);
    return place < 0 ? fallback(axis) : (values[place] ?? fallback(axis));
  });
}

/**
 * Resolves the sizes or scales of Resize and Upsample. Extents are computed in single precision, as ONNX Runtime does. Throws for sizes
 * that keep the aspect ratio.
 */
export function resolveResize(context: ShapeContext): ResizePlan {
  const { shape } = context.input(0);
  const sizes = context.numbers(3) ?? [];
  if (sizes.length > 0) {
    const policy = getText(context.node, 'keep_aspect_ratio_policy', 'stretch');
    if (policy !== 'stretch') throw context.error(`keep_aspect_ratio_policy ${policy} is not supported`);
    const result = onAllAxes(context, sizes, (axis) => shape[axis] ?? 1);
    return { shape: result, scales: result.map((size, axis) => Math.fround(size / (shape[axis] ?? 1))) };
  }
  // Before operator set 11 the scales were the second input, before 9 an attribute.
  const attribute = getFloats(context.node, 'scales');
  const given = attribute ?? context.requireNumbers(context.opset < 11 ? 1 : 2);
  const scales = onAllAxes(context, given, () => 1);
  return {
    shape: shape.map((dim, axis) => Math.floor(Math.fround(dim * Math.fround(scales[axis] ?? 1)))),
    scales,
  };
}
