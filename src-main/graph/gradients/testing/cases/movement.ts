import * as tf from '@tensorflow/tfjs-core';
import { text } from '../../../attributes.ts';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Value } from '../../../graph.ts';
import { int64s, tensor } from '../../../tensor-data.ts';
import type { RuleCase } from './rule-case.ts';

const full = [{ shape: [2, 3, 4] }];

/** Pads by repeating what is there. */
const padded =
  (mode: string, pads: readonly number[]) =>
  (b: GraphBuilder, x: Value): Value =>
    b.emit('Pad', [x, b.constant(int64s(pads))], { attributes: { mode: text(mode) } })[0]!;

export const movementCases: readonly RuleCase[] = [
  {
    rule: 'Reshape',
    name: 'with -1',
    inputs: full,
    build: (b, x) => b.Reshape(x, [4, -1]),
    tensorflow: (x) => tf.reshape(x, [4, 6]),
  },
  {
    rule: 'Flatten',
    name: 'from axis 1',
    inputs: full,
    build: (b, x) => b.Flatten(x),
    tensorflow: (x) => tf.reshape(x, [2, 12]),
  },
  {
    rule: 'Squeeze',
    name: 'axis 1',
    inputs: [{ shape: [3, 1, 4] }],
    build: (b, x) => b.Squeeze(x, [1]),
    tensorflow: (x) => tf.squeeze(x, [1]),
  },
  { rule: 'Unsqueeze', name: 'two axes', inputs: full, build: (b, x) => b.Unsqueeze(x, [0, -1]) },
  {
    rule: 'Transpose',
    name: 'rotation',
    inputs: full,
    build: (b, x) => b.Transpose(x, [2, 0, 1]),
    tensorflow: (x) => tf.transpose(x, [2, 0, 1]),
  },
  {
    rule: 'Expand',
    name: 'new and stretched axes',
    inputs: [{ shape: [3, 1] }],
    build: (b, x) => b.Expand(x, [2, 3, 4]),
    tensorflow: (x) => tf.broadcastTo(x, [2, 3, 4]),
  },
  {
    rule: 'Tile',
    name: 'every axis',
    inputs: [{ shape: [2, 3] }],
    build: (b, x) => b.Tile(x, [2, 3]),
    tensorflow: (x) => tf.tile(x, [2, 3]),
  },
  {
    rule: 'Concat',
    name: 'middle axis',
    inputs: [{ shape: [2, 1, 3] }, { shape: [2, 4, 3] }],
    build: (b, x, y) => b.Concat([x, y], 1),
    tensorflow: (x, y) => tf.concat([x, y], 1),
  },
  {
    rule: 'Split',
    name: 'uneven, one part unused',
    inputs: [{ shape: [2, 6] }],
    build: (b, x) => {
      const [first, , last] = b.Split(x, [1, 2, 3], 1);
      return b.Mul(last!, first!);
    },
    tensorflow: (x) => {
      const [first, , last] = tf.split(x, [1, 2, 3], 1);
      return tf.mul(last!, first!);
    },
  },
  {
    rule: 'Slice',
    name: 'two axes',
    inputs: full,
    build: (b, x) => b.Slice(x, { starts: [1, -3], ends: [3, -1], axes: [1, 2] }),
    tensorflow: (x) => tf.slice(x, [0, 1, 1], [2, 2, 2]),
  },
  {
    rule: 'Slice',
    name: 'steps',
    inputs: [{ shape: [7, 5] }],
    build: (b, x) => b.Slice(x, { starts: [1, 0], ends: [7, 5], axes: [0, 1], steps: [3, 2] }),
  },
  {
    rule: 'Slice',
    name: 'backwards',
    inputs: [{ shape: [7] }],
    build: (b, x) => b.Slice(x, { starts: [-2], ends: [-100], axes: [0], steps: [-2] }),
  },
  {
    rule: 'Pad',
    name: 'all sides',
    inputs: [{ shape: [2, 3] }],
    build: (b, x) => b.Pad(x, [1, 0, 2, 1]),
    tensorflow: (x) =>
      tf.pad(x, [
        [1, 2],
        [0, 1],
      ]),
  },
  { rule: 'Pad', name: 'negative', inputs: [{ shape: [4, 5] }], build: (b, x) => b.Pad(x, [-1, 2, 0, -2]) },
  ...['reflect', 'edge', 'wrap'].flatMap((mode): readonly RuleCase[] => [
    { rule: 'Pad', name: mode, inputs: [{ shape: [2, 4, 3] }], build: padded(mode, [0, 3, 2, 0, 1, 1]) },
    {
      rule: 'Pad',
      name: `${mode}, first axis`,
      inputs: [{ shape: [3, 2] }],
      build: padded(mode, [1, 0, 2, 0]),
    },
  ]),
  {
    rule: 'Pad',
    name: 'edge, cut before',
    inputs: [{ shape: [5, 4] }],
    build: padded('edge', [-2, 1, 3, 0]),
  },
  {
    rule: 'Gather',
    name: 'repeated rows',
    inputs: [{ shape: [4, 3] }],
    build: (b, x) => b.Gather(x, b.constant(tensor('int64', [2, 2], BigInt64Array.of(0n, 2n, 2n, 3n)))),
    tensorflow: (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [0, 2],
            [2, 3],
          ],
          [2, 2],
          'int32',
        ),
      ),
  },
  {
    rule: 'Gather',
    name: 'middle axis, negative index',
    inputs: full,
    build: (b, x) => b.Gather(x, b.constant(int64s([-1, 0, -1])), 1),
  },
  {
    rule: 'GatherElements',
    name: 'last axis',
    inputs: [{ shape: [2, 3] }],
    build: (b, x) =>
      b.GatherElements(x, b.constant(tensor('int64', [2, 2], BigInt64Array.of(1n, 1n, 0n, 2n))), 1),
  },
];
