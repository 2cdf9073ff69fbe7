import * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Value } from '../../../graph.ts';
import type { RuleCase } from './rule-case.ts';

const shapes = (...list: readonly (readonly number[])[]) => list.map((shape) => ({ shape }));
const product = (b: GraphBuilder, x: Value, y: Value): Value => b.MatMul(x, y);

/** softmax(q k' / sqrt(d)) v with the heads split off by Reshape and Transpose, as exporters write it. */
function attention(b: GraphBuilder, q: Value, k: Value, v: Value): Value {
  const [batch = 1, tokens = 1, width = 1] = q.shape;
  const heads = (x: Value): Value => b.Transpose(b.Reshape(x, [batch, tokens, 2, width / 2]), [0, 2, 1, 3]);
  const scores = b.MatMul(heads(q), b.Transpose(heads(k), [0, 1, 3, 2]));
  const weights = b.Softmax(b.Div(scores, Math.sqrt(width / 2)));
  return b.Reshape(b.Transpose(b.MatMul(weights, heads(v)), [0, 2, 1, 3]), [batch, tokens, width]);
}

function attentionReference(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor): tf.Tensor {
  const [batch = 1, tokens = 1, width = 1] = q.shape;
  const heads = (x: tf.Tensor): tf.Tensor =>
    tf.transpose(tf.reshape(x, [batch, tokens, 2, width / 2]), [0, 2, 1, 3]);
  const weights = tf.softmax(tf.div(tf.matMul(heads(q), heads(k), false, true), Math.sqrt(width / 2)));
  return tf.reshape(tf.transpose(tf.matMul(weights, heads(v)), [0, 2, 1, 3]), [batch, tokens, width]);
}

export const linearCases: readonly RuleCase[] = [
  {
    rule: 'MatMul',
    name: 'matrices',
    inputs: shapes([3, 4], [4, 2]),
    build: product,
    tensorflow: (x, y) => tf.matMul(x, y),
  },
  {
    rule: 'MatMul',
    name: 'batches',
    inputs: shapes([2, 3, 4], [2, 4, 2]),
    build: product,
    tensorflow: (x, y) => tf.matMul(x, y),
  },
  { rule: 'MatMul', name: 'shared right matrix', inputs: shapes([2, 3, 4], [4, 2]), build: product },
  { rule: 'MatMul', name: 'shared left matrix', inputs: shapes([3, 4], [2, 4, 2]), build: product },
  { rule: 'MatMul', name: 'broadcast batches', inputs: shapes([2, 1, 3, 4], [3, 4, 2]), build: product },
  { rule: 'MatMul', name: 'matrix and vector', inputs: shapes([2, 3, 4], [4]), build: product },
  { rule: 'MatMul', name: 'vector and matrix', inputs: shapes([4], [4, 2]), build: product },
  { rule: 'MatMul', name: 'two vectors', inputs: shapes([4], [4]), build: product },
  {
    rule: 'MatMul',
    name: 'in attention',
    inputs: shapes([2, 3, 4], [2, 3, 4], [2, 3, 4]),
    build: attention,
    tensorflow: attentionReference,
  },
  ...[
    { transA: false, transB: false },
    { transA: true, transB: false },
    { transA: false, transB: true },
    { transA: true, transB: true },
  ].map(
    ({ transA, transB }): RuleCase => ({
      rule: 'Gemm',
      name: `transA ${transA}, transB ${transB}`,
      inputs: shapes(transA ? [4, 3] : [3, 4], transB ? [2, 4] : [4, 2], [2]),
      build: (b, x, y, c) => b.Gemm(x, y, c, { transA, transB, alpha: 0.5, beta: 2 }),
      tensorflow: (x, y, c) => tf.add(tf.mul(tf.matMul(x, y, transA, transB), 0.5), tf.mul(c, 2)),
    }),
  ),
];
