import { int } from '../attributes.ts';
import type { Value } from '../graph.ts';
import { reductionOperators } from '../shapes/reduction.ts';
import { int64s, type TensorData } from '../tensor-data.ts';
import { type Emit, methods } from './methods.ts';

/** Over all axes when none are given; `keepdims` leaves them with extent 1 (default true, as in ONNX). */
type Reduce = (x: Value, axes?: readonly number[], keepdims?: boolean) => Value;

export const reductionMethods = (emit: Emit, constant: (data: TensorData) => Value) => ({
  ...methods<(typeof reductionOperators)[number], Reduce>(
    reductionOperators,
    (op) =>
      (x, axes, keepdims = true) =>
        emit(op, [x, axes === undefined ? undefined : constant(int64s(axes))], {
          keepdims: int(keepdims ? 1 : 0),
        }),
  ),
  ArgMax: (x: Value, axis: number, keepdims = true): Value =>
    emit('ArgMax', [x], { axis: int(axis), keepdims: int(keepdims ? 1 : 0) }),
});
