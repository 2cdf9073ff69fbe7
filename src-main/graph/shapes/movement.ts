import { getInt, getInts } from '../attributes.ts';
import { elementCount } from '../tensor-data.ts';
import { broadcastShapes } from './broadcast.ts';
import { normalizeAxis, type ShapeContext, type ShapeFunctions, type StaticType } from './shape-context.ts';

function reshape(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const target = context.numbersOrAttribute('shape', 1) ?? [];
  const zeroCopies = getInt(context.node, 'allowzero', 0) === 0;
  const partial = target.map((dim, i) => (dim === 0 && zeroCopies ? (shape[i] ?? 0) : dim));
  const known = elementCount(partial.filter((dim) => dim !== -1));
  const result = partial.map((dim) => (dim === -1 ? elementCount(shape) / known : dim));
  if (elementCount(result) !== elementCount(shape) || !result.every(Number.isInteger)) {
    throw context.error(`[${shape.join(', ')}] cannot take the shape [${target.join(', ')}]`);
  }
  return [{ elementType, shape: result }];
}

function transpose(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const order = getInts(context.node, 'perm') ?? [...shape.keys()].reverse();
  if (order.toSorted((a, b) => a - b).join() !== [...shape.keys()].join()) {
    throw context.error(`perm [${order.join(', ')}] does not order ${shape.length} axes`);
  }
  return [{ elementType, shape: order.map((axis) => shape[axis] ?? 0) }];
}

function flatten(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axis = getInt(context.node, 'axis', 1);
  const split = axis < 0 ? axis + shape.length : axis;
  return [{ elementType, shape: [elementCount(shape.slice(0, split)), elementCount(shape.slice(split))] }];
}

function squeeze(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axes = context.numbersOrAttribute('axes', 1)?.map((axis) => normalizeAxis(axis, shape.length));
  const drop = axes ?? [...shape.keys()].filter((axis) => shape[axis] === 1);
  if (drop.some((axis) => shape[axis] !== 1)) throw context.error('only axes of extent 1 can be squeezed');
  return [{ elementType, shape: shape.filter((_, axis) => !drop.includes(axis)) }];
}

function unsqueeze(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axes = context.numbersOrAttribute('axes', 1) ?? [];
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => normalizeAxis(axis, rank)));
  const rest = shape.values();
  const result = Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.next().value ?? 1)));
  return [{ elementType, shape: result }];
}

function expand(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  return [{ elementType, shape: broadcastShapes(shape, context.requireNumbers(1)) }];
}

function tile(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const repeats = context.requireNumbers(1);
  return [{ elementType, shape: shape.map((dim, i) => dim * (repeats[i] ?? 1)) }];
}

function concat(context: ShapeContext): readonly StaticType[] {
  const inputs = context.node.inputs.map((_, i) => context.input(i));
  const { elementType, shape } = context.input(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 1), shape.length);
  const fits = inputs.every((value) => value.shape.every((dim, i) => i === axis || dim === shape[i]));
  if (!fits) throw context.error('inputs differ in more than the joined axis');
  const total = inputs.reduce((sum, value) => sum + (value.shape[axis] ?? 0), 0);
  return [{ elementType, shape: shape.map((dim, i) => (i === axis ? total : dim)) }];
}

function split(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), shape.length);
  const parts = context.node.outputs.length;
  const extent = shape[axis] ?? 0;
  const chunk = Math.ceil(extent / parts);
  const sizes =
    context.numbersOrAttribute('split', 1) ??
    Array.from({ length: parts }, (_, i) => Math.min(chunk, extent - i * chunk));
  return sizes.map((size) => ({ elementType, shape: shape.map((dim, i) => (i === axis ? size : dim)) }));
}

function pad(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const pads = context.numbersOrAttribute('pads', 1) ?? [];
  const axes = context.numbers(3)?.map((axis) => normalizeAxis(axis, shape.length)) ?? [...shape.keys()];
  const result = [...shape];
  axes.forEach((axis, i) => {
    result[axis] = (shape[axis] ?? 0) + (pads[i] ?? 0) + (pads[i + axes.length] ?? 0);
  });
  return [{ elementType, shape: result }];
}

export const movementShapes: ShapeFunctions = {
  Reshape: reshape,
  Transpose: transpose,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Expand: expand,
  Tile: tile,
  Concat: concat,
  Split: split,
  Pad: pad,
};
