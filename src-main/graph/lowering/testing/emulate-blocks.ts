import { getInt, getInts, getText } from '../../attributes.ts';
import { createGraphBuilder, type GraphBuilder } from '../../builder/graph-builder.ts';
import { windowAttributes } from '../../builder/window-attributes.ts';
import { describeNode, type Graph, type Node, type Value } from '../../graph.ts';
import { blockedDomain } from '../../shapes/blocked.ts';

/** [N, C / B, H, W, B] to [N, C, H, W], both as they lie in memory. */
function unblock(b: GraphBuilder, x: Value, block: number): Value {
  const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
  const split = b.Reshape(x, [batch, channels / block, height, width, block]);
  return b.Reshape(b.Transpose(split, [0, 1, 4, 2, 3]), x.shape);
}

function toBlocks(b: GraphBuilder, x: Value, block: number): Value {
  const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
  const split = b.Reshape(x, [batch, channels / block, block, height, width]);
  return b.Reshape(b.Transpose(split, [0, 1, 3, 4, 2]), x.shape);
}

function plainWeights(b: GraphBuilder, w: Value, block: number, group: number): Value {
  const [filters = 1, channels = 1, height = 1, width = 1] = w.shape;
  const outer = filters / block;
  if (group > 1 || channels < block) {
    const split = b.Reshape(w, [outer, channels, height, width, block]);
    return b.Reshape(b.Transpose(split, [0, 4, 1, 2, 3]), w.shape);
  }
  const split = b.Reshape(w, [outer, channels / block, height, width, block, block]);
  return b.Reshape(b.Transpose(split, [0, 5, 1, 4, 2, 3]), w.shape);
}

function conv(b: GraphBuilder, node: Node, inputs: readonly (Value | undefined)[], block: number): Value {
  const [x, w, bias, sum] = inputs;
  if (x === undefined || w === undefined) throw new Error(`${describeNode(node)} lacks an input.`);
  const group = getInt(node, 'group', 1);
  const input = (x.shape[1] ?? 1) < block ? x : unblock(b, x, block);
  const options = Object.fromEntries(
    ['strides', 'dilations', 'pads'].flatMap((name) => {
      const value = getInts(node, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const [y] = b.emit('Conv', [input, plainWeights(b, w, block, group), bias], {
    attributes: {
      ...windowAttributes(options),
      ...(group > 1 ? { group: { kind: 'int', value: group } } : {}),
    },
  });
  if (y === undefined) throw new Error('Conv gave no output.');
  const summed = sum === undefined ? y : b.Add(y, unblock(b, sum, block));
  return toBlocks(b, getText(node, 'activation', '') === 'Relu' ? b.Relu(summed) : summed, block);
}

function emulate(
  b: GraphBuilder,
  node: Node,
  inputs: readonly (Value | undefined)[],
  block: number,
): Value | undefined {
  const [x] = inputs;
  if (node.domain !== blockedDomain || x === undefined) return undefined;
  switch (node.op) {
    case 'Conv':
      return conv(b, node, inputs, block);
    case 'ReorderInput':
      return toBlocks(b, x, block);
    case 'ReorderOutput':
      return unblock(b, x, block);
    case 'GlobalAveragePool':
      return b.GlobalAveragePool(unblock(b, x, block));
    default:
      throw new Error(`${describeNode(node)} is not emulated.`);
  }
}

/**
 * The lowered graph with every blocked operator spelled out in standard ones, straight from the description of the layout in
 * `blocked/operators.ts`: shows what a machine with another block size would compute.
 */
export function emulateBlocks(graph: Graph, block: number): Graph {
  const b = createGraphBuilder();
  b.adopt({ ...graph, nodes: [], opsets: { '': graph.opsets[''] ?? 20 } });
  const renamed = new Map<string, string>();
  for (const original of graph.nodes) {
    const inputs = original.inputs.map((name) => renamed.get(name) ?? name);
    const values = inputs.map((name) => (name === '' ? undefined : b.value(name)));
    const value = b.scoped(`emulated/${original.name}`, () => emulate(b, original, values, block));
    if (value === undefined) b.append({ ...original, inputs });
    else renamed.set(original.outputs[0] ?? '', value.name);
  }
  for (const name of graph.outputs) b.output(name, b.value(renamed.get(name) ?? name));
  return b.finish(graph.name);
}
