import type { Value } from '../graph/graph.ts';
import { elementCount, float32 } from '../graph/tensor-data.ts';
import type { LayerContext } from './module.ts';

/**
 * A second set of batch-norm tensors for the images behind the first `real` of a training batch (AdvProp, Xie et al. 2020; timm's
 * SplitBatchNorm): all of them, scale and shift alone, or statistics alone. Inference goes through the main set.
 */
export interface NormBranches {
  readonly kind: 'all' | 'affine' | 'statistics';
  /** Images of a training batch that take the main branch; at least 1, less than the batch. */
  readonly real: number;
}

/** PyTorch's defaults. */
const EPSILON = 1e-5;
/** What a batch counts in the running statistics. */
export const BATCH_NORM_MOMENTUM = 0.1;

/** Names of the second set, as timm gives them. */
const AUXILIARY = '.aux_bn.0';

/** The tensor of the main set that an auxiliary one starts as a copy of; undefined for any other tensor. */
export const mainNameOf = (name: string): string | undefined =>
  name.includes(`${AUXILIARY}.`) ? name.replace(AUXILIARY, '') : undefined;

interface Affine {
  readonly scale: Value;
  readonly bias: Value;
}

interface Statistics {
  readonly mean: Value;
  readonly variance: Value;
}

const tensor = (name: string, channels: number, value: number) => ({
  name,
  shape: [channels],
  initialization: { kind: 'constant', value } as const,
});

const affine = ({ parameter }: LayerContext, name: string, channels: number): Affine => ({
  scale: parameter({ ...tensor(`${name}.weight`, channels, 1), weightDecay: false }),
  bias: parameter({ ...tensor(`${name}.bias`, channels, 0), weightDecay: false }),
});

const statistics = ({ buffer }: LayerContext, name: string, channels: number): Statistics => ({
  mean: buffer(tensor(`${name}.running_mean`, channels, 0)),
  variance: buffer(tensor(`${name}.running_var`, channels, 1)),
});

/**
 * Batch norm as `torch.nn.BatchNorm2d`: normalises by the biased batch variance, keeps a running average of the mean and
 * of the unbiased variance. With `branches` in the context there are two of them.
 */
export function batchNorm(context: LayerContext, name: string, x: Value, epsilon = EPSILON): Value {
  const { b, mode, branches } = context;
  const channels = x.shape[1] ?? 1;
  const main = { ...affine(context, name, channels), ...statistics(context, name, channels) };
  const second = branches ? secondSet(context, name, channels, main) : main;
  if (mode === 'inference') {
    return b.BatchNormalization(x, main.scale, main.bias, main.mean, main.variance, epsilon);
  }
  const normalise = (part: string, images: Value, set: Affine & Statistics): Value =>
    normalised(context, part, images, { ...set, epsilon });
  if (!branches) return normalise(name, x, main);
  const parts = [branches.real, (x.shape[0] ?? 0) - branches.real];
  if (branches.kind === 'affine') {
    const [ones, zeros] = [1, 0].map((value) =>
      b.constant(float32([channels], new Float32Array(channels).fill(value))),
    );
    const y = normalise(name, x, { ...main, scale: ones!, bias: zeros! });
    const [real, synthetic] = b.Split(y, parts);
    return b.Concat([shifted(context, real!, main), shifted(context, synthetic!, second)], 0);
  }
  const [real, synthetic] = b.Split(x, parts);
  const both = [normalise(name, real!, main), normalise(name + AUXILIARY, synthetic!, second)];
  return b.Concat(both, 0);
}

/** What the ablations share is the main set's. */
function secondSet(
  context: LayerContext,
  name: string,
  channels: number,
  main: Affine & Statistics,
): Affine & Statistics {
  const kind = context.branches?.kind;
  return {
    ...main,
    ...(kind === 'statistics' ? {} : affine(context, name + AUXILIARY, channels)),
    ...(kind === 'affine' ? {} : statistics(context, name + AUXILIARY, channels)),
  };
}

interface Normalisation extends Affine, Statistics {
  readonly epsilon: number;
}

function normalised(context: LayerContext, name: string, x: Value, set: Normalisation): Value {
  const { b } = context;
  const { y, mean, variance } = b.BatchNormTraining(x, set.scale, set.bias, set.epsilon);
  const count = elementCount(x.shape) / (x.shape[1] ?? 1);
  const average = (old: Value, value: Value, weight: number): Value =>
    b.Add(b.Mul(old, 1 - BATCH_NORM_MOMENTUM), b.Mul(value, weight));
  context.update(`${name}.running_mean`, average(set.mean, mean, BATCH_NORM_MOMENTUM));
  const unbiased = BATCH_NORM_MOMENTUM * (count / Math.max(1, count - 1));
  context.update(`${name}.running_var`, average(set.variance, variance, unbiased));
  return y;
}

function shifted({ b }: LayerContext, x: Value, { scale, bias }: Affine): Value {
  const perChannel = (vector: Value): Value => b.Reshape(vector, [-1, ...x.shape.slice(2).map(() => 1)]);
  return b.Add(b.Mul(x, perChannel(scale)), perChannel(bias));
}
