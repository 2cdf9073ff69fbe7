import fc from 'fast-check';
import { expect, test } from 'vitest';
import { int, ints } from '../attributes.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Graph } from '../graph.ts';
import { cpuTarget } from './blocked/probe.ts';
import { lower } from './lower.ts';
import { randomFeeds, runGraph, worstDifference } from './testing/compare.ts';

const pair = (low: number, high: number) =>
  fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }));

const anyWindow = fc.record({
  batch: fc.integer({ min: 1, max: 9 }),
  channels: fc.constantFrom(3, 8, 16, 24, 32),
  filters: fc.constantFrom(8, 16, 32, 48),
  image: pair(6, 17),
  kernel: pair(1, 4),
  strides: pair(1, 3),
  dilations: pair(1, 2),
  begins: pair(0, 3),
  ends: pair(0, 3),
});

type Window = typeof anyWindow extends fc.Arbitrary<infer T> ? T : never;

/** Whether the dilated kernel lies within the padded image, along both axes. */
const fits = ({ image, kernel, dilations, begins, ends }: Window): boolean =>
  ([0, 1] as const).every((i) => (kernel[i] - 1) * dilations[i] + 1 <= begins[i] + image[i] + ends[i]);

const windows = anyWindow.filter(fits);

/** The forward pass and both gradients of one convolution. */
function convolutionGraph(window: Window): Graph {
  const { batch, channels, filters, image, kernel, strides, dilations, begins, ends } = window;
  const pads = [...begins, ...ends];
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [batch, channels, ...image]);
  const w = b.input('w', 'float32', [filters, channels, ...kernel]);
  const y = b.Conv(x, w, undefined, { strides, dilations, pads });
  const dy = b.input('dy', 'float32', y.shape);
  const attributes = {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints(pads),
    group: int(1),
  };
  b.output('y', y);
  b.output('dx', b.ConvInputGrad(dy, w, x.shape, attributes));
  b.output('dw', b.ConvWeightGrad(dy, x, w.shape, attributes));
  return b.finish('convolution');
}

test('whatever the window, the chosen forms give what the simple ones give', async () => {
  const target = await cpuTarget();
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(windows, async (window) => {
      const graph = convolutionGraph(window);
      const feeds = randomFeeds(graph);
      const simple = { Conv: 'standard', ConvInputGrad: 'transposed', ConvWeightGrad: 'swapped' };
      const keys = Object.keys(lower(graph, { target }).plan.choices);
      const choices = Object.fromEntries(
        keys.map((key) => [key, Object.entries(simple).find(([op]) => key.startsWith(`${op} `))?.[1] ?? '']),
      );
      const wanted = await runGraph(lower(graph, { plan: { version: 1, choices } }).graph, feeds);
      for (const lowered of [lower(graph), lower(graph, { target })]) {
        for (const form of Object.values(lowered.plan.choices)) seen.add(form);
        expect(worstDifference(wanted, await runGraph(lowered.graph, feeds))).toBeLessThan(1e-5);
      }
    }),
    { numRuns: 60 },
  );
  expect(seen.size).toBeGreaterThan(3);
});
