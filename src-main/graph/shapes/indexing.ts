import { getInt, getTensor } from '../attributes.ts';
import type { ElementType } from '../tensor-data.ts';
import { elementTypeFromCode } from '../onnx/element-types.ts';
import { constantValue } from './constant.ts';
import { sameAsFirst } from './elementwise.ts';
import { normalizeAxis, type ShapeContext, type ShapeFunctions, type StaticType } from './shape-context.ts';
import { slice } from './slice.ts';

function gather(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), shape.length);
  const indices = context.input(1).shape;
  return [{ elementType, shape: [...shape.slice(0, axis), ...indices, ...shape.slice(axis + 1)] }];
}

function gatherElements(context: ShapeContext): readonly StaticType[] {
  return [{ elementType: context.input(0).elementType, shape: context.input(1).shape }];
}

function gatherND(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const indices = context.input(1).shape;
  const batch = getInt(context.node, 'batch_dims', 0);
  return [{ elementType, shape: [...indices.slice(0, -1), ...shape.slice(batch + (indices.at(-1) ?? 0))] }];
}

function cast(context: ShapeContext): readonly StaticType[] {
  const elementType = elementTypeFromCode(getInt(context.node, 'to', 1));
  return [{ elementType, shape: context.input(0).shape }];
}

function constant(context: ShapeContext): readonly StaticType[] {
  const value = constantValue(context.node);
  if (value === undefined) throw context.error('only constants made of numbers are supported');
  return [{ elementType: value.type, shape: value.dims }];
}

function constantOfShape(context: ShapeContext): readonly StaticType[] {
  const elementType: ElementType = getTensor(context.node, 'value')?.type ?? 'float32';
  return [{ elementType, shape: context.requireNumbers(0) }];
}

function oneHot(context: ShapeContext): readonly StaticType[] {
  const { shape } = context.input(0);
  const depth = context.requireNumbers(1)[0] ?? 0;
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), shape.length + 1);
  return [{ elementType: context.input(2).elementType, shape: shape.toSpliced(axis, 0, depth) }];
}

function range(context: ShapeContext): readonly StaticType[] {
  const [start = 0, limit = 0, delta = 1] = [0, 1, 2].map((i) => context.requireNumbers(i)[0] ?? 0);
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  return [{ elementType: context.input(0).elementType, shape: [count] }];
}

/** What a Shape node gives: all extents, or those from `start` to `end`. */
export function extentsOf(context: ShapeContext): readonly number[] {
  const { shape } = context.input(0);
  return shape.slice(getInt(context.node, 'start', 0), getInt(context.node, 'end', shape.length));
}

export const indexingShapes: ShapeFunctions = {
  Slice: slice,
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherND,
  Scatter: sameAsFirst,
  ScatterElements: sameAsFirst,
  ScatterND: sameAsFirst,
  Cast: cast,
  CastLike: (context) => [{ elementType: context.input(1).elementType, shape: context.input(0).shape }],
  Constant: constant,
  ConstantOfShape: constantOfShape,
  OneHot: oneHot,
  Range: range,
  Shape: (context) => [{ elementType: 'int64', shape: [extentsOf(context).length] }],
  Size: () => [{ elementType: 'int64', shape: [] }],
};
