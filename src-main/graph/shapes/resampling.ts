import { getInt } from '../attributes.ts';
import { resolveResize } from './resize.ts';
import type { ShapeContext, ShapeFunctions, StaticType } from './shape-context.ts';

function resize(context: ShapeContext): readonly StaticType[] {
  return [{ elementType: context.input(0).elementType, shape: resolveResize(context).shape }];
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
