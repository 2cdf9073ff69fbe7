import * as tf from '@tensorflow/tfjs-core';
import { ints, text } from '../../../attributes.ts';
import type { ConvOptions } from '../../../builder/window-attributes.ts';
import type { RuleCase } from './rule-case.ts';

const shapes = (...list: readonly (readonly number[])[]) => list.map((shape) => ({ shape }));

const permuted = (x: tf.Tensor, order: number[]): tf.Tensor4D => tf.transpose(x as tf.Tensor4D, order);
const toNhwc = (x: tf.Tensor): tf.Tensor4D => permuted(x, [0, 2, 3, 1]);
const toFilter = (w: tf.Tensor): tf.Tensor4D => permuted(w, [2, 3, 1, 0]);
const toNchw = (x: tf.Tensor): tf.Tensor => tf.transpose(x, [0, 3, 1, 2]);

function convReference(x: tf.Tensor, w: tf.Tensor, stride: number, pad: number): tf.Tensor {
  return toNchw(tf.conv2d(toNhwc(x), toFilter(w), stride, pad));
}

function convCase(
  name: string,
  x: readonly number[],
  w: readonly number[],
  options: ConvOptions,
  reference?: readonly [stride: number, pad: number],
): RuleCase {
  return {
    rule: 'Conv',
    name,
    inputs: shapes(x, w, [w[0] ?? 1]),
    build: (b, ...[input, weights, bias]) => b.Conv(input!, weights!, bias, options),
    ...(reference
      ? {
          tensorflow: (input: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) =>
            tf.add(convReference(input, weights, ...reference), tf.reshape(bias, [1, -1, 1, 1])),
        }
      : {}),
  };
}

const pads = (size: number): readonly number[] => [size, size, size, size];

const convCases: readonly RuleCase[] = [
  convCase('3x3 padded', [2, 2, 4, 5], [3, 2, 3, 3], { pads: pads(1) }, [1, 1]),
  convCase('3x3 stride 2', [1, 2, 6, 5], [2, 2, 3, 3], { pads: pads(1), strides: [2, 2] }, [2, 1]),
  convCase('1x1 stride 2', [2, 2, 4, 4], [3, 2, 1, 1], { strides: [2, 2] }, [2, 0]),
  convCase('7x7 stride 2', [1, 1, 8, 8], [2, 1, 7, 7], { pads: pads(3), strides: [2, 2] }, [2, 3]),
  convCase('stride that skips the last pixels', [1, 1, 6, 6], [1, 1, 3, 3], { strides: [2, 2] }),
  convCase('dilated', [1, 2, 6, 6], [2, 2, 3, 3], { dilations: [2, 2], pads: pads(2) }),
  convCase('strided and dilated', [1, 1, 8, 7], [2, 1, 3, 2], {
    dilations: [2, 1],
    strides: [2, 3],
    pads: [1, 0, 2, 1],
  }),
  convCase('grouped', [2, 4, 4, 4], [6, 2, 3, 3], { group: 2, pads: pads(1) }),
  convCase('depthwise stride 2', [1, 3, 5, 5], [3, 1, 3, 3], { group: 3, pads: pads(1), strides: [2, 2] }),
  convCase('one-dimensional', [2, 3, 7], [2, 3, 3], { pads: [1, 1] }),
  {
    rule: 'Conv',
    name: 'automatic padding',
    inputs: shapes([1, 1, 5, 6], [2, 1, 3, 3]),
    build: (b, x, w) =>
      b.emit('Conv', [x, w], { attributes: { auto_pad: text('SAME_UPPER'), strides: ints([2, 2]) } })[0]!,
    tensorflow: (x, w) => toNchw(tf.conv2d(toNhwc(x), toFilter(w), 2, 'same')),
  },
  {
    rule: 'ConvTranspose',
    name: 'stride 2 with output padding',
    inputs: shapes([1, 2, 3, 3], [2, 3, 3, 3], [3]),
    build: (b, x, w, bias) =>
      b.ConvTranspose(x, w, bias, { strides: [2, 2], pads: pads(1), outputPadding: [1, 1] }),
  },
  {
    rule: 'ConvTranspose',
    name: 'grouped',
    inputs: shapes([2, 4, 3, 3], [4, 1, 2, 2]),
    build: (b, x, w) => b.ConvTranspose(x, w, undefined, { group: 2 }),
  },
  {
    rule: 'ConvTranspose',
    name: 'stride 2, the reference transposed too',
    inputs: shapes([1, 2, 3, 4], [2, 3, 2, 2]),
    build: (b, x, w) => b.ConvTranspose(x, w, undefined, { strides: [2, 2] }),
    tensorflow: (x, w) =>
      toNchw(tf.conv2dTranspose(toNhwc(x), permuted(w, [2, 3, 1, 0]), [1, 6, 8, 3], 2, 'valid')),
  },
  {
    rule: 'ConvTranspose',
    name: 'grouped and dilated, stride 2, output padding',
    inputs: shapes([1, 4, 3, 3], [4, 2, 3, 3], [4]),
    build: (b, x, w, bias) =>
      b.ConvTranspose(x, w, bias, {
        group: 2,
        strides: [2, 2],
        dilations: [2, 1],
        pads: [1, 0, 1, 2],
        outputPadding: [1, 0],
      }),
  },
  ...['SAME_UPPER', 'SAME_LOWER', 'VALID', 'NOTSET'].map(
    (mode): RuleCase => ({
      rule: 'ConvTranspose',
      name: `automatic padding ${mode}`,
      inputs: shapes([1, 2, 3, 4], [2, 2, 3, 4]),
      build: (b, x, w) =>
        b.emit('ConvTranspose', [x, w], { attributes: { auto_pad: text(mode), strides: ints([2, 2]) } })[0]!,
    }),
  ),
  {
    rule: 'ConvTranspose',
    name: 'output shape given',
    inputs: shapes([1, 2, 3, 4], [2, 2, 3, 4]),
    build: (b, x, w) =>
      b.emit('ConvTranspose', [x, w], {
        attributes: { output_shape: ints([6, 7]), strides: ints([2, 2]) },
      })[0]!,
  },
];

