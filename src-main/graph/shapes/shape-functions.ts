import { internalDomain, type Node } from '../graph.ts';
import { blockedDomain, blockedShapes } from './blocked.ts';
import { convolutionGradientShapes, convolutionShapes } from './convolution.ts';
import { elementwiseShapes, internalElementwiseShapes } from './elementwise.ts';
import { indexingShapes } from './indexing.ts';
import { linearShapes } from './linear.ts';
import { movementShapes } from './movement.ts';
import { normalizationGradientShapes, normalizationShapes } from './normalization.ts';
import { poolingGradientShapes, poolingShapes } from './pooling.ts';
import { reductionShapes } from './reduction.ts';
import { resamplingShapes } from './resampling.ts';
import { ShapeContext, type ShapeFunctions, type ShapeSource, type StaticType } from './shape-context.ts';

const onnxShapes: ShapeFunctions = {
  ...convolutionShapes,
  ...elementwiseShapes,
  ...indexingShapes,
  ...linearShapes,
  ...movementShapes,
  ...normalizationShapes,
  ...poolingShapes,
  ...reductionShapes,
  ...resamplingShapes,
};

/** Operators of ONNX's own domain whose outputs' types are inferred. */
export const shapedOperators: readonly string[] = Object.keys(onnxShapes);

const internalShapes: ShapeFunctions = {
  ...internalElementwiseShapes,
  ...convolutionGradientShapes,
  ...normalizationGradientShapes,
  ...poolingGradientShapes,
};

const tables: Readonly<Record<string, ShapeFunctions>> = {
  '': onnxShapes,
  [internalDomain]: internalShapes,
  [blockedDomain]: blockedShapes,
};

/** Types of a node's outputs; throws an Error that names the node when the operator is unknown or inputs do not fit. */
export function inferOutputs(node: Node, source: ShapeSource): readonly StaticType[] {
  const context = new ShapeContext(node, source);
  const domain = node.domain === 'ai.onnx' ? '' : node.domain;
  const rule = tables[domain]?.[node.op];
  if (rule === undefined) throw context.error('no shape function for this operator');
  return rule(context);
}
