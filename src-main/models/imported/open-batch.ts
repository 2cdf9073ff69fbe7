import type { Graph, Node } from '../../graph/graph.ts';
import { int64s } from '../../graph/tensor-data.ts';

/** Names of all values that are computed from `source`. */
export function computedFrom(nodes: readonly Node[], source: string): Set<string> {
  const reached = new Set([source]);
  for (const { op, inputs, outputs } of nodes) {
    // What only asks for extents does not carry the picture on.
    if (op === 'Shape' || op === 'Size' || !inputs.some((name) => reached.has(name))) continue;
    for (const name of outputs) if (name !== '') reached.add(name);
  }
  return reached;
}

/**
 * A graph that was exported for a fixed number of pictures, made to take any: each Reshape leaves its first extent open, as
 * that is what the number of pictures goes into. `sample` is the same graph with static shapes for the fixed number.
 */
export function withOpenBatch(graph: Graph, picture: string, sample: Graph): Graph {
  const reached = computedFrom(graph.nodes, picture);
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.map((node): Node => {
    const [x = ''] = node.inputs;
    const [y = ''] = node.outputs;
    const result = sample.values.get(y)?.shape;
    if (node.op !== 'Reshape' || !reached.has(x) || !result?.length) return node;
    const name = `${y}:open shape`;
    initializers.set(name, int64s([-1, ...result.slice(1).map(Number)]));
    return { ...node, inputs: [x, name] };
  });
  return { ...graph, nodes, initializers };
}
