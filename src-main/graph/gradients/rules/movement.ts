import { getInt, getInts } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { normalizeAxis } from '../../shapes/shape-context.ts';
import { type AxisSlice, resolveSlice } from '../../shapes/slice.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

const toInputShape: GradientRule = (context) => [context.reshaped(context.dy, context.input(0).shape)];

const transpose: GradientRule = (context) => {
  const rank = context.input(0).shape.length;
  const order = getInts(context.node, 'perm') ?? [...Array(rank).keys()].reverse();
  return [
    context.b.Transpose(
      context.dy,
      [...order.keys()].map((axis) => order.indexOf(axis)),
    ),
  ];
};

const expand: GradientRule = (context) => [context.unbroadcast(context.dy, context.input(0).shape)];

/** Each repetition becomes an axis of its own, which is summed. */
const tile: GradientRule = (context) => {
  const { shape } = context.input(0);
  const repeats = context.requireNumbers(1);
  const split = context.b.Reshape(
    context.dy,
    shape.flatMap((dim, i) => [repeats[i] ?? 1, dim]),
  );
  return [
    context.b.ReduceSum(
      split,
      shape.map((_, i) => 2 * i),
      false,
    ),
  ];
};

const concat: GradientRule = (context) => {
  const axis = normalizeAxis(getInt(context.node, 'axis', 1), context.output(0).shape.length);
  let start = 0;
  return context.node.inputs.map((_, i) => {
    const end = start + (context.input(i).shape[axis] ?? 0);
    const part = context.needs(i)
      ? context.b.Slice(context.dy, { starts: [start], ends: [end], axes: [axis] })
      : undefined;
    start = end;
    return part;
  });
};

const split: GradientRule = (context) => {
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), context.input(0).shape.length);
  const parts = context.node.outputs.map((_, i) => context.gradient(i) ?? context.zeros(context.output(i)));
  return [context.b.Concat(parts, axis)];
};

/** Puts the sliced elements of one axis back where they came from, zeros between and around them. */
function unslice(
  { b }: RuleContext,
  dy: Value,
  { axis, start, step, count }: AxisSlice,
  extent: number,
): Value {
  const gap = Math.abs(step);
  const first = step > 0 ? start : start + (count - 1) * step;
  const axes = [...dy.shape.keys()];
  const at = (value: number, rank: number, place: number): number[] =>
    Array.from({ length: rank }, (_, i) => (i === place ? value : 0));
  const ordered =
    step > 0 ? dy : b.Slice(dy, { starts: [-1], ends: [-(2 ** 31)], axes: [axis], steps: [-1] });
  const rank = axes.length;
  const dilate = (x: Value): Value => {
    const separate = b.Unsqueeze(x, [axis + 1]);
    const padded = b.Pad(separate, [...at(0, rank + 1, 0), ...at(gap - 1, rank + 1, axis + 1)]);
    return b.Reshape(padded, x.shape.with(axis, count * gap));
  };
  const spread = gap === 1 ? ordered : dilate(ordered);
  const used = spread.shape[axis] ?? 0;
  const room = extent - first;
  const cut = used > room ? b.Slice(spread, { starts: [0], ends: [room], axes: [axis] }) : spread;
  const after = room - (cut.shape[axis] ?? 0);
  if (first === 0 && after === 0) return cut;
  return b.Pad(cut, [...at(first, rank, axis), ...at(after, rank, axis)]);
}

const slice: GradientRule = (context) => {
  const { shape } = context.input(0);
  return [
    resolveSlice(context).reduce((dy, cut) => unslice(context, dy, cut, shape[cut.axis] ?? 0), context.dy),
  ];
};

/** The same sum from the other end. */
const cumSum: GradientRule = (context) => {
  const { b, dy, node } = context;
  const [exclusive, reverse] = [getInt(node, 'exclusive', 0) === 1, getInt(node, 'reverse', 0) === 1];
  return [b.CumSum(dy, context.input(1), { exclusive, reverse: !reverse })];
};

/** Keeps the same triangle. */
const trilu: GradientRule = (context) => {
  const { b, dy, node } = context;
  const k = context.has(1) ? context.input(1) : undefined;
  return b.emit('Trilu', [dy, k], { attributes: node.attributes });
};

export const movementRules: GradientRules = {
  Concat: concat,
  CumSum: cumSum,
  Expand: expand,
  Flatten: toInputShape,
  Reshape: toInputShape,
  Slice: slice,
  Split: split,
  Squeeze: toInputShape,
  Tile: tile,
  Transpose: transpose,
  Trilu: trilu,
  Unsqueeze: toInputShape,
};
