import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGraphBuilder } from '../graph/builder/graph-builder.ts';
import { formula } from '../graph/testing/formula.ts';
import { encodeModel } from '../graph/onnx/encode.ts';
import { readTrainedNetwork } from './trained-network.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-network-'));
});
afterEach(() => rm(folder, { recursive: true }));

function network(): Uint8Array {
  const b = createGraphBuilder();
  const images = b.input('images', 'float32', [1, 3, 16, 16]);
  const x = b.Relu(b.Conv(images, b.initializer('stem.weight', formula(1, [4, 3, 3, 3]))));
  const features = b.Flatten(b.GlobalAveragePool(x));
  const weight = b.initializer('classifier.weight', formula(2, [6, 4]));
  b.output('logits', b.Gemm(features, weight, undefined, { transB: true }));
  return encodeModel(b.finish('network'));
}

test('an ONNX file is asked about its pictures, and config.json beside it answers', async () => {
  await writeFile(join(folder, 'network.onnx'), network());
  await expect(readTrainedNetwork(folder)).rejects.toThrow(/network\.onnx does not say how its pictures/);
  const cfg = { mean: [0, 0, 0], std: [1, 1, 1], channel_order: 'bgr' };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ pretrained_cfg: cfg }));
  expect(await readTrainedNetwork(folder)).toMatchObject({
    architecture: 'imported',
    classes: 6,
    head: 'classifier',
    imageSize: 16,
    channelOrder: 'bgr',
    std: [1, 1, 1],
  });
  const stated = await readTrainedNetwork(folder, { std: [2, 2, 2] });
  expect(stated.std).toEqual([2, 2, 2]);
  expect(stated.createClassifier({ classes: 3, imageSize: 32 }).parameters.map(({ name }) => name)).toEqual([
    'stem.weight',
    'classifier.weight',
    'classifier.bias',
  ]);
});

test('a folder without a network, or with several, is refused', async () => {
  await expect(readTrainedNetwork(folder)).rejects.toThrow(/model\.safetensors is missing/);
  await writeFile(join(folder, 'a.onnx'), network());
  await writeFile(join(folder, 'b.onnx'), network());
  await expect(readTrainedNetwork(folder)).rejects.toThrow(/2 ONNX files/);
  await writeFile(join(folder, 'model.onnx'), 'version https://git-lfs.github.com/spec/v1\n');
  await expect(readTrainedNetwork(folder)).rejects.toThrow(/Git LFS pointer/);
});
