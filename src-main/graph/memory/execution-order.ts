import type { Graph, Node } from '../graph.ts';

/**
 * Nodes in the order in which ONNX Runtime 1.30 runs them (core/graph: `GraphViewer`, `Graph::ReverseDFSFrom` with `NodeCompare`): depth first
 * from the nodes that nobody reads, the last one first, and of a node's inputs the one that stands last in the graph first. So a node runs
 * when its first reader needs it, wherever it stands. What the runtime fuses changes this only in places.
 */
export function executionOrder({ nodes }: Graph): readonly Node[] {
  const sources = sourcesOf(nodes);
  const read = new Set(sources.flat());
  const stack = [...nodes.keys()]
    .filter((index) => !read.has(index))
    .map((index) => ({ index, leave: false }));
  const visited = new Set<number>();
  const order: Node[] = [];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { index, leave } = entry;
    if (leave) order.push(nodes[index]!);
    if (leave || visited.has(index)) continue;
    visited.add(index);
    stack.push({ index, leave: true });
    for (const source of sources[index]!)
      if (!visited.has(source)) stack.push({ index: source, leave: false });
  }
  return order;
}

/** For each node the places of those that it reads from, ascending. */
function sourcesOf(nodes: readonly Node[]): readonly (readonly number[])[] {
  const producers = new Map(
    nodes.flatMap(({ outputs }, index) => outputs.map((name) => [name, index] as const)),
  );
  return nodes.map(({ inputs }) => {
    const found = inputs.flatMap((name) => (name === '' ? [] : (producers.get(name) ?? [])));
    return [...new Set(found)].sort((a, b) => a - b);
  });
}
