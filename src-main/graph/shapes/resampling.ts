import { getInt } from '../attributes.ts';
import type { ShapeContext, ShapeFunctions, StaticType } from './shape-context.ts';

function resize(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const sizes = context.numbers(3);
  if (sizes !== undefined && sizes.length > 0) return [{ elementType, shape: sizes }];
  // Before operator set 11 the scales were the second input.
  const scales = context.requireNumbers(context.opset < 11 ? 1 : 2);
  return [{ elementType, shape: shape.map((dim, i) => Math.floor(dim * (scales[i] ?? 1))) }];
}

function depthToSpace(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const block = getInt(context.node, 'blocksize', 1);
  const [batch = 0, channels = 0, height = 0, width = 0] = shape;
  return [{ elementType, shape: [batch, channels / block ** 2, height * block, width * block] }];
}

function spaceToDepth(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const block = getInt(context.node, 'blocksize', 1);
  const [batch = 0, channels = 0, height = 0, width = 0] = shape;
  return [{ elementType, shape: [batch, channels * block ** 2, height / block, width / block] }];
}

export const resamplingShapes: ShapeFunctions = {
  Resize: resize,
  Upsample: resize,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
};
