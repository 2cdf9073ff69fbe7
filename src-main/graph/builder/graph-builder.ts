import type { Graph } from '../graph.ts';
import { convolutionMethods } from './convolution.ts';
import { elementwiseMethods } from './elementwise.ts';
import { Emitter } from './emitter.ts';
import { internalMethods } from './internal.ts';
import { linearMethods } from './linear.ts';
import type { Emit, EmitAll } from './methods.ts';
import { movementMethods } from './movement.ts';
import { normalizationMethods } from './normalization.ts';
import { reductionMethods } from './reduction.ts';
import { upgradeOperators } from './upgrade-operators.ts';

function operatorMethods(emitter: Emitter) {
  const emitAll: EmitAll = (op, inputs, outputs, attributes = {}, domain = '') =>
    emitter.emit(op, inputs, { attributes, outputs, domain });
  const emit: Emit = (op, inputs, attributes = {}) => {
    const [value] = emitter.emit(op, inputs, { attributes });
    if (value === undefined) throw new Error(`${op} gave no output.`);
    return value;
  };
  const constant = emitter.constant.bind(emitter);
  return {
    ...convolutionMethods(emit),
    ...elementwiseMethods(emit),
    ...internalMethods(emitAll),
    ...linearMethods(emit),
    ...movementMethods(emit, emitAll, constant),
    ...normalizationMethods(emit),
    ...reductionMethods(emit, constant),
  };
}

/**
 * Builds a graph: an `Emitter` (inputs, constants, outputs, scopes) with one method per ONNX operator, named as ONNX names
 * it. Shapes are static and checked as nodes are added.
 */
export type GraphBuilder = Emitter & ReturnType<typeof operatorMethods>;

export function createGraphBuilder(): GraphBuilder {
  const emitter = new Emitter();
  return Object.assign(emitter, operatorMethods(emitter));
}

/**
 * A builder that goes on from a graph whose shapes are all static (see `withStaticShapes`). Nodes of older operator sets are
 * rewritten for the one that builders use.
 */
export function builderFrom(graph: Graph): GraphBuilder {
  const builder = createGraphBuilder();
  builder.adopt(upgradeOperators(graph));
  return builder;
}
