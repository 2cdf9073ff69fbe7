import type { Node } from '../graph.ts';

/** The nodes that `outputs` depend on, in order. */
export function neededNodes(nodes: readonly Node[], outputs: readonly string[]): readonly Node[] {
  const needed = new Set(outputs);
  const kept = nodes.toReversed().filter((node) => {
    const wanted = node.outputs.some((name) => needed.has(name));
    if (wanted) for (const name of node.inputs) needed.add(name);
    return wanted;
  });
  return kept.reverse();
}
