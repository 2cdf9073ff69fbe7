import * as tf from '@tensorflow/tfjs-core';
import { float, int } from '../../../attributes.ts';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Attributes, Value } from '../../../graph.ts';
import { tensor } from '../../../tensor-data.ts';
import type { CaseInput, RuleCase } from './rule-case.ts';

const shapes = (...list: readonly (readonly number[])[]): readonly CaseInput[] =>
  list.map((shape) => ({ shape }));

const einsumCase = (
  equation: string,
  inputs: readonly (readonly number[])[],
  tensorflow?: RuleCase['tensorflow'],
): RuleCase => ({
  rule: 'Einsum',
  name: equation,
  inputs: shapes(...inputs),
  build: (b, ...xs) => b.Einsum(xs, equation),
  ...(tensorflow ? { tensorflow } : {}),
});

const einsumCases: readonly RuleCase[] = [
  einsumCase(
    'bhid,bhjd->bhij',
    [
      [2, 2, 3, 4],
      [2, 2, 5, 4],
    ],
    (q, k) => tf.matMul(q, k, false, true),
  ),
  einsumCase(
    'ij,jk',
    [
      [3, 4],
      [4, 2],
    ],
    (x, y) => tf.matMul(x, y),
  ),
  einsumCase('...d,de->...e', [
    [2, 3, 4],
    [4, 2],
  ]),
  einsumCase('b...d,...d->b...', [
    [2, 3, 4],
    [3, 4],
  ]),
  einsumCase(
    'nc,cd,de->ne',
    [
      [2, 3],
      [3, 4],
      [4, 2],
    ],
    (x, y, z) => tf.matMul(tf.matMul(x, y), z),
  ),
  einsumCase('ij->j', [[3, 4]], (x) => tf.sum(x, 0)),
  einsumCase('ij,k->k', [[3, 4], [2]]),
  einsumCase('ij->ji', [[3, 4]], (x) => tf.transpose(x)),
];

const attention = (b: GraphBuilder, inputs: readonly Value[], attributes: Attributes = {}): Value =>
  b.emit('Attention', inputs, { attributes })[0]!;

/** Which of five keys each of three queries may see. */
const mask = [1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1];

const attentionCases: readonly RuleCase[] = [
  {
    rule: 'Attention',
    name: 'heads as an axis',
    opset: 23,
    inputs: shapes([2, 2, 3, 4], [2, 2, 5, 4], [2, 2, 5, 3]),
    build: (b, ...qkv) => attention(b, qkv),
    tensorflow: (q, k, v) => tf.matMul(tf.softmax(tf.mul(tf.matMul(q, k, false, true), 0.5)), v),
  },
  {
    rule: 'Attention',
    name: 'heads in the width, keys shared by two heads, causal',
    opset: 23,
    inputs: shapes([1, 4, 8], [1, 4, 4], [1, 4, 4]),
    build: (b, ...qkv) =>
      attention(b, qkv, { q_num_heads: int(4), kv_num_heads: int(2), is_causal: int(1), scale: float(0.7) }),
  },
  {
    rule: 'Attention',
    name: 'mask that is added',
    opset: 23,
    inputs: shapes([1, 2, 3, 4], [1, 2, 5, 4], [1, 2, 5, 4], [3, 5]),
    build: (b, ...inputs) => attention(b, inputs),
    tensorflow: (q, k, v, added) =>
      tf.matMul(tf.softmax(tf.add(tf.mul(tf.matMul(q, k, false, true), 0.5), added)), v),
  },
  {
    rule: 'Attention',
    name: 'boolean mask, one value for all three',
    opset: 23,
    inputs: shapes([1, 2, 3, 4]),
    build: (b, x) => {
      const seen = b.constant(tensor('bool', [3, 3], Uint8Array.from(mask.slice(0, 9))));
      return attention(b, [x, x, x, seen]);
    },
  },
];

export const productCases: readonly RuleCase[] = [...einsumCases, ...attentionCases];
