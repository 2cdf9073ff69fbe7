import { expect, test } from 'vitest';
import { createGraphBuilder, type GraphBuilder } from '../builder/graph-builder.ts';
import { gradients } from '../gradients/gradients.ts';
import type { Graph, Value } from '../graph.ts';
import { encodeModel } from '../onnx/encode.ts';
import { cpuTarget } from './blocked/probe.ts';
import { lower } from './lower.ts';
import { randomFeeds, runGraph, worstDifference } from './testing/compare.ts';

const target = await cpuTarget();
const CHANNELS = 16;

function convNorm(b: GraphBuilder, x: Value, name: string, stride = 1): Value {
  const w = b.input(`${name}.weight`, 'float32', [CHANNELS, x.shape[1] ?? 1, 3, 3]);
  const y = b.Conv(x, w, undefined, { strides: [stride, stride], pads: [1, 1, 1, 1] });
  const scale = b.input(`${name}.scale`, 'float32', [CHANNELS]);
  return b.BatchNormTraining(y, scale, b.input(`${name}.bias`, 'float32', [CHANNELS])).y;
}

/** Adds the loss sum(y * weights), its gradients, and outputs for them and for y. */
function finishWithGradients(b: GraphBuilder, y: Value): Graph {
  const weights = b.input('weights', 'float32', y.shape);
  const loss = b.ReduceSum(b.Mul(y, weights));
  const wrt = ['x', 'a.weight', 'a.scale', 'b.weight', 'b.scale', 'b.bias'].filter((name) => b.has(name));
  const values = wrt.map((name) => b.value(name));
  const results = gradients(b, loss, values);
  b.output('y', y);
  results.forEach((gradient, i) => b.output(`gradient of ${wrt[i]}`, gradient));
  return b.finish('chain');
}

const chains: Readonly<Record<string, (b: GraphBuilder, x: Value) => Value>> = {
  'convolution, norm, Relu': (b, x) => b.Relu(convNorm(b, x, 'a')),
  'a residual block': (b, x) => {
    const inner = convNorm(b, b.Relu(convNorm(b, x, 'a')), 'b');
    return b.Relu(b.Add(inner, x));
  },
  'a residual block whose shortcut is a norm too': (b, x) =>
    b.Relu(b.Add(convNorm(b, x, 'a', 2), convNorm(b, x, 'b', 2))),
  'a norm that two nodes read': (b, x) => {
    const y = convNorm(b, x, 'a');
    return b.Add(b.Relu(y), y);
  },
  'a norm added to itself': (b, x) => {
    const y = convNorm(b, x, 'a');
    return b.Add(y, y);
  },
  'a norm before something that reads plain tensors': (b, x) =>
    b.Sigmoid(b.Transpose(convNorm(b, x, 'a'), [0, 2, 3, 1])),
  'two Relus': (b, x) => b.Relu(b.Sub(b.Relu(convNorm(b, x, 'a')), convNorm(b, x, 'b'))),
  'pooling behind': (b, x) => b.GlobalAveragePool(b.Relu(convNorm(b, x, 'a'))),
  'max pooling between': (b, x) =>
    convNorm(b, b.MaxPool(b.Relu(convNorm(b, x, 'a')), [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }), 'b'),
};

function chainGraph(name: string): Graph {
  const b = createGraphBuilder();
  return finishWithGradients(b, chains[name]!(b, b.input('x', 'float32', [4, CHANNELS, 8, 8])));
}

test.each(Object.keys(chains))('%s: the blocked layout gives what standard operators give', async (name) => {
  const graph = chainGraph(name);
  const feeds = randomFeeds(graph);
  const wanted = await runGraph(lower(graph).graph, feeds);
  const got = await runGraph(lower(graph, { target }).graph, feeds);
  expect(worstDifference(wanted, got)).toBeLessThan(1e-5);
});

test('an addition and a Relu behind a norm take no pass of their own', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [4, CHANNELS, 8, 8]);
  b.output('y', b.Relu(b.Add(convNorm(b, x, 'a'), x)));
  const { graph } = lower(b.finish('forward'), { target });
  const left = graph.nodes.filter(({ op }) => op === 'Relu' || op === 'Add').map(({ outputs }) => outputs);
  // The remaining addition is that of epsilon.
  expect(left).toHaveLength(target.blockSize === 0 ? 2 : 1);
});

test('inference batch norm gives the same in the blocked layout', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [4, CHANNELS, 8, 8]);
  const vector = (name: string): Value => b.input(name, 'float32', [CHANNELS]);
  const variance = b.Abs(vector('variance'));
  b.output('y', b.Relu(b.BatchNormalization(x, vector('scale'), vector('bias'), vector('mean'), variance)));
  const graph = b.finish('inference');
  const feeds = randomFeeds(graph);
  const wanted = await runGraph(lower(graph).graph, feeds);
  expect(worstDifference(wanted, await runGraph(lower(graph, { target }).graph, feeds))).toBeLessThan(1e-5);
});

test('a stored plan gives the same graph again', () => {
  const graph = chainGraph('a residual block');
  const first = lower(graph, { target });
  const second = lower(graph, { target, plan: first.plan });
  expect(second.plan).toEqual(first.plan);
  expect(Buffer.from(encodeModel(second.graph)).equals(Buffer.from(encodeModel(first.graph)))).toBe(true);
});

test('a plan is kept although another form would be chosen', async () => {
  const graph = chainGraph('convolution, norm, Relu');
  const plain = lower(graph);
  const kept = lower(graph, { target, plan: plain.plan });
  expect(kept.plan).toEqual(plain.plan);
  const feeds = randomFeeds(graph);
  expect(worstDifference(await runGraph(plain.graph, feeds), await runGraph(kept.graph, feeds))).toBeLessThan(
    1e-5,
  );
});

test('a plan of a machine with the blocked layout is made anew on one without', () => {
  const graph = chainGraph('a residual block');
  const { plan } = lower(graph, { target: { blockSize: 16 } });
  expect(lower(graph, { plan }).plan).toEqual(lower(graph).plan);
});

test('a form that is unknown is chosen anew', () => {
  const graph = chainGraph('convolution, norm, Relu');
  const chosen = lower(graph).plan;
  const [key = ''] = Object.keys(chosen.choices);
  const plan = { version: 1, choices: { ...chosen.choices, [key]: 'no such form' } } as const;
  expect(lower(graph, { plan }).plan).toEqual(chosen);
});
