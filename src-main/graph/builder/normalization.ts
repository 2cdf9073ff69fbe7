import { float, int } from '../attributes.ts';
import type { Value } from '../graph.ts';
import type { Emit } from './methods.ts';

export const normalizationMethods = (emit: Emit) => ({
  /** Inference form: (x - mean) / sqrt(variance + epsilon) * scale + bias, all vectors [C]. */
  BatchNormalization: (
    x: Value,
    scale: Value,
    bias: Value,
    mean: Value,
    variance: Value,
    epsilon = 1e-5,
  ): Value => emit('BatchNormalization', [x, scale, bias, mean, variance], { epsilon: float(epsilon) }),
  InstanceNormalization: (x: Value, scale: Value, bias: Value, epsilon = 1e-5): Value =>
    emit('InstanceNormalization', [x, scale, bias], { epsilon: float(epsilon) }),
  /** Normalises over the axes from `axis` on; scale and bias have their shape. */
  LayerNormalization: (x: Value, scale: Value, bias?: Value, axis = -1, epsilon = 1e-5): Value =>
    emit('LayerNormalization', [x, scale, bias], { axis: int(axis), epsilon: float(epsilon) }),
  /** Over groups of channels; scale and bias [C] (operator set 21) or [groups] (before). */
  GroupNormalization: (x: Value, scale: Value, bias: Value, groups: number, epsilon = 1e-5): Value =>
    emit('GroupNormalization', [x, scale, bias], { num_groups: int(groups), epsilon: float(epsilon) }),
  Softmax: (x: Value, axis = -1): Value => emit('Softmax', [x], { axis: int(axis) }),
  LogSoftmax: (x: Value, axis = -1): Value => emit('LogSoftmax', [x], { axis: int(axis) }),
});
