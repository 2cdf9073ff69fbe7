import { int, ints } from '../attributes.ts';
import type { Value } from '../graph.ts';
import type { Emit } from './methods.ts';
import {
  type ConvOptions,
  convAttributes,
  type WindowOptions,
  windowAttributes,
} from './window-attributes.ts';

export interface ConvTransposeOptions extends ConvOptions {
  readonly outputPadding?: readonly number[];
}

export interface PoolOptions extends WindowOptions {
  readonly ceilMode?: boolean;
}

export interface AveragePoolOptions extends PoolOptions {
  /** Whether padding counts in the divisor. */
  readonly countIncludePad?: boolean;
}

const poolAttributes = (kernel: readonly number[], options: PoolOptions) => ({
  kernel_shape: ints(kernel),
  ...windowAttributes(options),
  ...(options.ceilMode === true ? { ceil_mode: int(1) } : {}),
});

export const convolutionMethods = (emit: Emit) => ({
  /** x [N, C, ...], w [M, C / group, ...], bias [M]. */
  Conv: (x: Value, w: Value, bias?: Value, options: ConvOptions = {}): Value =>
    emit('Conv', [x, w, bias], convAttributes(options)),
  /** x [N, C, ...], w [C, M / group, ...], bias [M]. */
  ConvTranspose: (x: Value, w: Value, bias?: Value, options: ConvTransposeOptions = {}): Value =>
    emit('ConvTranspose', [x, w, bias], {
      ...convAttributes(options),
      ...(options.outputPadding ? { output_padding: ints(options.outputPadding) } : {}),
    }),
  MaxPool: (x: Value, kernel: readonly number[], options: PoolOptions = {}): Value =>
    emit('MaxPool', [x], poolAttributes(kernel, options)),
  AveragePool: (x: Value, kernel: readonly number[], options: AveragePoolOptions = {}): Value =>
    emit('AveragePool', [x], {
      ...poolAttributes(kernel, options),
      ...(options.countIncludePad === true ? { count_include_pad: int(1) } : {}),
    }),
  GlobalAveragePool: (x: Value): Value => emit('GlobalAveragePool', [x]),
  GlobalMaxPool: (x: Value): Value => emit('GlobalMaxPool', [x]),
});
