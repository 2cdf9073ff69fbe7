import { expect, test } from 'vitest';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { repeating } from '../executors/repeating.ts';
import type { Graph } from '../graph.ts';
import { decodeModel } from '../onnx/decode.ts';
import { encodeModel } from '../onnx/encode.ts';
import { float32, tensor } from '../tensor-data.ts';
import { repeatGraph } from './repeat-graph.ts';
import { stackTurns, turnOf } from './turns.ts';

/** state' = state * decay + x; seen = sum of x + state before. */
function accumulate(): Graph {
  const b = createGraphBuilder();
  const state = b.input('state', 'float32', [2]);
  const x = b.input('x', 'float32', [2]);
  const decay = b.input('decay', 'float32', []);
  b.output('next', b.Add(b.Mul(state, decay), x));
  b.output('seen', b.Add(state, x));
  return b.finish('accumulate');
}

test('turns go on from one another, within a run and from run to run', async () => {
  const options = { carried: { next: 'state' }, constant: ['decay'] };
  const step = await repeating(onnxRuntime, 4).load(accumulate(), options);
  step.carried?.write({ state: float32([2], [1, 2]) });
  const decay = float32([], [0.5]);
  const feeds = [1, 2, 3].map((x) => ({ x: float32([2], [x, -x]), decay }));
  const seen = (await step.runSteps?.(feeds))?.map((outputs) => [...(outputs['seen']?.data ?? [])]);
  // 1 -> 1.5 -> 2.75 -> 4.375 and 2 -> 0 -> -2 -> -4.
  expect(seen).toEqual([
    [2, 1],
    [3.5, -2],
    [5.75, -5],
  ]);
  expect(await step.carried?.read()).toEqual({ state: float32([2], [4.375, -4]) });
  const { seen: alone } = await step.run({ x: float32([2], [0, 0]), decay });
  expect(alone).toEqual(float32([2], [4.375, -4]));
  expect(await step.runSteps?.([])).toEqual([]);
  await step.dispose();
});

test('the loop survives being written to a file and read', () => {
  const graph = repeatGraph(accumulate(), { carried: { next: 'state' } });
  const read = decodeModel(encodeModel(graph));
  expect(read.inputs).toEqual(['turns', 'first/state', 'turns/x', 'turns/decay']);
  expect(read.outputs).toEqual(['last/state', 'turns/seen']);
  expect(encodeModel(read)).toEqual(encodeModel(graph));
});

test('without carried values a graph is loaded as it is', async () => {
  const step = await repeating(onnxRuntime, 4).load(accumulate());
  expect('runSteps' in step).toBe(false);
  await step.dispose();
});

test('what differs in shape or is no number cannot be stacked', () => {
  const stacked = stackTurns([float32([1], [1]), float32([1], [2])]);
  expect(stacked).toEqual(float32([2, 1], [1, 2]));
  expect(turnOf(stacked, 1)).toEqual(float32([1], [2]));
  expect(() => stackTurns([float32([1], [1]), float32([2], [1, 2])])).toThrow('one type and shape');
  expect(() => stackTurns([tensor('string', [1], ['a'])])).toThrow('Only numbers');
  expect(() => stackTurns([])).toThrow('Only numbers');
});
