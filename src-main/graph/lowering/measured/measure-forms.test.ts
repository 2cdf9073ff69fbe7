import { expect, test } from 'vitest';
import { createGraphBuilder } from '../../builder/graph-builder.ts';
import { onnxRuntime } from '../../executors/onnxruntime.ts';
import type { Graph } from '../../graph.ts';
import { int, ints } from '../../attributes.ts';
import { cpuTarget } from '../blocked/probe.ts';
import { lower } from '../lower.ts';
import { anyTarget } from '../target.ts';
import { randomFeeds, runGraph, worstDifference } from '../testing/compare.ts';
import { byCosts } from './form-costs.ts';
import { formGraph } from './form-graph.ts';
import { measureForms, openQuestions } from './measure-forms.ts';

/** Two convolutions, the second twice as wide, with the weight gradient of the first. */
function network(batch: number): Graph {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [batch, 16, 32, 32]);
  const w = b.input('w', 'float32', [16, 16, 3, 3]);
  const wide = b.input('wide', 'float32', [32, 16, 3, 3]);
  const window = { pads: [1, 1, 1, 1] };
  const y = b.Conv(x, w, undefined, window);
  b.output('z', b.Conv(b.Relu(y), wide, undefined, window));
  const attributes = {
    kernel_shape: ints([3, 3]),
    strides: ints([1, 1]),
    dilations: ints([1, 1]),
    pads: ints([1, 1, 1, 1]),
    group: int(1),
  };
  b.output('dw', b.ConvWeightGrad(y, x, w.shape, attributes));
  return b.finish('network');
}

test('expensive nodes are asked for, those with most work first, and cheap ones are not', async () => {
  const target = await cpuTarget();
  const works = openQuestions(network(16), { target, known: {} }).map(({ work }) => work);
  const one = 16 * 32 * 32 * 16 * 16 * 9;
  // Conv has one form where nothing is blocked.
  expect(works).toEqual(target.blockSize > 0 ? [2 * one, one, one] : [one]);
  expect(openQuestions(network(1), { target, known: {} }).every(({ work }) => work >= 20e6)).toBe(true);
});

test('every fitting form is timed alone, once a machine', async () => {
  const target = await cpuTarget();
  const graph = network(16);
  const told: number[] = [];
  const options = { target, executor: onnxRuntime, threads: 1, known: {} };
  const questions = openQuestions(graph, options);
  const costs = await measureForms(graph, { ...options, onProgress: (done) => told.push(done) });
  expect(told).toEqual([...questions.keys()]);
  expect(questions.length).toBeGreaterThan(0);
  for (const { key, fitting } of questions) {
    expect(Object.keys(costs[key] ?? {}).toSorted()).toEqual([...fitting].toSorted());
    expect(Object.values(costs[key] ?? {}).every((time) => time > 0)).toBe(true);
  }
  expect(openQuestions(graph, { target, known: costs })).toEqual([]);
  expect(openQuestions(graph, { target, known: {}, plan: lower(graph, { target }).plan })).toEqual([]);
});

test('an aborted measurement keeps what it has', async () => {
  const options = { target: anyTarget, executor: onnxRuntime, threads: 1, known: {} };
  expect(await measureForms(network(16), { ...options, signal: AbortSignal.abort() })).toEqual({});
});

test('a form that is clearly faster is taken, and the results stay the same', async () => {
  const graph = network(16);
  const usual = lower(graph);
  const [question] = openQuestions(graph, { target: anyTarget, known: {} });
  const key = question?.key ?? '';
  expect(usual.plan.choices[key]).toBe('columns');
  const chosen = (times: Record<string, number>, plan = { version: 1 as const, choices: {} }) =>
    lower(graph, { pick: byCosts({ [key]: times }), plan });
  expect(chosen({ columns: 10, swapped: 9.5 }).plan).toEqual(usual.plan);
  expect(chosen({ swapped: 1 }).plan.choices[key]).toBe('swapped');
  expect(chosen({ columns: 10, swapped: 5 }, usual.plan).plan).toEqual(usual.plan);
  const other = chosen({ columns: 10, swapped: 5, unknown: 1 });
  expect(other.plan.choices[key]).toBe('swapped');
  const feeds = randomFeeds(graph);
  const difference = worstDifference(await runGraph(usual.graph, feeds), await runGraph(other.graph, feeds));
  expect(difference).toBeLessThan(1e-5);
});

test('a form is timed without changes of layout', async () => {
  const target = await cpuTarget();
  for (const question of openQuestions(network(16), { target, known: {} })) {
    const plain = question.fitting.filter((name) => !/block|by-|spread|phases/.test(name));
    for (const name of question.fitting) {
      const { inputs } = formGraph(question, name);
      const blocked = inputs.filter((input) => input.endsWith('/blocked'));
      expect(blocked.length > 0).toBe(!plain.includes(name));
    }
  }
});
