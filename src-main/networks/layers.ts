import type { Value } from '../graph/graph.ts';
import type { LayerContext } from './module.ts';
import { heNormal, type Initialization, linearUniform } from './initialization.ts';

export { batchNorm } from './batch-norm.ts';

export interface ConvLayer {
  readonly filters: number;
  readonly kernel: number;
  readonly stride?: number;
}

/** Square convolution without bias that keeps the size at stride 1. */
export function convolution(
  { b, parameter }: LayerContext,
  name: string,
  x: Value,
  { filters, kernel, stride = 1 }: ConvLayer,
): Value {
  const shape = [filters, x.shape[1] ?? 1, kernel, kernel];
  const weight = parameter({
    name: `${name}.weight`,
    shape,
    initialization: heNormal(shape),
    weightDecay: true,
  });
  const pad = (kernel - 1) / 2;
  return b.Conv(x, weight, undefined, { strides: [stride, stride], pads: [pad, pad, pad, pad] });
}

/** First weights; `bias: null` leaves the bias out. */
export interface LinearStart {
  readonly weight: Initialization;
  readonly bias: Initialization | null;
}

/** x [N, inputs] to [N, outputs]. Starts as PyTorch's unless told otherwise. */
export function linear(
  { b, parameter }: LayerContext,
  name: string,
  x: Value,
  outputs: number,
  start?: LinearStart,
): Value {
  const inputs = x.shape[1] ?? 1;
  const usual = linearUniform(inputs);
  const { weight: first, bias: firstBias } = start ?? { weight: usual, bias: usual };
  const weight = parameter({
    name: `${name}.weight`,
    shape: [outputs, inputs],
    initialization: first,
    weightDecay: true,
  });
  const bias =
    firstBias &&
    parameter({ name: `${name}.bias`, shape: [outputs], initialization: firstBias, weightDecay: false });
  return b.Gemm(x, weight, bias ?? undefined, { transB: true });
}

/** Over the last axis, as `torch.nn.LayerNorm`. */
export function layerNorm({ b, parameter }: LayerContext, name: string, x: Value, epsilon: number): Value {
  const shape = [x.shape.at(-1) ?? 1];
  const tensor = (suffix: string, value: number): Value =>
    parameter({
      name: `${name}.${suffix}`,
      shape,
      initialization: { kind: 'constant', value },
      weightDecay: false,
    });
  return b.LayerNormalization(x, tensor('weight', 1), tensor('bias', 0), -1, epsilon);
}
