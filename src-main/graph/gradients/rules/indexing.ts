import { getInt, getText } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { normalizeAxis } from '../../shapes/shape-context.ts';
import { elementCount, int64s } from '../../tensor-data.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

/**
 * Adds `updates` [before, count, after] at `places` of the middle axis of zeros [before, extent, after]. ScatterElements rather
 * than ScatterND: ONNX Runtime adds its updates in order, so that repeated indices sum the same way every time.
 */
function addAt({ b }: RuleContext, places: Value, updates: Value, extent: number): Value {
  return b.ScatterSum(updates.shape.with(1, extent), b.Expand(places, updates.shape), updates, 1);
}

const gather: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, indices] = [context.input(0), context.input(1)];
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.shape.length);
  const before = elementCount(x.shape.slice(0, axis));
  const after = elementCount(x.shape.slice(axis + 1));
  const count = elementCount(indices.shape);
  const places = b.Reshape(indices, [1, count, 1]);
  const updates = b.Reshape(dy, [before, count, after]);
  return [b.Reshape(addAt(context, places, updates, x.shape[axis] ?? 1), x.shape)];
};

const gatherElements: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, indices] = [context.input(0), context.input(1)];
  const axis = getInt(context.node, 'axis', 0);
  return [b.ScatterSum(x.shape, indices, dy, axis)];
};

/** Index tuples [..., k] as places in the flattened axes that they index. */
function flatPlaces({ b }: RuleContext, indices: Value, extents: readonly number[]): Value {
  const sizes = b.Cast(b.constant(int64s(extents)), indices.elementType);
  const inside = b.Where(b.Less(indices, 0), b.Add(indices, sizes), indices);
  const strides = extents.map((_, i) => elementCount(extents.slice(i + 1)));
  const steps = b.Cast(b.constant(int64s(strides)), indices.elementType);
  return b.ReduceSum(b.Mul(inside, steps), [-1], false);
}

const gatherND: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, indices] = [context.input(0), context.input(1)];
  const leading = getInt(context.node, 'batch_dims', 0);
  const depth = indices.shape.at(-1) ?? 0;
  const batch = elementCount(x.shape.slice(0, leading));
  const count = elementCount(indices.shape.slice(leading, -1));
  const extents = x.shape.slice(leading, leading + depth);
  const after = elementCount(x.shape.slice(leading + depth));
  const places = b.Reshape(flatPlaces(context, indices, extents), [batch, count, 1]);
  const updates = b.Reshape(dy, [batch, count, after]);
  return [b.Reshape(addAt(context, places, updates, elementCount(extents)), x.shape)];
};

function scatterReduction(context: RuleContext): 'none' | 'add' {
  const reduction = getText(context.node, 'reduction', 'none');
  if (reduction !== 'none' && reduction !== 'add') throw context.unsupported(`reduction ${reduction}`);
  return reduction;
}

/** What is overwritten gets no gradient. Which of several updates of one place stays is not defined (ONNX), so each gets it. */
const scatterElements: GradientRule = (context) => {
  const { b, dy } = context;
  const indices = context.input(1);
  const axis = getInt(context.node, 'axis', 0);
  const overwrites = scatterReduction(context) === 'none';
  const kept = (): Value =>
    overwrites ? b.ScatterElements(dy, indices, context.zeros(context.input(2)), { axis }) : dy;
  return [
    context.needs(0) ? kept() : undefined,
    undefined,
    context.needs(2) ? b.GatherElements(dy, indices, axis) : undefined,
  ];
};

const scatterND: GradientRule = (context) => {
  const { b, dy } = context;
  const indices = context.input(1);
  const overwrites = scatterReduction(context) === 'none';
  const kept = (): Value => (overwrites ? b.ScatterND(dy, indices, context.zeros(context.input(2))) : dy);
  return [
    context.needs(0) ? kept() : undefined,
    undefined,
    context.needs(2) ? b.GatherND(dy, indices) : undefined,
  ];
};

/** Each value goes back to its place; no place is taken twice. */
const topK: GradientRule = (context) => {
  const { b } = context;
  const x = context.input(0);
  const [values, indices] = context.allOutputs(2);
  if (values === undefined || indices === undefined) throw context.unsupported('no indices');
  const axis = getInt(context.node, 'axis', -1);
  return [b.ScatterElements(context.zeros(x), indices, context.dy, { axis })];
};

export const indexingRules: GradientRules = {
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherND,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
  TopK: topK,
};
