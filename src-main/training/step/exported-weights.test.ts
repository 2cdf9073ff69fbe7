import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formula } from '../../graph/testing/formula.ts';
import parameters from '../../networks/fixtures/parameters.json' with { type: 'json' };
import { bodyWeights } from '../../networks/pretrained.ts';
import { encodeSafetensors } from '../../networks/safetensors.ts';
import { readTrainedNetwork } from '../../networks/trained-network.ts';
import { weightsOfModel } from '../../networks/weights-of-model.ts';
import { createTrainingSession, type TrainingSessionOptions } from './training-session.ts';

const settings = {
  architecture: 'cifar-resnet',
  classes: 10,
  imageSize: 32,
  batchSize: 8,
  optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
  threads: 1,
} as const satisfies Partial<TrainingSessionOptions>;

const images = formula(5, [8, 3, 32, 32], -1, 1).data;
const normalisation = { mean: [0.5, 0.4, 0.3], std: [0.2, 0.3, 0.4] } as const;

test('trained weights leave as safetensors with PyTorch’s names, and predict the same when they come back', async () => {
  // The branch of the auxiliary batch norm stays behind.
  const session = await createTrainingSession({
    ...settings,
    seed: 1,
    branches: { kind: 'all', real: 4 },
    averageDecay: 0.5,
  });
  const labels = Int32Array.from({ length: 8 }, (_, i) => i);
  const weights = new Float32Array(8).fill(1);
  for (let step = 0; step < 4; step++) await session.step({ images, labels, weights, learningRate: 0.05 });
  const predicted = await session.predict(images);
  const classNames = Array.from({ length: 10 }, (_, i) => `class ${i}`);
  const model = session.exportInference({ ...normalisation, labels: classNames });
  await session.dispose();

  const file = weightsOfModel(model, { architecture: settings.architecture });
  // From PyTorch: tools/fixtures/pytorch/models.py.
  const shapes = Object.fromEntries([...file.tensors].map(([name, { dims }]) => [name, [...dims]]));
  expect(shapes).toEqual(parameters['cifar-resnet']);

  const folder = await mkdtemp(join(tmpdir(), 'variegate-exported-'));
  const path = join(folder, 'run.safetensors');
  await writeFile(path, Buffer.concat(encodeSafetensors(file)));
  const network = await readTrainedNetwork(path);
  await rm(folder, { recursive: true });
  expect(network).toMatchObject({
    architecture: 'cifar-resnet',
    classes: 10,
    imageSize: 32,
    ...normalisation,
  });
  const again = await createTrainingSession({ ...settings, seed: 2, firstWeights: network.weights });
  expect(await again.predict(images)).toEqual(predicted);
  await again.dispose();

  const other = network.createClassifier({ classes: 3, imageSize: 32 });
  const body = bodyWeights(network, other);
  for (const [name, value] of body) expect(value).toEqual(file.tensors.get(name));
  expect(body.size).toBe(file.tensors.size - 2);
}, 300_000);
