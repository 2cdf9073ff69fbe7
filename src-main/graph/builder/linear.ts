import { float, int, text } from '../attributes.ts';
import type { Value } from '../graph.ts';
import type { Operand } from './emitter.ts';
import type { Emit } from './methods.ts';

export interface GemmOptions {
  readonly alpha?: number;
  readonly beta?: number;
  readonly transA?: boolean;
  readonly transB?: boolean;
}

export const linearMethods = (emit: Emit) => ({
  MatMul: (a: Value, b: Value): Value => emit('MatMul', [a, b]),
  /** Products summed over the labels that the equation's result lacks. */
  Einsum: (xs: readonly Value[], equation: string): Value => emit('Einsum', xs, { equation: text(equation) }),
  /** alpha * A' B' + beta * C, C broadcasting. */
  Gemm: (a: Value, b: Value, c?: Operand, options: GemmOptions = {}): Value =>
    emit('Gemm', [a, b, c], {
      alpha: float(options.alpha ?? 1),
      beta: float(options.beta ?? 1),
      transA: int(options.transA === true ? 1 : 0),
      transB: int(options.transB === true ? 1 : 0),
    }),
});
