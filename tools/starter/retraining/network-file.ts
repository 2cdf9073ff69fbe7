import { readFile } from 'node:fs/promises';
import type { GraphBuilder } from '../../../src-main/graph/builder/graph-builder.ts';
import { upgradeOperators } from '../../../src-main/graph/builder/upgrade-operators.ts';
import type { Graph, Node, Value } from '../../../src-main/graph/graph.ts';
import { withHalvedWeights, withSingleWeights } from '../../../src-main/graph/half-weights.ts';
import { decodeModel } from '../../../src-main/graph/onnx/decode.ts';
import { encodeModel } from '../../../src-main/graph/onnx/encode.ts';
import { withStaticShapes } from '../../../src-main/graph/shapes/static-shapes.ts';
import { elementCount, type TensorData, type TensorOf } from '../../../src-main/graph/tensor-data.ts';
import { type Initialization, linearUniform } from '../../../src-main/networks/initialization.ts';
import type { ParameterSpec, TensorSpecs } from '../../../src-main/networks/module.ts';

/** A network of an .onnx file, to be trained anew: the file gives its form, and its own weights only where they are asked for. */
export interface NetworkFile extends TensorSpecs {
  /** The file's, in order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly graph: Graph;
  /**
   * Adds the network for the shapes of `inputs`, which stand in the file's order. `weights` are by the names of the parameters; without
   * them the file's own are used and stay as they are. Gives any value by its name in the file.
   */
  forward(
    b: GraphBuilder,
    inputs: readonly Value[],
    weights?: ReadonlyMap<string, Value>,
  ): (name: string) => Value;
  /** The file with other weights, stored in half precision. */
  encode(tensor: (name: string) => TensorOf<'float32'>): Uint8Array;
}

const constant = (value: number): Initialization => ({ kind: 'constant', value });

/** Where PyTorch starts such a weight; which layer it belongs to is told by the operator that reads it. */
function startOf({ op }: Node, { dims }: TensorData): Initialization {
  switch (op) {
    case 'Conv':
    case 'Gemm':
      return dims.length > 1 ? linearUniform(elementCount(dims.slice(1))) : constant(0);
    case 'MatMul':
      return linearUniform(dims[0] ?? 1);
    case 'Mul':
      return constant(1);
    case 'LayerNormalization':
      // The bias, which is added, comes with the same operator: see `parameterOf`.
      return constant(1);
    case 'Add':
      return constant(0);
    default:
      throw new Error(`A weight that ${op} reads has no known start.`);
  }
}

function parameterOf(graph: Graph, name: string, data: TensorData): ParameterSpec {
  const reader = graph.nodes.find(({ inputs }) => inputs.includes(name));
  if (reader === undefined) throw new Error(`Nothing reads "${name}".`);
  const isNormBias = reader.op === 'LayerNormalization' && reader.inputs[2] === name;
  const initialization = isNormBias ? constant(0) : startOf(reader, data);
  return { name, shape: data.dims, initialization, weightDecay: true };
}

/** The same graph with other names, so that several can stand in one. Inputs and weights that exist already are given by `known`. */
function renamed(graph: Graph, prefix: string, known: ReadonlyMap<string, string>): Graph {
  const rename = (name: string): string => (name === '' ? '' : (known.get(name) ?? `${prefix}/${name}`));
  const kept = [...graph.initializers].filter(([name]) => !known.has(name));
  return {
    ...graph,
    inputs: [],
    nodes: graph.nodes.map((node) => ({
      ...node,
      name: rename(node.name),
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    })),
    initializers: new Map(kept.map(([name, data]) => [rename(name), data])),
  };
}

/** `prefix` sets the names of the file's parameters apart from those of other files. Every stored float is a parameter. */
export async function readNetworkFile(path: string, prefix: string): Promise<NetworkFile> {
  const graph = withSingleWeights(decodeModel(await readFile(path)));
  const stored = [...graph.initializers].filter(([, data]) => data.type === 'float32');
  const parameters = stored.map(([name, data]) => {
    const spec = parameterOf(graph, name, data);
    return { ...spec, name: `${prefix}/${name}` };
  });
  return {
    parameters,
    buffers: [],
    inputs: graph.inputs,
    outputs: graph.outputs,
    graph,
    forward(b, inputs, weights) {
      const shapes = graph.inputs.map((name, i): [string, readonly number[]] => [
        name,
        inputs[i]?.shape ?? [],
      ]);
      const fixed = withStaticShapes(graph, { inputs: Object.fromEntries(shapes) });
      const known = new Map(graph.inputs.map((name, i) => [name, inputs[i]?.name ?? '']));
      if (weights) for (const [name] of stored) known.set(name, weights.get(`${prefix}/${name}`)?.name ?? '');
      b.adopt(renamed(upgradeOperators(fixed), prefix, known));
      return (name) => b.value(known.get(name) ?? `${prefix}/${name}`);
    },
    encode(tensor) {
      const initializers = new Map(graph.initializers);
      for (const [name] of stored) initializers.set(name, tensor(`${prefix}/${name}`));
      return encodeModel(withHalvedWeights({ ...graph, initializers }));
    },
  };
}
