import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '../../../src-main/graph/executors/tensorflow/testing/plain-tensorflow.ts';
import { formula } from '../../../src-main/graph/testing/formula.ts';
import { createTrainingSession } from '../../../src-main/training/step/training-session.ts';
import { convolutionGradient } from './convolution-gradient.ts';
import { residualNetwork } from './network.ts';

const image = (seed: number, shape: [number, number, number, number]): tf.Tensor4D =>
  tf.tensor4d(formula(seed, shape, -1, 1).data, shape);

test.each([
  { kernel: 3, stride: 1, pad: 1 },
  { kernel: 3, stride: 2, pad: 1 },
  { kernel: 1, stride: 2, pad: 0 },
])('the gradients of a convolution, $kernel wide at stride $stride, are the library’s', async (window) => {
  const { kernel, stride, pad } = window;
  const x = image(1, [2, 6, 6, 3]);
  const filter = image(2, [kernel, kernel, 3, 4]);
  const size = Math.floor((6 + 2 * pad - kernel) / stride) + 1;
  const dy = image(3, [2, size, size, 4]);
  const strides: [number, number] = [stride, stride];
  const expected = tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad))(
    [x, filter],
    dy,
  );
  const own = convolutionGradient.gradFunc(dy, [x, filter], { strides, pad });
  for (const [i, name] of ['x', 'filter'].entries()) {
    const difference = await tf.max(tf.abs(tf.sub(own[name]!(), expected[i]!))).data();
    expect(difference[0]).toBeLessThan(1e-5);
  }
});

test('the network is the one that a training session trains', async () => {
  const [classes, batchSize, imageSize] = [5, 4, 8];
  const session = await createTrainingSession({
    architecture: 'cifar-resnet',
    classes,
    imageSize,
    batchSize,
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 },
    seed: 1,
  });
  const weights = new Map(
    [...session.weights('current')].map(([name, { dims, data }]) => {
      const value = tf.tensor(Float32Array.from(data, Number), [...dims]);
      return [name, dims.length === 4 ? tf.transpose(value, [2, 3, 1, 0]) : value] as const;
    }),
  );
  const images = formula(9, [batchSize, 3, imageSize, imageSize], -2, 2);
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i);
  const step = await session.step({
    images: images.data,
    labels,
    weights: new Float32Array(batchSize).fill(1),
    learningRate: 0.01,
  });
  await session.dispose();
  const pictures = tf.transpose(tf.tensor4d(images.data, [batchSize, 3, imageSize, imageSize]), [0, 2, 3, 1]);
  const logits = residualNetwork(weights, pictures);
  const [loss] = await tf.losses.softmaxCrossEntropy(tf.oneHot([...labels], classes), logits).data();
  expect(loss).toBeCloseTo(step.loss, 4);
});
