import * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Value } from '../../../graph.ts';
import { tensor } from '../../../tensor-data.ts';
import type { RuleCase } from './rule-case.ts';

const full = { shape: [2, 3, 4] };

const indices = (b: GraphBuilder, dims: readonly number[], values: readonly number[]): Value =>
  b.constant(tensor('int64', dims, BigInt64Array.from(values, BigInt)));

const axis = (b: GraphBuilder, value: number): Value => indices(b, [], [value]);

const cumSumCases = [
  { exclusive: false, reverse: false },
  { exclusive: true, reverse: false },
  { exclusive: false, reverse: true },
  { exclusive: true, reverse: true },
].map(
  (options): RuleCase => ({
    rule: 'CumSum',
    name: `exclusive ${options.exclusive}, reverse ${options.reverse}`,
    inputs: [full],
    build: (b, x) => b.CumSum(x, axis(b, 2), options),
    tensorflow: (x) => tf.cumsum(x, 2, options.exclusive, options.reverse),
  }),
);

export const indexingCases: readonly RuleCase[] = [
  ...cumSumCases,
  {
    rule: 'CumSum',
    name: 'middle axis',
    inputs: [full],
    build: (b, x) => b.CumSum(x, axis(b, 1)),
  },
  {
    rule: 'GatherND',
    name: 'repeated and negative tuples',
    inputs: [full],
    build: (b, x) => b.GatherND(x, indices(b, [2, 2, 2], [0, 1, 1, -1, 0, 1, -1, 0])),
  },
  {
    rule: 'GatherND',
    name: 'with a batch axis',
    inputs: [full],
    build: (b, x) => b.GatherND(x, indices(b, [2, 2, 1], [0, 2, 1, 1]), 1),
  },
  {
    rule: 'ScatterElements',
    name: 'overwriting',
    inputs: [{ shape: [3, 3] }, { shape: [2, 3] }],
    build: (b, x, updates) => b.ScatterElements(x, indices(b, [2, 3], [1, 0, 2, 0, 2, 1]), updates),
  },
  {
    rule: 'ScatterElements',
    name: 'adding to repeated places of the last axis',
    inputs: [{ shape: [2, 4] }, { shape: [2, 3] }],
    build: (b, x, updates) =>
      b.ScatterElements(x, indices(b, [2, 3], [1, 1, -1, 0, 2, 0]), updates, { axis: 1, reduction: 'add' }),
  },
  {
    rule: 'ScatterND',
    name: 'overwriting rows',
    inputs: [{ shape: [4, 3] }, { shape: [2, 3] }],
    build: (b, x, updates) => b.ScatterND(x, indices(b, [2, 1], [2, 0]), updates),
  },
  {
    rule: 'ScatterND',
    name: 'adding single elements',
    inputs: [{ shape: [3, 4] }, { shape: [3] }],
    build: (b, x, updates) => b.ScatterND(x, indices(b, [3, 2], [2, 0, 1, 3, 2, 0]), updates, 'add'),
  },
  {
    rule: 'TopK',
    name: 'middle axis',
    inputs: [full],
    build: (b, x) => b.TopK(x, 2, 1)[0]!,
  },
  {
    rule: 'Trilu',
    name: 'upper, above the diagonal',
    inputs: [{ shape: [2, 3, 4] }],
    build: (b, x) => b.emit('Trilu', [x, axis(b, 1)])[0]!,
  },
];
