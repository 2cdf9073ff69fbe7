import { describe, expect, test } from 'vitest';
import { int, ints } from '../attributes.ts';
import { createGraphBuilder, type GraphBuilder } from '../builder/graph-builder.ts';
import type { Graph, Value } from '../graph.ts';
import { cpuTarget } from './blocked/probe.ts';
import { lower } from './lower.ts';
import { randomFeeds, runGraph, worstDifference } from './testing/compare.ts';

interface ConvCase {
  readonly name: string;
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  readonly pads?: readonly number[];
  readonly group?: number;
}

const convCases: readonly ConvCase[] = [
  { name: '3x3', x: [16, 16, 16, 16], w: [32, 16, 3, 3], pads: [1, 1, 1, 1] },
  { name: '3x3, many filters', x: [3, 16, 16, 16], w: [64, 16, 3, 3], pads: [1, 1, 1, 1] },
  { name: 'one block of filters', x: [3, 16, 16, 16], w: [8, 16, 3, 3], pads: [1, 1, 1, 1] },
  { name: '3x3 of small images', x: [16, 32, 4, 4], w: [32, 32, 3, 3], pads: [1, 1, 1, 1] },
  { name: '3x3 of 2 x 2 pixels', x: [8, 16, 2, 2], w: [16, 16, 3, 3], pads: [1, 1, 1, 1] },
  { name: 'a batch that fills no block', x: [5, 16, 6, 6], w: [16, 16, 3, 3], pads: [1, 1, 1, 1] },
  { name: 'oblong, uneven padding', x: [4, 16, 8, 16], w: [16, 16, 3, 5], pads: [2, 2, 0, 2] },
  { name: 'no padding', x: [4, 16, 9, 9], w: [16, 16, 2, 2] },
  { name: 'three channels', x: [4, 3, 32, 32], w: [16, 3, 3, 3], pads: [1, 1, 1, 1] },
  { name: 'step 2', x: [4, 16, 32, 32], w: [32, 16, 3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  { name: 'step 2 to few pixels', x: [8, 16, 4, 4], w: [32, 16, 3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  { name: 'step 2 of odd extents', x: [4, 16, 9, 9], w: [16, 16, 3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  { name: 'step 2 of 7x7', x: [2, 3, 64, 64], w: [16, 3, 7, 7], strides: [2, 2], pads: [3, 3, 3, 3] },
  { name: 'step 2 of 5x5', x: [2, 16, 32, 32], w: [16, 16, 5, 5], strides: [2, 2], pads: [2, 2, 2, 2] },
  { name: 'step 2 by 1', x: [2, 16, 16, 16], w: [16, 16, 3, 3], strides: [2, 1], pads: [1, 1, 1, 1] },
  { name: 'step 3', x: [2, 16, 17, 17], w: [16, 16, 3, 3], strides: [3, 3], pads: [1, 1, 1, 1] },
  { name: '1x1', x: [4, 32, 16, 16], w: [16, 32, 1, 1] },
  { name: '1x1 of few pixels', x: [4, 32, 2, 2], w: [16, 32, 1, 1] },
  { name: '1x1 with step 2', x: [4, 16, 16, 16], w: [32, 16, 1, 1], strides: [2, 2] },
  { name: 'dilation', x: [4, 16, 12, 12], w: [16, 16, 3, 3], dilations: [2, 2], pads: [2, 2, 2, 2] },
  {
    name: 'dilation and step',
    x: [2, 16, 16, 16],
    w: [16, 16, 3, 3],
    dilations: [3, 2],
    strides: [2, 2],
    pads: [3, 2, 3, 2],
  },
  { name: 'groups', x: [4, 32, 8, 8], w: [32, 8, 3, 3], group: 4, pads: [1, 1, 1, 1] },
  { name: 'one channel a group', x: [4, 16, 8, 8], w: [16, 1, 3, 3], group: 16, pads: [1, 1, 1, 1] },
  { name: 'channels that fill no block', x: [4, 12, 8, 8], w: [20, 12, 3, 3], pads: [1, 1, 1, 1] },
  { name: 'one dimension', x: [4, 16, 20], w: [16, 16, 5], pads: [2, 2] },
];

/** What the internal operators are told of the forward node. */
function windowOf({ w, strides, dilations, pads, group = 1 }: ConvCase) {
  const spatial = w.slice(2);
  const options = {
    strides: strides ?? spatial.map(() => 1),
    dilations: dilations ?? spatial.map(() => 1),
    pads: pads ?? [...spatial, ...spatial].map(() => 0),
    group,
  };
  const attributes = {
    kernel_shape: ints(spatial),
    strides: ints(options.strides),
    dilations: ints(options.dilations),
    pads: ints(options.pads),
    group: int(group),
  };
  return { options, attributes };
}

type Build = (b: GraphBuilder) => Readonly<Record<string, Value>>;

function graphOf(build: Build): Graph {
  const b = createGraphBuilder();
  for (const [name, value] of Object.entries(build(b))) b.output(name, value);
  return b.finish('case');
}

/** Shape of the forward result: the shape functions know it. */
const outputShape = (b: GraphBuilder, conv: ConvCase): readonly number[] =>
  b.Conv(b.input('x', 'float32', conv.x), b.input('w', 'float32', conv.w), undefined, windowOf(conv).options)
    .shape;

const builds: Readonly<Record<string, (conv: ConvCase) => Build>> = {
  Conv: (conv) => (b) => {
    const [x, w] = [b.input('x', 'float32', conv.x), b.input('w', 'float32', conv.w)];
    const bias = b.input('bias', 'float32', [conv.w[0] ?? 1]);
    return { y: b.Conv(x, w, bias, windowOf(conv).options) };
  },
  ConvInputGrad: (conv) => (b) => {
    const dy = b.input('dy', 'float32', outputShape(createGraphBuilder(), conv));
    const w = b.input('w', 'float32', conv.w);
    return { dx: b.ConvInputGrad(dy, w, conv.x, windowOf(conv).attributes) };
  },
  ConvWeightGrad: (conv) => (b) => {
    const dy = b.input('dy', 'float32', outputShape(createGraphBuilder(), conv));
    const x = b.input('x', 'float32', conv.x);
    return { dw: b.ConvWeightGrad(dy, x, conv.w, windowOf(conv).attributes) };
  },
};

const formNames: Readonly<Record<string, readonly string[]>> = {
  Conv: ['standard', 'blocked'],
  ConvInputGrad: ['transposed', 'turned', 'blocked-turned', 'spread', 'phases'],
  ConvWeightGrad: [
    'swapped',
    'columns',
    'columns-of-all-images',
    'pointwise',
    'pointwise-of-all-images',
    'by-pixels',
    'by-images',
  ],
};

const target = await cpuTarget();
/** Forms that were computed in at least one case. */
const used = new Set<string>();

/** The graph in the form called so, or `undefined` where it does not fit. */
function inForm(graph: Graph, form: string): Graph | undefined {
  const [key = ''] = Object.keys(lower(graph, { target }).plan.choices);
  const lowered = lower(graph, { target, plan: { version: 1, choices: { [key]: form } } });
  return lowered.plan.choices[key] === form ? lowered.graph : undefined;
}

describe.each(Object.keys(builds))('%s', (op) => {
  test.each(convCases)('$name: every form that fits gives what the simple one gives', async (conv) => {
    const graph = graphOf(builds[op]!(conv));
    const feeds = randomFeeds(graph);
    const [simple = '', ...others] = formNames[op] ?? [];
    const reference = inForm(graph, simple);
    expect(reference).toBeDefined();
    const wanted = await runGraph(reference!, feeds);
    for (const form of others) {
      const lowered = inForm(graph, form);
      if (lowered === undefined) continue;
      used.add(`${op} ${form}`);
      expect(worstDifference(wanted, await runGraph(lowered, feeds)), form).toBeLessThan(1e-5);
    }
  });
});

test('the cases reach every form that this machine has', () => {
  const needsBlocks = new Set(['blocked', 'blocked-turned', 'spread', 'phases', 'by-pixels', 'by-images']);
  const expected = Object.entries(formNames).flatMap(([op, [, ...forms]]) =>
    forms.filter((form) => target.blockSize > 0 || !needsBlocks.has(form)).map((form) => `${op} ${form}`),
  );
  expect([...used].toSorted()).toEqual(expected.toSorted());
});

test('a target without the blocked layout gets standard operators only', () => {
  for (const [op, build] of Object.entries(builds)) {
    for (const conv of convCases) {
      const domains = new Set(lower(graphOf(build(conv))).graph.nodes.map((node) => node.domain));
      expect([...domains], `${op} ${conv.name}`).toEqual(['']);
    }
  }
});
