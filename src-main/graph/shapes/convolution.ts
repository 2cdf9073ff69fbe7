import { getInt, requireInts } from '../attributes.ts';
import type { ShapeContext, ShapeFunctions, StaticType } from './shape-context.ts';
import { resolveTransposedWindow, resolveWindow } from './window.ts';

export function conv(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape: x } = context.input(0);
  const { shape: w } = context.input(1);
  const group = getInt(context.node, 'group', 1);
  const [batch = 0, channels = 0, ...spatial] = x;
  const [filters = 0, perGroup = 0, ...kernel] = w;
  if (w.length !== x.length || perGroup * group !== channels || filters % group !== 0) {
    throw context.error(`weights [${w.join(', ')}] do not fit input [${x.join(', ')}] in ${group} groups`);
  }
  const { output } = resolveWindow(context.node, spatial, kernel);
  if (output.some((dim) => dim < 1))
    throw context.error(`input [${x.join(', ')}] is smaller than the kernel`);
  return [{ elementType, shape: [batch, filters, ...output] }];
}

function convTranspose(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const [, perGroup = 0, ...kernel] = context.input(1).shape;
  const [batch = 0, , ...spatial] = shape;
  const channels = perGroup * getInt(context.node, 'group', 1);
  return [
    {
      elementType,
      shape: [batch, channels, ...resolveTransposedWindow(context.node, spatial, kernel).output],
    },
  ];
}

const shapeFromAttribute =
  (name: string) =>
  (context: ShapeContext): readonly StaticType[] => [
    { elementType: context.input(0).elementType, shape: requireInts(context.node, name) },
  ];

export const convolutionShapes: ShapeFunctions = { Conv: conv, ConvTranspose: convTranspose };

/** Internal: (dY, W) and (dY, X); the wanted shape is an attribute because a strided forward pass forgets it. */
export const convolutionGradientShapes: ShapeFunctions = {
  ConvInputGrad: shapeFromAttribute('input_shape'),
  ConvWeightGrad: shapeFromAttribute('weight_shape'),
};
