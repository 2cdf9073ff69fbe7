import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import type { Graph } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';
import { executionOrder } from './execution-order.ts';
import { peakBytes } from './peak-memory.ts';
import { recompute } from './recompute.ts';
import { cutPlaces } from './segments.ts';
import { chain, chainFeeds, passOf } from './testing/training-graphs.ts';

async function results(graph: Graph, feeds: Record<string, TensorData>) {
  const executable = await onnxRuntime.load(graph, { threads: 1 });
  const outputs = await executable.run(feeds);
  await executable.dispose();
  return outputs;
}

test('computed again, activations give the very same loss and gradients', async () => {
  const pass = passOf(chain(12, 1024));
  const feeds = chainFeeds(12, 1024);
  const plain = await results(pass.graph, feeds);
  for (const count of [2, 5]) {
    expect(await results(recompute(pass, cutPlaces(pass, count)), feeds)).toEqual(plain);
  }
});

test('every node stands behind those that it reads from, and the forward pass stays as it was', () => {
  const pass = passOf(chain(12, 1024));
  const graph = recompute(pass, cutPlaces(pass, 4));
  const known = new Set(['', ...graph.inputs, ...graph.initializers.keys()]);
  for (const node of graph.nodes) {
    for (const name of node.inputs) expect(known).toContain(name);
    for (const name of node.outputs) known.add(name);
  }
  expect(graph.nodes.slice(0, pass.forward.length)).toEqual(pass.forward);
  expect(new Set(graph.nodes.map(({ name }) => name)).size).toBe(graph.nodes.length);
  // No gradient of the chain's end has to wait for what is computed again of its beginning.
  const order = executionOrder(graph).map(({ name }) => name);
  expect(order.indexOf('again/0/zero')).toBeGreaterThan(order.indexOf('again/1/zero'));
});

test('a NaN among the gradients spoils no shape', async () => {
  const pass = passOf(chain(6, 1024));
  const images = formula(1, [1024, 64]);
  images.data[0] = Number.NaN;
  const { loss } = await results(recompute(pass, cutPlaces(pass, 3)), { ...chainFeeds(6, 1024), images });
  expect(loss?.data[0]).toBeNaN();
});

describe('ONNX Runtime does not merge what is computed again', () => {
  const run = promisify(execFile);
  const program = fileURLToPath(new URL('testing/peak-run.ts', import.meta.url));
  const [layers, rows] = [16, 2 ** 15];

  /** Bytes that a process of its own took at most. */
  const taken = async (segments: number): Promise<number> => {
    const { stdout } = await run(process.execPath, [program, ...[layers, rows, segments].map(String)]);
    return Number(stdout);
  };

  test('a process takes less memory, by what is foreseen', async () => {
    const pass = passOf(chain(layers, rows));
    const foreseen = peakBytes(pass.graph) - peakBytes(recompute(pass, cutPlaces(pass, 4)));
    expect(foreseen).toBeGreaterThan(100e6);
    const saved = (await taken(1)) - (await taken(4));
    // How much a process keeps of what it has given back differs from system to system.
    expect(saved).toBeGreaterThan(0.8 * foreseen);
    expect(saved).toBeLessThan(1.6 * foreseen);
  }, 300_000);
});
