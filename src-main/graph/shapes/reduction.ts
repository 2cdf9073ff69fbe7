import { getInt } from '../attributes.ts';
import type { ElementType } from '../tensor-data.ts';
import { normalizeAxis, type ShapeContext, type ShapeFunctions, type StaticType } from './shape-context.ts';

export const reductionOperators = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSum',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceProd',
  'ReduceSum',
  'ReduceSumSquare',
] as const;

/** Axes that a Reduce* node sums over, normalised and sorted; none given means all, unless `noop_with_empty_axes`. */
export function reducedAxes(context: ShapeContext): readonly number[] {
  const rank = context.input(0).shape.length;
  const axes = context.numbersOrAttribute('axes', 1) ?? [];
  if (axes.length > 0) return axes.map((axis) => normalizeAxis(axis, rank)).sort((a, b) => a - b);
  return getInt(context.node, 'noop_with_empty_axes', 0) === 1 ? [] : [...Array(rank).keys()];
}

/** The shape after a reduction over `axes`. */
export function reducedShape(
  shape: readonly number[],
  axes: readonly number[],
  keep: boolean,
): readonly number[] {
  return keep
    ? shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
    : shape.filter((_, axis) => !axes.includes(axis));
}

function reduce(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const keep = getInt(context.node, 'keepdims', 1) === 1;
  return [{ elementType, shape: reducedShape(shape, reducedAxes(context), keep) }];
}

function argument(context: ShapeContext): readonly StaticType[] {
  const { shape } = context.input(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), shape.length);
  const keep = getInt(context.node, 'keepdims', 1) === 1;
  return [{ elementType: 'int64', shape: reducedShape(shape, [axis], keep) }];
}

function topK(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), shape.length);
  const k = context.numbers(1)?.[0] ?? getInt(context.node, 'k', 1);
  const result = shape.map((dim, i) => (i === axis ? k : dim));
  const indices: ElementType = 'int64';
  return [
    { elementType, shape: result },
    { elementType: indices, shape: result },
  ];
}

export const reductionShapes: ShapeFunctions = {
  ...Object.fromEntries(reductionOperators.map((name) => [name, reduce])),
  ArgMax: argument,
  ArgMin: argument,
  TopK: topK,
};
