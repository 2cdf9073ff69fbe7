import * as tf from '@tensorflow/tfjs-core';
import { int } from '../../../attributes.ts';
import { int64s, tensor } from '../../../tensor-data.ts';
import type { RuleCase } from './rule-case.ts';

const full = { shape: [2, 3, 4] };
const row = { shape: [3, 1] };
const positiveRow = { shape: [3, 1], low: 0.5, high: 2 };
const positive = { shape: [2, 3, 4], low: 0.5, high: 2 };

const mask = [1, 0, 1, 0];

/** TensorFlow.js gives gradients of maximum, minimum and where only for equal shapes. */
const stretched = (y: tf.Tensor): tf.Tensor => tf.broadcastTo(y, full.shape);

export const arithmeticCases: readonly RuleCase[] = [
  {
    rule: 'Add',
    name: 'broadcast',
    inputs: [full, row],
    build: (b, x, y) => b.Add(x, y),
    tensorflow: tf.add,
  },
  {
    rule: 'Add',
    name: 'broadcast left',
    inputs: [row, full],
    build: (b, x, y) => b.Add(x, y),
    tensorflow: tf.add,
  },
  {
    rule: 'Sub',
    name: 'broadcast',
    inputs: [full, row],
    build: (b, x, y) => b.Sub(x, y),
    tensorflow: tf.sub,
  },
  {
    rule: 'Mul',
    name: 'broadcast',
    inputs: [full, row],
    build: (b, x, y) => b.Mul(x, y),
    tensorflow: tf.mul,
  },
  {
    rule: 'Mul',
    name: 'a value by itself',
    inputs: [full],
    build: (b, x) => b.Mul(x, x),
    tensorflow: (x) => tf.mul(x, x),
  },
  {
    rule: 'Div',
    name: 'broadcast',
    inputs: [full, positiveRow],
    build: (b, x, y) => b.Div(x, y),
    tensorflow: tf.div,
  },
  {
    rule: 'Pow',
    name: 'exponent as value',
    inputs: [positive, positiveRow],
    build: (b, x, y) => b.Pow(x, y),
    tensorflow: tf.pow,
  },
  {
    rule: 'Pow',
    name: 'squared',
    inputs: [full],
    build: (b, x) => b.Pow(x, 2),
    tensorflow: (x) => tf.square(x),
  },
  {
    rule: 'Pow',
    name: 'constant exponent',
    inputs: [positive],
    build: (b, x) => b.Pow(x, 1.5),
    tensorflow: (x) => tf.pow(x, 1.5),
  },
  { rule: 'Sum', name: 'three operands', inputs: [full, row, full], build: (b, ...xs) => b.Sum(...xs) },
  { rule: 'Mean', name: 'three operands', inputs: [full, row, full], build: (b, ...xs) => b.Mean(...xs) },
  {
    rule: 'Max',
    name: 'broadcast',
    inputs: [full, row],
    build: (b, x, y) => b.Max(x, y),
    tensorflow: (x, y) => tf.maximum(x, stretched(y)),
  },
  {
    rule: 'Min',
    name: 'broadcast',
    inputs: [full, row],
    build: (b, x, y) => b.Min(x, y),
    tensorflow: (x, y) => tf.minimum(x, stretched(y)),
  },
  {
    rule: 'Where',
    name: 'broadcast branch',
    inputs: [full, row],
    build: (b, x, y) => b.Where(b.constant(tensor('bool', [4], Uint8Array.from(mask))), b.Mul(x, 2), y),
    tensorflow: (x, y) =>
      tf.where(tf.broadcastTo(tf.tensor(mask, [4], 'bool'), full.shape), tf.mul(x, 2), stretched(y)),
  },
  {
    rule: 'Pow',
    name: 'integer exponent',
    inputs: [full],
    build: (b, x) => b.Pow(x, b.constant(int64s([3]))),
    tensorflow: (x) => tf.pow(x, 3),
  },
  {
    rule: 'Mod',
    name: 'fmod',
    inputs: [
      { shape: [2, 3, 4], low: -3, high: 3 },
      { shape: [3, 1], low: 0.62, high: 0.97 },
    ],
    build: (b, x, y) => b.emit('Mod', [x, y], { attributes: { fmod: int(1) } })[0]!,
    step: 0.002,
  },
  {
    rule: 'CastLike',
    name: 'through float64',
    inputs: [full],
    build: (b, x) => {
      const [wide] = b.emit('CastLike', [x, b.scalar('float64', 0)]);
      return b.Cast(b.Mul(wide!, 3), 'float32');
    },
  },
  {
    rule: 'Cast',
    name: 'through float64',
    inputs: [full],
    build: (b, x) => b.Cast(b.Mul(b.Cast(x, 'float64'), 3), 'float32'),
  },
];
