import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { runnerImport } from 'vite';
import type { ParameterSpec } from '../../../src-main/networks/module.ts';
import { CLASSES, classifierOf, LEARNING_RATE, optimizer, type TrainCase } from '../cases.ts';
import type { Contestant } from '../contestant.ts';
import { convolutionGradient } from './convolution-gradient.ts';
import { residualNetwork } from './network.ts';

let started: Promise<void> | undefined;

/** Its gradients come as modules that only bundlers can load, and the backend lacks one of them. */
async function start(): Promise<void> {
  await runnerImport('@tensorflow/tfjs-core/dist/register_all_gradients.js', {
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: [/@tensorflow/] },
  });
  tf.unregisterGradient(tf.Conv2D);
  tf.registerGradient(convolutionGradient);
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('The WebAssembly backend of TensorFlow.js does not start here.');
  }
}

/** Random numbers of about the spread that such networks start with; how long a step takes does not depend on them. */
function firstValue({ name, shape }: ParameterSpec): tf.Tensor {
  if (shape.length === 1) return name.endsWith('.bias') ? tf.zeros([...shape]) : tf.ones([...shape]);
  if (shape.length === 2) return tf.randomNormal([...shape], 0, 0.1);
  const [filters = 1, inputs = 1, rows = 1, columns = 1] = shape;
  return tf.randomNormal([rows, columns, inputs, filters], 0, Math.sqrt(2 / (filters * rows * columns)));
}

/**
 * The case's residual network trained by TensorFlow.js on its WebAssembly backend, which has one thread under Node. Weight decay
 * and running statistics are left out, to its advantage.
 */
export async function openTensorFlow(trainCase: TrainCase): Promise<Contestant> {
  await (started ??= start());
  const { batchSize, imageSize } = trainCase;
  const variables = new Map(
    classifierOf(trainCase).parameters.map((spec) => [spec.name, tf.variable(firstValue(spec))] as const),
  );
  const images = tf.randomNormal<tf.Rank.R4>([batchSize, imageSize, imageSize, 3]);
  const labels = tf.oneHot(
    Array.from({ length: batchSize }, (_, i) => i % CLASSES),
    CLASSES,
  );
  const sgd = tf.train.momentum(LEARNING_RATE, optimizer.momentum, optimizer.nesterov);
  const step = async (): Promise<number> => {
    const begin = performance.now();
    const loss = sgd.minimize(
      () => tf.losses.softmaxCrossEntropy(labels, residualNetwork(variables, images)),
      true,
    );
    await loss?.data();
    loss?.dispose();
    return performance.now() - begin;
  };
  return {
    name: `TensorFlow.js ${tf.version_core}, WASM`,
    steps: async (count) => {
      const times: number[] = [];
      for (let i = 0; i < count; i++) times.push(await step());
      return times;
    },
    close: () => {
      sgd.dispose();
      for (const each of [images, labels, ...variables.values()]) each.dispose();
    },
  };
}
