import { float, int, text } from '../attributes.ts';
import type { Value } from '../graph.ts';
import { codeOfElementType } from '../onnx/element-types.ts';
import {
  binaryOperators,
  comparisonOperators,
  unaryOperators,
  variadicOperators,
} from '../shapes/elementwise.ts';
import type { ElementType } from '../tensor-data.ts';
import { type Emit, methods } from './methods.ts';
import type { Operand } from './emitter.ts';

type Unary = (x: Value) => Value;
/** A number stands for a scalar constant; at least one operand must be a value. */
type Binary = (a: Operand, b: Operand) => Value;

type BinaryName = (typeof binaryOperators)[number] | (typeof comparisonOperators)[number];

export interface ActivationOptions {
  readonly alpha?: number;
  readonly beta?: number;
}

export const elementwiseMethods = (emit: Emit) => ({
  ...methods<(typeof unaryOperators)[number], Unary>(unaryOperators, (op) => (x) => emit(op, [x])),
  ...methods<BinaryName, Binary>(
    [...binaryOperators, ...comparisonOperators],
    (op) => (a, b) => emit(op, [a, b]),
  ),
  ...methods<(typeof variadicOperators)[number], (...xs: Operand[]) => Value>(
    variadicOperators,
    (op) =>
      (...xs) =>
        emit(op, xs),
  ),
  Elu: (x: Value, { alpha = 1 }: ActivationOptions = {}): Value => emit('Elu', [x], { alpha: float(alpha) }),
  LeakyRelu: (x: Value, { alpha = 0.01 }: ActivationOptions = {}): Value =>
    emit('LeakyRelu', [x], { alpha: float(alpha) }),
  HardSigmoid: (x: Value, { alpha = 0.2, beta = 0.5 }: ActivationOptions = {}): Value =>
    emit('HardSigmoid', [x], { alpha: float(alpha), beta: float(beta) }),
  Gelu: (x: Value, approximate: 'none' | 'tanh' = 'none'): Value =>
    emit('Gelu', [x], { approximate: text(approximate) }),
  PRelu: (x: Value, slope: Operand): Value => emit('PRelu', [x, slope]),
  Clip: (x: Value, min?: Operand, max?: Operand): Value => emit('Clip', [x, min, max]),
  /** `condition` is bool; one of `x` and `y` may be a number. */
  Where: (condition: Value, x: Operand, y: Operand): Value => emit('Where', [condition, x, y]),
  Cast: (x: Value, to: ElementType): Value => emit('Cast', [x], { to: int(codeOfElementType(to)) }),
});
