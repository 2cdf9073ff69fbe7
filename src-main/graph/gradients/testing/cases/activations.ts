import * as tf from '@tensorflow/tfjs-core';
import { type RuleCase, unaryCases } from './rule-case.ts';

const erfGelu = (x: tf.Tensor): tf.Tensor =>
  tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));

function tanhGelu(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

const wide = [{ shape: [4, 6], low: -4.3, high: 4.4 }];

export const activationCases: readonly RuleCase[] = [
  ...unaryCases({
    Elu: { build: (b, x) => b.Elu(x), tensorflow: (x) => tf.elu(x) },
    Gelu: { inputs: wide, build: (b, x) => b.Gelu(x), tensorflow: erfGelu },
    HardSigmoid: {
      inputs: wide,
      build: (b, x) => b.HardSigmoid(x),
      tensorflow: (x) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
    },
    HardSwish: {
      inputs: wide,
      build: (b, x) => b.HardSwish(x),
      tensorflow: (x) => tf.div(tf.mul(x, tf.relu6(tf.add(x, 3))), 6),
    },
    LeakyRelu: { build: (b, x) => b.LeakyRelu(x, { alpha: 0.2 }), tensorflow: (x) => tf.leakyRelu(x, 0.2) },
    Relu: { build: (b, x) => b.Relu(x), tensorflow: (x) => tf.relu(x) },
    Selu: { build: (b, x) => b.Selu(x), tensorflow: (x) => tf.selu(x) },
    Sigmoid: { build: (b, x) => b.Sigmoid(x), tensorflow: (x) => tf.sigmoid(x) },
    Softplus: { build: (b, x) => b.Softplus(x), tensorflow: (x) => tf.softplus(x) },
    Softsign: { build: (b, x) => b.Softsign(x), tensorflow: (x) => tf.div(x, tf.add(tf.abs(x), 1)) },
    Tanh: { build: (b, x) => b.Tanh(x), tensorflow: (x) => tf.tanh(x) },
  }),
  {
    rule: 'Gelu',
    name: 'tanh approximation',
    inputs: wide,
    build: (b, x) => b.Gelu(x, 'tanh'),
    tensorflow: tanhGelu,
  },
  {
    rule: 'Elu',
    name: 'other alpha',
    inputs: wide,
    build: (b, x) => b.Elu(x, { alpha: 0.5 }),
  },
  {
    rule: 'PRelu',
    name: 'slope per channel',
    inputs: [{ shape: [2, 3, 2, 2] }, { shape: [3, 1, 1], low: 0.1, high: 0.4 }],
    build: (b, x, slope) => b.PRelu(x, slope),
  },
  {
    rule: 'Clip',
    name: 'both bounds',
    inputs: [{ shape: [4, 5] }],
    build: (b, x) => b.Clip(x, -0.5, 0.5),
    tensorflow: (x) => tf.clipByValue(x, -0.5, 0.5),
  },
  {
    rule: 'Clip',
    name: 'lower bound only',
    inputs: [{ shape: [4, 5] }],
    build: (b, x) => b.Clip(x, -0.2),
    tensorflow: (x) => tf.maximum(x, -0.2),
  },
  {
    rule: 'Sigmoid',
    name: 'as part of Silu',
    inputs: wide,
    build: (b, x) => b.Mul(x, b.Sigmoid(x)),
    tensorflow: (x) => tf.mul(x, tf.sigmoid(x)),
  },
];
