import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { getFloat, getInt, getInts } from '../../../attributes.ts';
import { normalizeAxis } from '../../../shapes/shape-context.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';

const epsilonOf = (context: OperatorContext): number => getFloat(context.node, 'epsilon', 1e-5);

/** A vector over the channels, shaped to broadcast against an NC... tensor. */
const perChannel = (context: OperatorContext, vector: Tensor, rank: number): Tensor =>
  context.reshaped(vector, [vector.size, ...Array<number>(rank - 2).fill(1)]);

interface Standardized {
  readonly xhat: Tensor;
  /** These two with the axes kept, of extent 1. */
  readonly mean: Tensor;
  readonly variance: Tensor;
  /** 1 / sqrt(variance + epsilon). */
  readonly inverse: Tensor;
}

function standardized(context: OperatorContext, x: Tensor, axes: number[]): Standardized {
  const { tf } = context;
  const { mean, variance } = tf.moments(x, axes, true);
  const inverse = tf.rsqrt(tf.add(variance, epsilonOf(context)));
  return { xhat: tf.mul(tf.sub(x, mean), inverse), mean, variance, inverse };
}

const scaled = ({ tf }: OperatorContext, xhat: Tensor, scale: Tensor, bias: Tensor | undefined): Tensor =>
  bias === undefined ? tf.mul(xhat, scale) : tf.add(tf.mul(xhat, scale), bias);

const layerNormalization: Operator = (context) => {
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), x.rank);
  const { xhat, mean, inverse } = standardized(context, x, [...x.shape.keys()].slice(axis));
  return [scaled(context, xhat, context.tensor(1), context.optional(2)), mean, inverse];
};

/** Each channel of each sample by itself. */
const instanceNormalization: Operator = (context) => {
  const x = context.tensor(0);
  const { xhat } = standardized(context, x, [...x.shape.keys()].slice(2));
  const [scale, bias] = [1, 2].map((i) => perChannel(context, context.tensor(i), x.rank));
  return scaled(context, xhat, scale!, bias);
};

/** Scale and bias are one a channel, or one a group before operator set 21. */
const groupNormalization: Operator = (context) => {
  const x = context.tensor(0);
  const groups = getInt(context.node, 'num_groups', 1);
  const [samples = 1, channels = 1, ...spatial] = x.shape;
  const grouped = context.reshaped(x, [samples, groups, x.size / (samples * groups)]);
  const { xhat } = standardized(context, grouped, [2]);
  const [scale, bias] = [1, 2].map((i) => {
    const vector = context.tensor(i);
    return context.reshaped(vector, [1, vector.size, 1]);
  });
  const places = scale!.size === channels ? channels : groups;
  const rows = context.reshaped(xhat, [samples, places, x.size / (samples * places)]);
  return context.reshaped(scaled(context, rows, scale!, bias), [samples, channels, ...spatial]);
};

/** Inference form: statistics are inputs like any other. */
const batchNormalization: Operator = (context) => {
  if (getInt(context.node, 'training_mode', 0) === 1)
    throw context.unsupported('batch norm in training mode');
  const { tf } = context;
  const x = context.tensor(0);
  const [scale, bias, mean, variance] = [1, 2, 3, 4].map((i) =>
    perChannel(context, context.tensor(i), x.rank),
  );
  const inverse = tf.rsqrt(tf.add(variance!, epsilonOf(context)));
  return scaled(context, tf.mul(tf.sub(x, mean!), inverse), scale!, bias);
};

const lpNormalization: Operator = (context) => {
  const { tf } = context;
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), x.rank);
  const norm =
    getInt(context.node, 'p', 2) === 1
      ? tf.sum(tf.abs(x), axis, true)
      : tf.sqrt(tf.sum(tf.square(x), axis, true));
  return tf.div(x, norm);
};

const rmsNormalization: Operator = (context) => {
  const { tf } = context;
  const x = context.tensor(0);
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), x.rank);
  const squares = tf.mean(tf.square(x), [...x.shape.keys()].slice(axis), true);
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(squares, epsilonOf(context)))), context.tensor(1));
};

const meanVarianceNormalization: Operator = (context) => {
  const { tf } = context;
  const x = context.tensor(0);
  const { mean, variance } = tf.moments(x, getInts(context.node, 'axes')?.slice() ?? [0, 2, 3], true);
  // The operator adds this to the deviation (ONNX MeanVarianceNormalization).
  return tf.div(tf.sub(x, mean), tf.add(tf.sqrt(variance), 1e-9));
};

const localResponseNormalization: Operator = (context) => {
  const { tf, node } = context;
  const x = context.tensor(0);
  const size = getInt(node, 'size', 1);
  if (x.rank !== 4 || size % 2 === 0)
    throw context.unsupported('only images and an odd number of neighbours');
  const result = tf.localResponseNormalization(
    tf.transpose(x, [0, 2, 3, 1]) as Tensor4D,
    (size - 1) / 2,
    getFloat(node, 'bias', 1),
    getFloat(node, 'alpha', 0.0001) / size,
    getFloat(node, 'beta', 0.75),
  );
  return tf.transpose(result, [0, 3, 1, 2]);
};

/** Outside of training it passes everything on. */
const dropout: Operator = (context) => {
  const training = context.has(2) && context.requireNumbers(2)[0] === 1;
  if (training) throw context.unsupported('dropout in training mode');
  const x = context.tensor(0);
  return [x, context.tf.ones(x.shape, 'bool')];
};

export const normalizationOperators: Operators = {
  BatchNormalization: batchNormalization,
  Dropout: dropout,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  LRN: localResponseNormalization,
  LayerNormalization: layerNormalization,
  LpNormalization: lpNormalization,
  MeanVarianceNormalization: meanVarianceNormalization,
  RMSNormalization: rmsNormalization,
};

const allButChannels = (x: Tensor): number[] => [...x.shape.keys()].filter((axis) => axis !== 1);

const batchNormTraining: Operator = (context) => {
  const x = context.tensor(0);
  const { xhat, mean, variance } = standardized(context, x, allButChannels(x));
  const [scale, bias] = [1, 2].map((i) => perChannel(context, context.tensor(i), x.rank));
  const channels = [x.shape[1] ?? 1];
  return [
    scaled(context, xhat, scale!, bias),
    context.reshaped(mean, channels),
    context.reshaped(variance, channels),
  ];
};

/** dx = scale * inverse * (dy - mean(dy) - xhat * mean(dy * xhat)), means over everything but the channels. */
const batchNormTrainingGrad: Operator = (context) => {
  const { tf } = context;
  const [dy, x] = [context.tensor(0), context.tensor(1)];
  const [scale, mean, variance] = [2, 3, 4].map((i) => perChannel(context, context.tensor(i), x.rank));
  const axes = allButChannels(x);
  const inverse = tf.rsqrt(tf.add(variance!, epsilonOf(context)));
  const xhat = tf.mul(tf.sub(x, mean!), inverse);
  const dbias = tf.sum(dy, axes, true);
  const dscale = tf.sum(tf.mul(dy, xhat), axes, true);
  const count = x.size / dbias.size;
  const centred = tf.sub(tf.sub(dy, tf.div(dbias, count)), tf.mul(xhat, tf.div(dscale, count)));
  const dx = tf.mul(centred, tf.mul(scale!, inverse));
  return [dx, context.reshaped(dscale, [dscale.size]), context.reshaped(dbias, [dbias.size])];
};

export const internalNormalizationOperators: Operators = {
  BatchNormTraining: batchNormTraining,
  BatchNormTrainingGrad: batchNormTrainingGrad,
};
