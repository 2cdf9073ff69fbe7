import { UserError } from '../../../src-shared/errors.ts';
import { builderOpset, type Graph, type Node, type ValueType } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';
import { constantValue } from './constant.ts';
import { foldShapeArithmetic } from './shape-arithmetic.ts';
import { ShapeContext, type ShapeSource, type StaticType } from './shape-context.ts';
import { inferOutputs } from './shape-functions.ts';

/** What to put for each named extent, `{batch: 4}`, or for a whole input, `{image: [1, 3, 64, 64]}`. */
export interface ShapeBindings {
  readonly dimensions?: Readonly<Record<string, number>>;
  readonly inputs?: Readonly<Record<string, readonly number[]>>;
}

function checkExtents(input: string, shape: readonly number[]): void {
  if (shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) return;
  throw new UserError(
    'bad-input',
    `Input "${input}" of the model cannot have the shape [${shape.join(', ')}].`,
    'Give whole numbers from 0 on.',
  );
}

function bindInput(name: string, type: ValueType | undefined, bindings: ShapeBindings): StaticType {
  const elementType = type?.elementType ?? 'float32';
  const given = bindings.inputs?.[name];
  if (given !== undefined) {
    checkExtents(name, given);
    return { elementType, shape: given };
  }
  const shape = type?.shape?.map((dim) => (typeof dim === 'number' ? dim : bindings.dimensions?.[dim]));
  if (shape === undefined || !shape.every((dim) => dim !== undefined)) {
    const shown = type?.shape?.map((dim) => dim || '?').join(', ') ?? 'unknown';
    throw new UserError(
      'bad-input',
      `Input "${name}" of the model has the open shape [${shown}].`,
      'Give its extents.',
    );
  }
  checkExtents(name, shape);
  return { elementType, shape };
}

/**
 * Fixes every open extent and infers all shapes. Constant nodes and the shape arithmetic that exporters leave in a graph
 * become initializers, so that later passes see plain numbers. Throws a `UserError` for an extent that stays open or is no
 * whole number from 0 on, and an Error that names the node where an operator is unknown.
 */
export function withStaticShapes(graph: Graph, bindings: ShapeBindings = {}): Graph {
  const constants = new Map(graph.initializers);
  const types = new Map<string, StaticType>();
  for (const [name, { type, dims }] of constants) types.set(name, { elementType: type, shape: dims });
  for (const name of graph.inputs) types.set(name, bindInput(name, graph.values.get(name), bindings));
  const source: ShapeSource = {
    opset: graph.opsets[''] ?? builderOpset,
    type: (name) => types.get(name),
    constant: (name) => constants.get(name),
  };
  const nodes = graph.nodes.filter((node) => !absorb(node, source, types, constants));
  return { ...graph, nodes, values: types, initializers: constants };
}

/** Records a node's output types; true when its output became a constant and the node is not needed. */
function absorb(
  node: Node,
  source: ShapeSource,
  types: Map<string, StaticType>,
  constants: Map<string, TensorData>,
): boolean {
  const outputs = inferOutputs(node, source);
  node.outputs.forEach((name, i) => {
    const type = outputs[i];
    if (name !== '' && type !== undefined) types.set(name, type);
  });
  const [type] = outputs;
  const [name = ''] = node.outputs;
  if (type === undefined || type.elementType === 'string') return false;
  const context = new ShapeContext(node, source);
  const folded =
    node.op === 'Constant'
      ? constantValue(node)
      : foldShapeArithmetic(context, type.elementType, type.shape, source.constant);
  if (folded !== undefined) constants.set(name, folded);
  return folded !== undefined;
}
