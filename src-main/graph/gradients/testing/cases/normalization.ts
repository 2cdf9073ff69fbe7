import * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Value } from '../../../graph.ts';
import type { RuleCase } from './rule-case.ts';

const channel = { shape: [3] };
const positiveChannel = { shape: [3], low: 0.5, high: 1.5 };
const image = { shape: [2, 3, 2, 3], low: -2, high: 2 };

function standardized(x: tf.Tensor, axes: number[], epsilon: number): tf.Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
}

const perChannel = (vector: tf.Tensor): tf.Tensor => tf.reshape(vector, [1, -1, 1, 1]);

/** GroupNorm by its parts: groups as the channels of an instance norm, then one scale and bias a channel. */
function groupNorm(b: GraphBuilder, x: Value, scale: Value, bias: Value): Value {
  const vector = (value: number): Value => b.Expand(b.scalar(x.elementType, value), [2]);
  const normal = b.InstanceNormalization(b.Reshape(x, [2, 2, -1]), vector(1), vector(0));
  return b.Add(b.Mul(b.Reshape(normal, x.shape), b.Reshape(scale, [-1, 1, 1])), b.Reshape(bias, [-1, 1, 1]));
}

export const normalizationCases: readonly RuleCase[] = [
  {
    rule: 'BatchNormTraining',
    name: 'images',
    inputs: [image, positiveChannel, channel],
    build: (b, x, scale, bias) => b.BatchNormTraining(x, scale, bias).y,
    tensorflow: (x, scale, bias) =>
      tf.add(tf.mul(standardized(x, [0, 2, 3], 1e-5), perChannel(scale)), perChannel(bias)),
  },
  {
    rule: 'BatchNormTraining',
    name: 'vectors',
    inputs: [{ shape: [6, 3] }, positiveChannel, channel],
    build: (b, x, scale, bias) => b.BatchNormTraining(x, scale, bias, 1e-3).y,
    tensorflow: (x, scale, bias) => tf.add(tf.mul(standardized(x, [0], 1e-3), scale), bias),
  },
  {
    rule: 'BatchNormalization',
    name: 'all five inputs',
    inputs: [image, positiveChannel, channel, channel, positiveChannel],
    build: (b, x, scale, bias, mean, variance) => b.BatchNormalization(x, scale, bias, mean, variance),
    tensorflow: (x, scale, bias, mean, variance) =>
      tf.add(
        tf.mul(
          tf.div(tf.sub(x, perChannel(mean)), tf.sqrt(tf.add(perChannel(variance), 1e-5))),
          perChannel(scale),
        ),
        perChannel(bias),
      ),
  },
  {
    rule: 'InstanceNormalization',
    name: 'images',
    inputs: [image, positiveChannel, channel],
    build: (b, x, scale, bias) => b.InstanceNormalization(x, scale, bias),
    tensorflow: (x, scale, bias) =>
      tf.add(tf.mul(standardized(x, [2, 3], 1e-5), perChannel(scale)), perChannel(bias)),
  },
  {
    rule: 'InstanceNormalization',
    name: 'as part of GroupNorm',
    inputs: [{ shape: [2, 4, 2, 3] }, { shape: [4] }, { shape: [4] }],
    build: groupNorm,
  },
  {
    rule: 'LayerNormalization',
    name: 'last axis',
    inputs: [{ shape: [2, 3, 5] }, { shape: [5], low: 0.5, high: 1.5 }, { shape: [5] }],
    build: (b, x, scale, bias) => b.LayerNormalization(x, scale, bias),
    tensorflow: (x, scale, bias) => tf.add(tf.mul(standardized(x, [2], 1e-5), scale), bias),
  },
  {
    rule: 'LayerNormalization',
    name: 'two axes, no bias',
    inputs: [{ shape: [2, 3, 4] }, { shape: [3, 4], low: 0.5, high: 1.5 }],
    build: (b, x, scale) => b.LayerNormalization(x, scale, undefined, 1, 1e-3),
  },
  {
    rule: 'Dropout',
    name: 'inference',
    inputs: [{ shape: [4, 5] }],
    build: (b, x) => b.emit('Dropout', [x])[0]!,
  },
];