const poolCases: readonly RuleCase[] = [
  {
    rule: 'MaxPool',
    name: '2x2',
    inputs: shapes([2, 2, 4, 4]),
    build: (b, x) => b.MaxPool(x, [2, 2], { strides: [2, 2] }),
    tensorflow: (x) => toNchw(tf.maxPool(toNhwc(x), 2, 2, 'valid')),
  },
  {
    rule: 'MaxPool',
    name: '3x3 stride 2 padded, overlapping',
    inputs: shapes([2, 1, 7, 6]),
    build: (b, x) => b.MaxPool(x, [3, 3], { strides: [2, 2], pads: pads(1) }),
    tensorflow: (x) => toNchw(tf.maxPool(toNhwc(x), 3, 2, 1, 'floor')),
  },
  {
    rule: 'AveragePool',
    name: '2x2',
    inputs: shapes([2, 2, 4, 4]),
    build: (b, x) => b.AveragePool(x, [2, 2], { strides: [2, 2] }),
    tensorflow: (x) => toNchw(tf.avgPool(toNhwc(x), 2, 2, 'valid')),
  },
  {
    rule: 'AveragePool',
    // TensorFlow.js divides by the whole window in this gradient, though not in its forward pass.
    name: 'padding not counted',
    inputs: shapes([1, 2, 5, 4]),
    build: (b, x) => b.AveragePool(x, [3, 3], { strides: [2, 2], pads: pads(1) }),
  },
  {
    rule: 'AveragePool',
    name: 'padding counted',
    inputs: shapes([1, 2, 5, 4]),
    build: (b, x) => b.AveragePool(x, [3, 3], { pads: pads(1), countIncludePad: true }),
  },
  {
    rule: 'AveragePool',
    name: 'ceil mode',
    inputs: shapes([1, 1, 5, 6]),
    build: (b, x) => b.AveragePool(x, [3, 3], { strides: [2, 2], ceilMode: true }),
  },
  {
    rule: 'AveragePool',
    name: 'ceil mode, padding counted',
    inputs: shapes([1, 2, 6, 5]),
    build: (b, x) =>
      b.AveragePool(x, [3, 3], { strides: [2, 2], pads: pads(1), ceilMode: true, countIncludePad: true }),
  },
  {
    rule: 'AveragePool',
    name: 'automatic padding',
    inputs: shapes([1, 2, 5, 6]),
    build: (b, x) =>
      b.emit('AveragePool', [x], {
        attributes: { kernel_shape: ints([3, 2]), strides: ints([2, 2]), auto_pad: text('SAME_LOWER') },
      })[0]!,
  },
  {
    rule: 'MaxPool',
    name: 'ceil mode, dilated',
    inputs: shapes([1, 2, 7, 8]),
    build: (b, x) => b.MaxPool(x, [2, 3], { strides: [2, 2], dilations: [2, 1], ceilMode: true }),
  },
  {
    rule: 'GlobalAveragePool',
    name: 'image',
    inputs: shapes([2, 3, 2, 3]),
    build: (b, x) => b.GlobalAveragePool(x),
    tensorflow: (x) => tf.mean(x, [2, 3], true),
  },
  {
    rule: 'GlobalMaxPool',
    name: 'image',
    inputs: shapes([2, 3, 2, 3]),
    build: (b, x) => b.GlobalMaxPool(x),
    tensorflow: (x) => tf.max(x, [2, 3], true),
  },
];

export const convolutionCases: readonly RuleCase[] = [...convCases, ...poolCases];
