import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { toHalf } from '../graph/half-weights.ts';
import { elementCount, int64s, tensor, type TensorData, zeros } from '../graph/tensor-data.ts';
import { createClassifier } from './architectures.ts';
import { bodyWeights, readPretrained } from './pretrained.ts';
import { architectureOf } from './pretrained-config.ts';
import { encodeSafetensors } from './safetensors.ts';
import { writeSafetensors } from './safetensors-files.ts';
import { formulaWeight } from './testing/formula-weights.ts';

const size = { classes: 7, imageSize: 32 };
const specs = () => {
  const { parameters, buffers } = createClassifier('resnet-10-narrow', size);
  return [...parameters, ...buffers];
};
const config = {
  architecture: 'resnet-10-narrow',
  num_classes: 7,
  pretrained_cfg: { input_size: [3, 32, 32], mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], classifier: 'fc' },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-backbone-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** As the starter pack stores it: matrices and kernels in half precision. */
const stored = new Map<string, TensorData>(
  specs().map(({ name, shape }) => {
    const value = formulaWeight(name, shape);
    return [name, shape.length > 1 ? toHalf(value) : value];
  }),
);

async function writeBackbone(change: (tensors: Map<string, TensorData>) => void = () => undefined) {
  const tensors = new Map(stored);
  change(tensors);
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(
    join(folder, 'model.safetensors'),
    Buffer.concat(encodeSafetensors({ tensors, metadata: {} })),
  );
}

test('a backbone lends its body to a network with other classes, which keeps a new head', async () => {
  await writeBackbone();
  const pretrained = await readPretrained(folder);
  expect(pretrained).toMatchObject({
    architecture: 'resnet-10-narrow',
    classes: 7,
    imageSize: 32,
    head: 'fc',
  });
  const other = createClassifier(pretrained.architecture, { classes: 3, imageSize: 48 });
  const body = bodyWeights(pretrained, other);
  const wanted = [...other.parameters, ...other.buffers].map(({ name }) => name);
  expect(wanted.filter((name) => !body.has(name))).toEqual(['fc.weight', 'fc.bias']);
  const kernel = formulaWeight('layer3.0.conv1.weight', [128, 64, 3, 3]).data;
  const read = body.get('layer3.0.conv1.weight')!.data;
  const worst = read.reduce((most, value, i) => Math.max(most, Math.abs(value - kernel[i]!)), 0);
  expect(worst).toBeLessThan(Math.max(...kernel.slice(0, 1000)) * 2 ** -10);
  expect(body.get('bn1.running_var')).toEqual(formulaWeight('bn1.running_var', [32]));
});

test('what does not fit is refused by name', async () => {
  await writeBackbone((tensors) => tensors.delete('layer2.0.bn1.weight'));
  const network = createClassifier('resnet-10-narrow', size);
  const incomplete = await readPretrained(folder);
  expect(() => bodyWeights(incomplete, network)).toThrow(/no "layer2\.0\.bn1\.weight"/);
  await writeBackbone();
  const whole = await readPretrained(folder);
  const wide = createClassifier('resnet-18', { classes: 7, imageSize: 32 });
  expect(() => bodyWeights(whole, wide)).toThrow(/"conv1\.weight" is \[32, 3, 3, 3\]/);
  await writeBackbone((tensors) => tensors.set('conv1.weight', int64s([1])));
  await expect(readPretrained(folder)).rejects.toThrow(/int64 numbers/);
});

test('missing files and Git LFS pointers are told from weights', async () => {
  await expect(readPretrained(folder)).rejects.toThrow(UserError);
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await expect(readPretrained(folder)).rejects.toThrow(/model\.safetensors is missing/);
  await writeFile(
    join(folder, 'model.safetensors'),
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
  );
  await expect(readPretrained(folder)).rejects.toThrow(/Git LFS pointer/);
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, architecture: 'vgg' }));
  await expect(readPretrained(folder)).rejects.toThrow(/architecture/);
});

test.each([
  ['resnet18', 'resnet-18', 'fc'],
  ['vit_tiny_patch16_224', 'vit-tiny', 'head'],
])('%s as timm lays it out, in bfloat16 and several files', async (timm, architecture, head) => {
  const sizes = { classes: 4, imageSize: 64 };
  const network = createClassifier(architectureOf(timm), sizes);
  const tensors = new Map<string, TensorData>(
    [...network.parameters, ...network.buffers].map(({ name, shape }) => [
      name,
      tensor('bfloat16', shape, new Uint16Array(elementCount(shape)).fill(0x3fc0)),
    ]),
  );
  tensors.set('bn1.num_batches_tracked', int64s([7]));
  await writeSafetensors(folder, 'model', { tensors, metadata: {} }, 2 ** 22);
  const pretrained_cfg = { ...config.pretrained_cfg, input_size: [3, 64, 64], classifier: head };
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ architecture: timm, num_classes: 4, pretrained_cfg }),
  );
  const pretrained = await readPretrained(folder);
  expect(pretrained).toMatchObject({ architecture, classes: 4, head, imageSize: 64, channelOrder: 'rgb' });
  const larger = createClassifier(pretrained.architecture, { classes: 2, imageSize: 96 });
  const body = bodyWeights(pretrained, larger);
  expect(body.size).toBe(larger.parameters.length + larger.buffers.length - 2);
  // Position embeddings are resampled, everything else is taken over.
  const some = body.get('pos_embed') ?? body.get('bn1.weight');
  expect(some?.dims).toEqual(head === 'head' ? [1, 37, 192] : [64]);
  expect(some?.data.every((value) => Math.abs(value - 1.5) < 1e-5)).toBe(true);
});

test('weights without a word about them, as torchvision’s, are recognised by their tensors', async () => {
  const network = createClassifier('resnet-34', { classes: 3, imageSize: 64 });
  const tensors = new Map<string, TensorData>(
    [...network.parameters, ...network.buffers].map(({ name, shape }) => [name, zeros('float16', shape)]),
  );
  const path = await writeSafetensors(folder, 'resnet34-b627a593', { tensors, metadata: {} });
  await expect(readPretrained(path)).rejects.toThrow(/does not say how its pictures were normalised/);
  const stated = { imageSize: 224, mean: [0.5, 0.5, 0.5], std: [1, 1, 1] } as const;
  const read = await readPretrained(path, { ...stated, mean: [...stated.mean], std: [...stated.std] });
  expect(read).toMatchObject({ architecture: 'resnet-34', classes: 3, head: 'fc', imageSize: 224 });
  tensors.delete('conv1.weight');
  await writeSafetensors(folder, 'resnet34-b627a593', { tensors, metadata: {} });
  await expect(readPretrained(path)).rejects.toThrow(/no architecture that is built here/);
});
