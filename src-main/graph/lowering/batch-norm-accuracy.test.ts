import { expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Graph } from '../graph.ts';
import { elementCount, float32, type TensorOf } from '../tensor-data.ts';
import { cpuTarget } from './blocked/probe.ts';
import { lower } from './lower.ts';
import { runGraph } from './testing/compare.ts';

const shape = [16, 16, 32, 32] as const;
const pixels = shape[2] * shape[3];

/** Channels around `mean` with standard deviations of 1. */
function around(mean: number): TensorOf<'float32'> {
  const random = createRandom(5);
  return float32(
    shape,
    Array.from({ length: elementCount(shape) }, () => mean + random.normal()),
  );
}

/** In double precision and two passes. */
function exactVariance({ data }: TensorOf<'float32'>, channel: number): number {
  const values = Array.from({ length: shape[0] }, (_, image) => {
    const start = (image * shape[1] + channel) * pixels;
    return [...data.subarray(start, start + pixels)];
  }).flat();
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
}

function statisticsGraph(): Graph {
  const b = createGraphBuilder();
  const channel = [shape[1]];
  const [scale, bias] = [b.input('scale', 'float32', channel), b.input('bias', 'float32', channel)];
  const { y, variance } = b.BatchNormTraining(b.input('x', 'float32', shape), scale, bias);
  b.output('y', y);
  b.output('variance', variance);
  return b.finish('statistics');
}

const target = await cpuTarget();
const forms = target.blockSize > 0 ? ['statistics', 'affine'] : ['statistics'];

test.each(forms)('%s: a mean of 30 standard deviations leaves the variance within 0.2 %', async (form) => {
  const x = around(30);
  const graph = statisticsGraph();
  const [key = ''] = Object.keys(lower(graph, { target }).plan.choices);
  const lowered = lower(graph, { target, plan: { version: 1, choices: { [key]: form } } });
  expect(lowered.plan.choices[key]).toBe(form);
  const ones = float32([shape[1]], Array<number>(shape[1]).fill(1));
  const { variance } = await runGraph(lowered.graph, { x, scale: ones, bias: ones });
  if (variance?.type !== 'float32') throw new TypeError('The variance is no float32 tensor.');
  for (const [channel, found] of variance.data.entries()) {
    expect(Math.abs(found / exactVariance(x, channel) - 1)).toBeLessThan(2e-3);
  }
});
