import type { Random } from '../../src-shared/random.ts';
import { elementCount, float32, type TensorOf } from '../graph/tensor-data.ts';

export type Initialization =
  | { readonly kind: 'constant'; readonly value: number }
  /** Mean 0. */
  | { readonly kind: 'normal'; readonly standardDeviation: number }
  /** In [-bound, bound). */
  | { readonly kind: 'uniform'; readonly bound: number };

/** He et al. 2015 for a Relu, by outgoing connections: what torchvision and timm give a ResNet's convolutions. */
export function heNormal([filters = 1, , ...kernel]: readonly number[]): Initialization {
  return { kind: 'normal', standardDeviation: Math.sqrt(2 / (filters * elementCount(kernel))) };
}

/** PyTorch's default for the weights and bias of a linear layer. */
export function linearUniform(inputs: number): Initialization {
  return { kind: 'uniform', bound: 1 / Math.sqrt(inputs) };
}

export function initialize(
  shape: readonly number[],
  initialization: Initialization,
  random: Random,
): TensorOf<'float32'> {
  const draw = sampler(initialization, random);
  return float32(shape, Array.from({ length: elementCount(shape) }, draw));
}

function sampler(initialization: Initialization, random: Random): () => number {
  switch (initialization.kind) {
    case 'constant':
      return () => initialization.value;
    case 'normal':
      return () => initialization.standardDeviation * random.normal();
    case 'uniform':
      return () => random.between(-initialization.bound, initialization.bound);
    default:
      return initialization satisfies never;
  }
}
