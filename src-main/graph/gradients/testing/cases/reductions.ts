import * as tf from '@tensorflow/tfjs-core';
import type { RuleCase } from './rule-case.ts';

const full = [{ shape: [2, 3, 4] }];
const positive = [{ shape: [2, 3, 4], low: 0.2, high: 1.5 }];

export const reductionCases: readonly RuleCase[] = [
  { rule: 'ReduceL1', name: 'middle axis', inputs: full, build: (b, x) => b.ReduceL1(x, [1]) },
  {
    rule: 'ReduceL2',
    name: 'last axis dropped',
    inputs: full,
    build: (b, x) => b.ReduceL2(x, [-1], false),
    tensorflow: (x) => tf.norm(x, 2, 2),
  },
  {
    rule: 'ReduceLogSum',
    name: 'two axes',
    inputs: positive,
    build: (b, x) => b.ReduceLogSum(x, [0, 2], false),
  },
  {
    rule: 'ReduceLogSumExp',
    name: 'last axis',
    inputs: full,
    build: (b, x) => b.ReduceLogSumExp(x, [2]),
    tensorflow: (x) => tf.logSumExp(x, 2, true),
  },
  {
    rule: 'ReduceMax',
    name: 'middle axis dropped',
    inputs: full,
    build: (b, x) => b.ReduceMax(x, [1], false),
    tensorflow: (x) => tf.max(x, 1),
  },
  {
    rule: 'ReduceMin',
    name: 'all axes',
    inputs: full,
    build: (b, x) => b.ReduceMin(x),
    tensorflow: (x) => tf.min(x, undefined, true),
  },
  {
    rule: 'ReduceMean',
    name: 'two axes dropped',
    inputs: full,
    build: (b, x) => b.ReduceMean(x, [0, 2], false),
    tensorflow: (x) => tf.mean(x, [0, 2]),
  },
  {
    rule: 'ReduceProd',
    name: 'middle axis',
    inputs: full,
    build: (b, x) => b.ReduceProd(x, [1]),
    tensorflow: (x) =>
      tf.expandDims(
        tf.unstack(x, 1).reduce((product, part) => tf.mul(product, part)),
        1,
      ),
  },
  {
    rule: 'ReduceProd',
    // Evenly spaced numbers from 0 on, in units that single precision holds exactly.
    name: 'one element is zero',
    inputs: [{ shape: [2, 4], low: -0.34, high: 7.66 }],
    build: (b, x) => b.ReduceProd(b.Mul(x, 0.25), [1], false),
  },
  {
    rule: 'ReduceSum',
    name: 'all axes kept',
    inputs: full,
    build: (b, x) => b.ReduceSum(x),
    tensorflow: (x) => tf.sum(x, undefined, true),
  },
  {
    rule: 'ReduceSumSquare',
    name: 'two axes',
    inputs: full,
    build: (b, x) => b.ReduceSumSquare(x, [1, 2]),
    tensorflow: (x) => tf.sum(tf.square(x), [1, 2], true),
  },
  {
    rule: 'Softmax',
    name: 'last axis',
    inputs: [{ shape: [3, 5], low: -3, high: 3 }],
    build: (b, x) => b.Softmax(x),
    tensorflow: (x) => tf.softmax(x),
  },
  { rule: 'Softmax', name: 'middle axis', inputs: full, build: (b, x) => b.Softmax(x, 1) },
  {
    rule: 'LogSoftmax',
    name: 'last axis',
    inputs: [{ shape: [3, 5], low: -3, high: 3 }],
    build: (b, x) => b.LogSoftmax(x),
    tensorflow: (x) => tf.logSoftmax(x),
  },
];
