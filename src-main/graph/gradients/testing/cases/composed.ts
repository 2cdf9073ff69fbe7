import * as tf from '@tensorflow/tfjs-core';
import { float, int, ints } from '../../../attributes.ts';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Attributes, Value } from '../../../graph.ts';
import { type RuleCase, unaryCases } from './rule-case.ts';

const emit = (b: GraphBuilder, op: string, inputs: readonly Value[], attributes: Attributes = {}): Value =>
  b.emit(op, inputs, { attributes })[0]!;

const image = { shape: [2, 6, 3, 2], low: -2, high: 2 };
const wide = [{ shape: [4, 6], low: -4.3, high: 4.4 }];
const channels = { shape: [6], low: 0.5, high: 1.5 };
const groups = { shape: [3], low: 0.5, high: 1.5 };

function groupNorm(x: tf.Tensor, scale: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const split = tf.reshape(x, [2, 3, 2, 6]);
  const { mean, variance } = tf.moments(split, [2, 3], true);
  const normal = tf.reshape(tf.div(tf.sub(split, mean), tf.sqrt(tf.add(variance, 1e-5))), x.shape);
  return tf.add(tf.mul(normal, tf.reshape(scale, [1, -1, 1, 1])), tf.reshape(bias, [1, -1, 1, 1]));
}

const normalizationCases: readonly RuleCase[] = [
  {
    rule: 'GroupNormalization',
    name: 'scale and bias a channel',
    opset: 21,
    inputs: [image, channels, { shape: [6] }],
    build: (b, x, scale, bias) => b.GroupNormalization(x, scale, bias, 3),
    tensorflow: groupNorm,
  },
  {
    rule: 'GroupNormalization',
    name: 'scale and bias a group',
    inputs: [image, groups, { shape: [3] }],
    build: (b, x, scale, bias) => b.GroupNormalization(x, scale, bias, 3, 1e-3),
  },
  {
    rule: 'RMSNormalization',
    name: 'last axis',
    opset: 23,
    inputs: [{ shape: [2, 3, 4] }, { shape: [4], low: 0.5, high: 1.5 }],
    build: (b, x, scale) => emit(b, 'RMSNormalization', [x, scale]),
    tensorflow: (x, scale) => tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), 2, true), 1e-5))), scale),
  },
  {
    rule: 'RMSNormalization',
    name: 'two axes',
    opset: 23,
    inputs: [{ shape: [2, 3, 4] }, { shape: [3, 4], low: 0.5, high: 1.5 }],
    build: (b, x, scale) => emit(b, 'RMSNormalization', [x, scale], { axis: int(1), epsilon: float(1e-2) }),
  },
  {
    rule: 'LRN',
    name: 'three channels',
    inputs: [image],
    build: (b, x) =>
      emit(b, 'LRN', [x], { size: int(3), alpha: float(0.6), beta: float(0.7), bias: float(0.8) }),
    tensorflow: (x) => {
      const pixels = tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1]);
      return tf.transpose(tf.localResponseNormalization(pixels, 1, 0.8, 0.2, 0.7), [0, 3, 1, 2]);
    },
  },
  ...[1, 2].map(
    (p): RuleCase => ({
      rule: 'LpNormalization',
      name: `p ${p}`,
      inputs: [{ shape: [2, 3, 4] }],
      build: (b, x) => emit(b, 'LpNormalization', [x], { axis: int(1), p: int(p) }),
      tensorflow: (x) =>
        tf.div(x, p === 1 ? tf.sum(tf.abs(x), 1, true) : tf.sqrt(tf.sum(tf.square(x), 1, true))),
    }),
  ),
  {
    rule: 'MeanVarianceNormalization',
    name: 'default axes',
    inputs: [image],
    build: (b, x) => emit(b, 'MeanVarianceNormalization', [x]),
  },
];

const poolingCases: readonly RuleCase[] = [
  ...[1, 2, 3].map(
    (p): RuleCase => ({
      rule: 'LpPool',
      name: `p ${p}, overlapping`,
      inputs: [{ shape: [1, 2, 5, 4] }],
      build: (b, x) =>
        emit(b, 'LpPool', [x], {
          kernel_shape: ints([3, 2]),
          strides: ints([2, 1]),
          pads: ints([1, 0, 1, 0]),
          p: int(p),
        }),
    }),
  ),
  {
    rule: 'GlobalLpPool',
    name: 'p 3',
    inputs: [{ shape: [2, 3, 2, 3] }],
    build: (b, x) => emit(b, 'GlobalLpPool', [x], { p: int(3) }),
  },
];

export const composedCases: readonly RuleCase[] = [
  ...unaryCases({
    Mish: {
      inputs: wide,
      build: (b, x) => b.Mish(x),
      tensorflow: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    },
    Celu: { build: (b, x) => emit(b, 'Celu', [x], { alpha: float(0.7) }) },
    Swish: {
      opset: 24,
      inputs: wide,
      build: (b, x) => emit(b, 'Swish', [x], { alpha: float(1.3) }),
      tensorflow: (x) => tf.mul(x, tf.sigmoid(tf.mul(x, 1.3))),
    },
    ThresholdedRelu: { build: (b, x) => emit(b, 'ThresholdedRelu', [x], { alpha: float(0.5) }) },
    Shrink: { build: (b, x) => emit(b, 'Shrink', [x], { lambd: float(0.6), bias: float(0.2) }) },
  }),
  ...normalizationCases,
  ...poolingCases,
];
