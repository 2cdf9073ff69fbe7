import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { loadModel } from '../../graph/executors/onnxruntime.ts';
import { tensor } from '../../graph/tensor-data.ts';
import { bodyWeights } from '../../networks/pretrained.ts';
import { readTrainedNetwork, type TrainedNetwork } from '../../networks/trained-network.ts';
import { createTrainingSession } from './training-session.ts';

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const classNames = ['airplane', 'frog'];

/** The first pictures of two classes, in turn, as the network wants them. */
async function pictures({ mean, std }: TrainedNetwork, count: number, size: number) {
  const pixels = size ** 2;
  const images = new Float32Array(count * 3 * pixels);
  for (let i = 0; i < count; i++) {
    const name = `${String(Math.floor(i / 2)).padStart(4, '0')}.jpg`;
    const file = join(data, 'cifake', 'real-train', classNames[i % 2] ?? '', name);
    const raw = await sharp(await readFile(file))
      .resize(size, size)
      .removeAlpha()
      .raw()
      .toBuffer();
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < 3; c++) {
        images[(i * 3 + c) * pixels + p] = (raw[p * 3 + c]! / 255 - mean[c]!) / std[c]!;
      }
    }
  }
  return { images, labels: Int32Array.from({ length: count }, (_, i) => i % 2) };
}

const cases = [
  {
    file: 'cifar10-cnn.onnx',
    imageSize: 32,
    learningRate: 0.01,
    config: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  },
  {
    file: 'squeezenet1.1-fp16.onnx',
    imageSize: 48,
    learningRate: 0.002,
    config: {
      mean: [123 / 255, 117 / 255, 104 / 255],
      std: [1 / 255, 1 / 255, 1 / 255],
      channel_order: 'bgr',
    },
  },
];

test.skipIf(!existsSync(data)).each(cases)(
  '$file learns two classes of photographs with a new head, and leaves as ONNX',
  async ({ file, imageSize, learningRate, config }) => {
    const folder = await mkdtemp(join(tmpdir(), 'variegate-imported-'));
    await copyFile(join(data, 'onnx', file), join(folder, file));
    await writeFile(join(folder, 'config.json'), JSON.stringify({ pretrained_cfg: config }));
    const network = await readTrainedNetwork(folder);
    await rm(folder, { recursive: true });
    expect(network.architecture).toBe('imported');
    const [classes, batchSize] = [2, 8];
    const session = await createTrainingSession({
      architecture: network.architecture,
      network: network.createClassifier,
      classes,
      imageSize,
      batchSize,
      optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
      seed: 1,
      firstWeights: bodyWeights(network, network.createClassifier({ classes, imageSize })),
    });
    const { images, labels } = await pictures(network, batchSize, imageSize);
    const weights = new Float32Array(batchSize).fill(1);
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) {
      losses.push((await session.step({ images, labels, weights, learningRate })).loss);
    }
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
    const predicted = await session.predict(images);
    const bytes = session.exportInference({
      mean: network.mean,
      std: network.std,
      labels: classNames,
    });
    await session.dispose();
    const model = await loadModel(bytes);
    const three = tensor('float32', [3, 3, imageSize, imageSize], images.slice(0, 9 * imageSize ** 2));
    const { logits } = await model.run({ images: three });
    await model.dispose();
    expect(logits?.dims).toEqual([3, classes]);
    Array.from(logits?.data ?? [], Number).forEach((value, i) => expect(value).toBeCloseTo(predicted[i]!, 3));
  },
  600_000,
);
