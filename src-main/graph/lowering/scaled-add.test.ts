import { expect, test } from 'vitest';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Graph } from '../graph.ts';
import { cpuTarget } from './blocked/probe.ts';
import { lower } from './lower.ts';
import { randomFeeds, runGraph, worstDifference } from './testing/compare.ts';

/** Two steps of an optimizer: the first result is used within the graph, the second leaves it. */
function updateGraph(shape: readonly number[]): Graph {
  const b = createGraphBuilder();
  const [x, z] = [b.input('x', 'float32', shape), b.input('z', 'float32', shape)];
  const inner = b.ScaledAdd(x, 0.9, z);
  b.output('y', b.ScaledAdd(inner, b.input('rate', 'float32', []), x));
  return b.finish('update');
}

test.each([
  ['a matrix', [64, 128]],
  ['weights of a stem', [64, 3, 7, 7]],
  ['rows of a prime length', [8, 4099]],
  ['an odd number of elements', [4099]],
  ['a short vector', [16]],
])('%s: in one pass it gives what two operators give', async (_, shape) => {
  const graph = updateGraph(shape);
  const feeds = randomFeeds(graph);
  const wanted = await runGraph(lower(graph).graph, feeds);
  const fast = lower(graph, { target: await cpuTarget() });
  expect(worstDifference(wanted, await runGraph(fast.graph, feeds))).toBeLessThan(1e-5);
});

test('the one that gives a graph output keeps its shape without a copy', async () => {
  const target = await cpuTarget();
  const { choices } = lower(updateGraph([64, 128]), { target }).plan;
  expect(Object.values(choices)).toEqual([target.blockSize > 0 ? 'one-pass' : 'separate', 'separate']);
});
