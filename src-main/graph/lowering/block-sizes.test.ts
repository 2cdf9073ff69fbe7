import { describe, expect, test } from 'vitest';
import { int, ints } from '../attributes.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { gradients } from '../gradients/gradients.ts';
import type { Graph, Value } from '../graph.ts';
import { cpuTarget } from './blocked/probe.ts';
import { lower } from './lower.ts';
import { randomFeeds, runGraph, worstDifference } from './testing/compare.ts';
import { emulateBlocks } from './testing/emulate-blocks.ts';

interface Layer {
  readonly kernel: number;
  readonly stride?: number;
  readonly filters: number;
}

/**
 * Convolutions with batch norm one after the other, their loss and all gradients. No Relu: where rounding turns the sign of a value, the
 * whole gradient of its pixel comes or goes.
 */
function networkGraph(images: readonly number[], layers: readonly Layer[]): Graph {
  const b = createGraphBuilder();
  const weights: Value[] = [];
  let x = b.input('images', 'float32', images);
  for (const [i, { kernel, stride = 1, filters }] of layers.entries()) {
    const w = b.input(`${i}.weight`, 'float32', [filters, x.shape[1] ?? 1, kernel, kernel]);
    const pad = (kernel - 1) >> 1;
    const y = b.Conv(x, w, undefined, { strides: [stride, stride], pads: [pad, pad, pad, pad] });
    const scale = b.input(`${i}.scale`, 'float32', [filters]);
    const normal = b.BatchNormTraining(y, scale, b.input(`${i}.bias`, 'float32', [filters])).y;
    x = x.shape.join() === normal.shape.join() ? b.Add(normal, x) : normal;
    weights.push(w, scale);
  }
  const loss = b.ReduceSum(b.Mul(x, b.input('lossWeights', 'float32', x.shape)));
  for (const [i, gradient] of gradients(b, loss, weights).entries()) b.output(`gradient ${i}`, gradient);
  for (const [i, weight] of weights.entries()) {
    b.output(`next ${i}`, b.ScaledAdd(b.ScaledAdd(weight, 0.9, weight), -0.1, weight));
  }
  return b.finish('network');
}

const networks: Readonly<Record<string, Graph>> = {
  'large images': networkGraph(
    [3, 3, 32, 32],
    [
      { kernel: 3, filters: 16 },
      { kernel: 3, filters: 16 },
      { kernel: 3, filters: 32, stride: 2 },
      { kernel: 1, filters: 64 },
    ],
  ),
  'small images, an odd batch': networkGraph(
    [5, 16, 8, 8],
    [
      { kernel: 3, filters: 32, stride: 2 },
      { kernel: 3, filters: 32 },
      { kernel: 1, filters: 48, stride: 2 },
    ],
  ),
  'a large stem': networkGraph(
    [2, 3, 64, 64],
    [
      { kernel: 7, filters: 16, stride: 2 },
      { kernel: 5, filters: 16, stride: 2 },
    ],
  ),
};

describe.each(Object.entries(networks))('%s', (_, graph) => {
  const feeds = randomFeeds(graph);

  test.each([8, 16])('in blocks of %i the layout is what the forms take it for', async (blockSize) => {
    const wanted = await runGraph(lower(graph).graph, feeds);
    const lowered = lower(graph, { target: { blockSize } }).graph;
    expect(worstDifference(wanted, await runGraph(emulateBlocks(lowered, blockSize), feeds))).toBeLessThan(
      1e-4,
    );
  });

  test('the emulation computes what this machine computes', async () => {
    const target = await cpuTarget();
    const { graph: lowered } = lower(graph, { target });
    const emulated = await runGraph(emulateBlocks(lowered, target.blockSize), feeds);
    expect(worstDifference(await runGraph(lowered, feeds), emulated)).toBeLessThan(1e-4);
  });
});

test.each([8, 16])('every blocked form of a convolution is emulated in blocks of %i', async (blockSize) => {
  const forms = new Set<string>();
  const cases = [
    { x: [4, 32, 16, 16], kernel: 3, stride: 1 },
    { x: [4, 32, 32, 32], kernel: 3, stride: 2 },
    { x: [16, 32, 6, 6], kernel: 3, stride: 1 },
    { x: [4, 32, 8, 8], kernel: 1, stride: 2 },
  ];
  for (const { x, kernel, stride } of cases) {
    const b = createGraphBuilder();
    const input = b.input('x', 'float32', x);
    const w = b.input('w', 'float32', [48, 32, kernel, kernel]);
    const pad = (kernel - 1) >> 1;
    const window = { strides: [stride, stride], pads: [pad, pad, pad, pad] };
    const y = b.Conv(input, w, undefined, window);
    const dy = b.input('dy', 'float32', y.shape);
    const attributes = {
      kernel_shape: ints([kernel, kernel]),
      strides: ints(window.strides),
      pads: ints(window.pads),
      group: int(1),
    };
    b.output('y', y);
    b.output('dx', b.ConvInputGrad(dy, w, x, attributes));
    b.output('dw', b.ConvWeightGrad(dy, input, w.shape, attributes));
    const graph = b.finish('convolution');
    const feeds = randomFeeds(graph);
    const lowered = lower(graph, { target: { blockSize } });
    for (const form of Object.values(lowered.plan.choices)) forms.add(form);
    const wanted = await runGraph(lower(graph).graph, feeds);
    const got = await runGraph(emulateBlocks(lowered.graph, blockSize), feeds);
    expect(worstDifference(wanted, got)).toBeLessThan(1e-5);
  }
  const blocked = ['blocked', 'blocked-turned', 'by-images', 'by-pixels', 'phases', 'spread'];
  expect([...forms].filter((form) => blocked.includes(form)).toSorted()).toEqual(blocked);
});
