import type { Value } from '../../graph.ts';
import { elementCount } from '../../tensor-data.ts';
import type { RuleContext } from '../rule-context.ts';

/** What each output place of one axis takes of each input place: [outputs, inputs], row-major. */
export interface AxisMap {
  readonly outputs: number;
  readonly inputs: number;
  readonly weights: Float64Array;
}

export function axisMap(
  outputs: number,
  inputs: number,
  taps: (output: number) => readonly (readonly [input: number, weight: number])[],
): AxisMap {
  const weights = new Float64Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    for (const [input, weight] of taps(output)) weights[output * inputs + input]! += weight;
  }
  return { outputs, inputs, weights };
}

export function isIdentity({ outputs, inputs, weights }: AxisMap): boolean {
  return outputs === inputs && weights.every((weight, i) => weight === (i % (inputs + 1) === 0 ? 1 : 0));
}

/**
 * Carries a gradient back through a linear map along one axis: a product with its transpose. One matrix product is fast on every
 * provider, and always adds in the same order.
 */
export function backAlongAxis(context: RuleContext, dy: Value, axis: number, map: AxisMap): Value {
  const { b } = context;
  const { outputs, inputs, weights } = map;
  const before = elementCount(dy.shape.slice(0, axis));
  const after = elementCount(dy.shape.slice(axis + 1));
  const shape = dy.shape.with(axis, inputs);
  if (after === 1) {
    const matrix = context.constant(dy, [outputs, inputs], [...weights]);
    return b.Reshape(b.MatMul(b.Reshape(dy, [before, outputs]), matrix), shape);
  }
  const transposed = Array.from(
    { length: inputs * outputs },
    (_, i) => weights[(i % outputs) * inputs + Math.floor(i / outputs)]!,
  );
  const matrix = context.constant(dy, [inputs, outputs], transposed);
  return b.Reshape(b.MatMul(matrix, b.Reshape(dy, [before, outputs, after])), shape);
}
