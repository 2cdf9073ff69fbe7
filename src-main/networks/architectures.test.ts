import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { createRandom } from '../../src-shared/random.ts';
import { elementCount } from '../graph/tensor-data.ts';
import { architectureNames, createClassifier } from './architectures.ts';
import type { Classifier } from './classifier.ts';
import reference from './fixtures/parameters.json' with { type: 'json' };
import { initialize } from './initialization.ts';

const tensors = ({ parameters, buffers }: Classifier): Record<string, readonly number[]> =>
  Object.fromEntries([...parameters, ...buffers].map(({ name, shape }) => [name, shape]));

test('ResNet-18 has the tensors of timm’s resnet18', () => {
  const classifier = createClassifier('resnet-18', { classes: 1000, imageSize: 224 });
  expect(tensors(classifier)).toEqual(reference['resnet-18']);
  const count = classifier.parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  expect(count).toBe(11_689_512);
});

test('the CIFAR-ResNet has the tensors of the reference in PyTorch', () => {
  const classifier = createClassifier('cifar-resnet', { classes: 10, imageSize: 32 });
  expect(tensors(classifier)).toEqual(reference['cifar-resnet']);
});

test('weights decay, biases and norms do not', () => {
  for (const { name, shape, weightDecay } of createClassifier('cifar-resnet', { classes: 3, imageSize: 32 })
    .parameters) {
    expect([name, weightDecay]).toEqual([name, shape.length > 1]);
  }
});

test('first weights have the spread that He et al. and PyTorch give them', () => {
  const { parameters } = createClassifier('resnet-18', { classes: 10, imageSize: 64 });
  const draw = (name: string): Float32Array => {
    const spec = parameters.find((parameter) => parameter.name === name);
    if (spec === undefined) throw new Error(name);
    return initialize(spec.shape, spec.initialization, createRandom(4)).data;
  };
  const deviation = (values: Float32Array): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  expect(deviation(draw('layer2.0.conv2.weight'))).toBeCloseTo(Math.sqrt(2 / (128 * 9)), 3);
  expect(deviation(draw('layer2.0.downsample.0.weight'))).toBeCloseTo(Math.sqrt(2 / 128), 2);
  const linear = draw('fc.weight');
  expect(Math.max(...linear)).toBeLessThan(1 / Math.sqrt(512));
  expect(deviation(linear)).toBeCloseTo(1 / Math.sqrt(3 * 512), 3);
  expect(draw('bn1.weight')).toEqual(new Float32Array(64).fill(1));
});

test('settings that no network can have are refused with advice', () => {
  for (const name of architectureNames) {
    expect(() => createClassifier(name, { classes: 1, imageSize: 64 })).toThrow(UserError);
    expect(() => createClassifier(name, { classes: 2, imageSize: 2 })).toThrow(/larger|at least/);
  }
});
