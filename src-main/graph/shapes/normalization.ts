import { getInt } from '../attributes.ts';
import { elementTypeFromCode } from '../onnx/element-types.ts';
import type { ElementType } from '../tensor-data.ts';
import { sameAsFirst } from './elementwise.ts';
import { normalizeAxis, type ShapeContext, type ShapeFunctions, type StaticType } from './shape-context.ts';

/** The type in which LayerNormalization and its relatives compute, single precision unless they say otherwise. */
export function stashType(context: ShapeContext): ElementType {
  const { elementType } = context.input(0);
  if (elementType === 'float64') return elementType;
  return elementTypeFromCode(getInt(context.node, 'stash_type', 1));
}

function layerNormalization(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), shape.length);
  const statistics: StaticType = {
    elementType: stashType(context),
    shape: shape.map((dim, i) => (i < axis ? dim : 1)),
  };
  return [{ elementType, shape }, statistics, statistics].slice(0, context.node.outputs.length);
}

function dropout(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  // Before operator set 10 the mask had the type of the data.
  const mask: StaticType = { elementType: context.opset < 10 ? elementType : 'bool', shape };
  return [{ elementType, shape }, mask].slice(0, context.node.outputs.length);
}

export const normalizationShapes: ShapeFunctions = {
  BatchNormalization: sameAsFirst,
  InstanceNormalization: sameAsFirst,
  GroupNormalization: sameAsFirst,
  Hardmax: sameAsFirst,
  LRN: sameAsFirst,
  LpNormalization: sameAsFirst,
  MeanVarianceNormalization: sameAsFirst,
  RMSNormalization: sameAsFirst,
  Softmax: sameAsFirst,
  LogSoftmax: sameAsFirst,
  LayerNormalization: layerNormalization,
  Dropout: dropout,
};

/** Channels of an NC... tensor as a vector type. */
function perChannel(context: ShapeContext): StaticType {
  const { elementType, shape } = context.input(0);
  return { elementType, shape: [shape[1] ?? 1] };
}

/** Internal: (X, scale, bias) gives Y, batch mean, biased batch variance; its gradient gives dX, dScale, dBias. */
export const normalizationGradientShapes: ShapeFunctions = {
  BatchNormTraining: (context) => [...sameAsFirst(context), perChannel(context), perChannel(context)],
  BatchNormTrainingGrad: (context) => [...sameAsFirst(context), perChannel(context), perChannel(context)],
  ReluGrad: sameAsFirst,
};
