import { getInt } from '../../attributes.ts';
import { normalizeAxis } from '../../shapes/shape-context.ts';
import { elementCount } from '../../tensor-data.ts';
import type { GradientRule, GradientRules } from '../rule-context.ts';

/**
 * Adds each gathered gradient back at its index. ScatterElements rather than ScatterND: ONNX Runtime adds its updates in
 * order, so that repeated indices sum the same way every time.
 */
const gather: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, indices] = [context.input(0), context.input(1)];
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), x.shape.length);
  const before = elementCount(x.shape.slice(0, axis));
  const after = elementCount(x.shape.slice(axis + 1));
  const count = elementCount(indices.shape);
  const zeros = b.Expand(b.scalar(x.elementType, 0), [before, x.shape[axis] ?? 1, after]);
  const places = b.Expand(b.Reshape(indices, [1, count, 1]), [before, count, after]);
  const updates = b.Reshape(dy, [before, count, after]);
  return [b.Reshape(b.ScatterElements(zeros, places, updates, { axis: 1, reduction: 'add' }), x.shape)];
};

const gatherElements: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, indices] = [context.input(0), context.input(1)];
  const axis = getInt(context.node, 'axis', 0);
  return [b.ScatterElements(context.zeros(x), indices, dy, { axis, reduction: 'add' })];
};

export const indexingRules: GradientRules = { Gather: gather, GatherElements: gatherElements };
