import type { Graph, Node } from '../../graph/graph.ts';
import { int64s } from '../../graph/tensor-data.ts';

const asksForExtents = ({ op }: Node): boolean => op === 'Shape' || op === 'Size';

function reachedFrom(nodes: readonly Node[], source: string, stops: (node: Node) => boolean): Set<string> {
  const reached = new Set([source]);
  for (const node of nodes) {
    if (stops(node) || !node.inputs.some((name) => reached.has(name))) continue;
    for (const name of node.outputs) if (name !== '') reached.add(name);
  }
  return reached;
}

/** Names of all values that are computed from the contents of `source`. */
export const computedFrom = (nodes: readonly Node[], source: string): Set<string> =>
  reachedFrom(nodes, source, asksForExtents);

/**
 * Outputs of the Expand nodes that repeat something (a class token) for every picture: what they repeat does not come from the picture, but how
 * often does.
 */
export function repeatedForPictures(nodes: readonly Node[], picture: string): Set<string> {
  const reached = computedFrom(nodes, picture);
  const sized = reachedFrom(nodes, picture, () => false);
  return new Set(
    nodes.flatMap(({ op, inputs: [x = '', shape = ''], outputs: [y = ''] }) =>
      op === 'Expand' && !reached.has(x) && sized.has(shape) ? [y] : [],
    ),
  );
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
