import { int, ints, text } from '../attributes.ts';
import type { Value } from '../graph.ts';
import { codeOfElementType } from '../onnx/element-types.ts';
import { type TensorData, int64s, type ElementType } from '../tensor-data.ts';
import { scalarTensor } from './constants.ts';
import type { Emit, EmitAll } from './methods.ts';

type Constant = (data: TensorData) => Value;

export interface SliceOptions {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Default: the first axes. */
  readonly axes?: readonly number[];
  readonly steps?: readonly number[];
}

export const movementMethods = (emit: Emit, emitAll: EmitAll, constant: Constant) => {
  const list = (values: readonly number[]): Value => constant(int64s(values));
  return {
    /** One extent may be -1. */
    Reshape: (x: Value, shape: readonly number[]): Value => emit('Reshape', [x, list(shape)]),
    Transpose: (x: Value, perm: readonly number[]): Value => emit('Transpose', [x], { perm: ints(perm) }),
    Flatten: (x: Value, axis = 1): Value => emit('Flatten', [x], { axis: int(axis) }),
    Squeeze: (x: Value, axes: readonly number[]): Value => emit('Squeeze', [x, list(axes)]),
    Unsqueeze: (x: Value, axes: readonly number[]): Value => emit('Unsqueeze', [x, list(axes)]),
    Expand: (x: Value, shape: readonly number[]): Value => emit('Expand', [x, list(shape)]),
    Tile: (x: Value, repeats: readonly number[]): Value => emit('Tile', [x, list(repeats)]),
    Concat: (xs: readonly Value[], axis: number): Value => emit('Concat', xs, { axis: int(axis) }),
    Split: (x: Value, sizes: readonly number[], axis = 0): readonly Value[] =>
      emitAll('Split', [x, list(sizes)], sizes.length, { axis: int(axis) }),
    /** Pads with `value`: all begins, then all ends, one entry an axis. */
    Pad: (x: Value, pads: readonly number[], value = 0): Value => emit('Pad', [x, list(pads), value]),
    Slice: (x: Value, { starts, ends, axes, steps }: SliceOptions): Value =>
      emit('Slice', [
        x,
        list(starts),
        list(ends),
        list(axes ?? [...starts.keys()]),
        steps === undefined ? undefined : list(steps),
      ]),
    Gather: (x: Value, indices: Value, axis = 0): Value => emit('Gather', [x, indices], { axis: int(axis) }),
    GatherElements: (x: Value, indices: Value, axis = 0): Value =>
      emit('GatherElements', [x, indices], { axis: int(axis) }),
    ScatterElements: (x: Value, indices: Value, updates: Value, options: ScatterOptions = {}): Value =>
      emit('ScatterElements', [x, indices, updates], {
        axis: int(options.axis ?? 0),
        reduction: { kind: 'string', value: options.reduction ?? 'none' },
      }),
    /**
     * The tensor of zeros of that shape, `updates` added along `axis` at `indices`. Sums in single precision at least, because ONNX
     * Runtime has no sum of scattered half-precision numbers.
     */
    ScatterSum: (shape: readonly number[], indices: Value, updates: Value, axis = 0): Value => {
      const type = updates.elementType;
      const cast = (value: Value, to: ElementType): Value =>
        type === 'float16' ? emit('Cast', [value], { to: int(codeOfElementType(to)) }) : value;
      const wide = cast(updates, 'float32');
      const zeros = emit('Expand', [constant(scalarTensor(wide.elementType, 0)), list(shape)]);
      const attributes = { axis: int(axis), reduction: text('add') };
      return cast(emit('ScatterElements', [zeros, indices, wide], attributes), type);
    },
    ScatterND: (x: Value, indices: Value, updates: Value, reduction: ScatterReduction = 'none'): Value =>
      emit('ScatterND', [x, indices, updates], { reduction: { kind: 'string', value: reduction } }),
    /** `batchDims` leading axes are shared by x and indices. */
    GatherND: (x: Value, indices: Value, batchDims = 0): Value =>
      emit('GatherND', [x, indices], { batch_dims: int(batchDims) }),
    /** Running sum along the axis that a scalar names. */
    CumSum: (x: Value, axis: Value, options: CumSumOptions = {}): Value =>
      emit('CumSum', [x, axis], {
        exclusive: int(options.exclusive === true ? 1 : 0),
        reverse: int(options.reverse === true ? 1 : 0),
      }),
    /** [values, indices] of the k largest along an axis, in order. */
    TopK: (x: Value, k: number, axis = -1): readonly Value[] =>
      emitAll('TopK', [x, list([k])], 2, { axis: int(axis) }),
    /** [N, C, H, W] to [N, C / size², H size, W size]; DCR: the block comes ahead of the channels. */
    DepthToSpace: (x: Value, size: number, mode: 'DCR' | 'CRD' = 'DCR'): Value =>
      emit('DepthToSpace', [x], { blocksize: int(size), mode: text(mode) }),
    SpaceToDepth: (x: Value, size: number): Value => emit('SpaceToDepth', [x], { blocksize: int(size) }),
    /** 1 at the index, 0 elsewhere, along a new axis of extent `depth`. */
    OneHot: (indices: Value, depth: number, elementType: ElementType, axis = -1): Value => {
      const zeroOne = emit('Cast', [constant(int64s([0, 1]))], { to: int(codeOfElementType(elementType)) });
      return emit('OneHot', [indices, list([depth]), zeroOne], { axis: int(axis) });
    },
  };
};

export type ScatterReduction = 'none' | 'add' | 'mul' | 'max' | 'min';

export interface CumSumOptions {
  /** Leaves each element out of its own sum. */
  readonly exclusive?: boolean;
  /** Sums from the end. */
  readonly reverse?: boolean;
}

export interface ScatterOptions {
  readonly axis?: number;
  readonly reduction?: ScatterReduction;
}
