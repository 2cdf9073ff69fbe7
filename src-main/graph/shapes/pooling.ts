import { requireInts } from '../attributes.ts';
import type { ShapeContext, ShapeFunctions, StaticType } from './shape-context.ts';
import { resolveWindow } from './window.ts';

function pool(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const { output } = resolveWindow(context.node, shape.slice(2), requireInts(context.node, 'kernel_shape'));
  const pooled = [...shape.slice(0, 2), ...output];
  const indices: StaticType = { elementType: 'int64', shape: pooled };
  return [{ elementType, shape: pooled }, ...(context.node.outputs.length > 1 ? [indices] : [])];
}

export function globalPool(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  return [{ elementType, shape: shape.map((dim, axis) => (axis < 2 ? dim : 1)) }];
}

export const poolingShapes: ShapeFunctions = {
  MaxPool: pool,
  AveragePool: pool,
  LpPool: pool,
  GlobalAveragePool: globalPool,
  GlobalLpPool: globalPool,
  GlobalMaxPool: globalPool,
};

/** Internal: (dY, Indices as MaxPool gives them). */
export const poolingGradientShapes: ShapeFunctions = {
  MaxPoolGrad: (context) => [
    { elementType: context.input(0).elementType, shape: requireInts(context.node, 'input_shape') },
  ],
};
