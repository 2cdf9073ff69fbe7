import type { Attributes, Value } from '../../../graph.ts';
import { float, int, ints, text } from '../../../attributes.ts';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import { formula } from '../../../testing/formula.ts';
import { float32, int64s, tensor } from '../../../tensor-data.ts';

/** One operator as ONNX writes what PyTorch computed. */
export interface PytorchCase {
  /** Default: that of builders. */
  readonly opset?: number;
  readonly build: (b: GraphBuilder, ...inputs: Value[]) => Value;
}

const emit =
  (op: string, attributes: Attributes = {}) =>
  (b: GraphBuilder, ...inputs: Value[]): Value =>
    b.emit(op, inputs, { attributes })[0]!;

const matrix = (b: GraphBuilder, dims: readonly number[], values: readonly number[]): Value =>
  b.constant(tensor('int64', dims, BigInt64Array.from(values, BigInt)));

/** As PyTorch exports an interpolation to a size. */
const resize =
  (sizes: readonly number[], attributes: Readonly<Record<string, string>>) =>
  (b: GraphBuilder, x: Value): Value => {
    const texts = Object.entries(attributes).map(([name, value]) => [name, text(value)] as const);
    return b.emit('Resize', [x, undefined, undefined, b.constant(int64s([1, 1, ...sizes]))], {
      attributes: { ...Object.fromEntries(texts), cubic_coeff_a: float(-0.75) },
    })[0]!;
  };

const pad =
  (mode: string) =>
  (b: GraphBuilder, x: Value): Value =>
    b.emit('Pad', [x, b.constant(int64s([0, 0, 0, 2, 0, 0, 3, 1]))], {
      attributes: { mode: text(mode) },
    })[0]!;

const halfPixel = 'pytorch_half_pixel';
const rows = (b: GraphBuilder): Value => matrix(b, [2, 3], [1, 0, 2, 2, 2, 0]);
const places = (b: GraphBuilder): Value => matrix(b, [3, 2], [0, 2, 1, 1, 0, 2]);

const resampling: Readonly<Record<string, PytorchCase>> = {
  'Resize: nearest': {
    build: resize([6, 3], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    }),
  },
  'Resize: nearest-exact': {
    build: resize([6, 3], { mode: 'nearest', nearest_mode: 'round_prefer_ceil' }),
  },
  'Resize: bilinear': {
    build: resize([7, 3], { mode: 'linear', coordinate_transformation_mode: halfPixel }),
  },
  'Resize: bilinear, corners aligned': {
    build: resize([7, 3], { mode: 'linear', coordinate_transformation_mode: 'align_corners' }),
  },
  'Resize: bicubic': {
    build: resize([6, 3], { mode: 'cubic', coordinate_transformation_mode: halfPixel }),
  },
  'Resize: bicubic, corners aligned': {
    build: resize([6, 3], { mode: 'cubic', coordinate_transformation_mode: 'align_corners' }),
  },
  'Pad: reflect': { build: pad('reflect') },
  'Pad: replicate': { build: pad('edge') },
  'Pad: circular': { build: pad('wrap') },
  'DepthToSpace: CRD': { build: (b, x) => b.DepthToSpace(x, 2, 'CRD') },
};

const windows: Readonly<Record<string, PytorchCase>> = {
  'ConvTranspose: grouped, strided, dilated': {
    build: (b, ...[x, w, bias]) =>
      b.ConvTranspose(x!, w!, bias, {
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        outputPadding: [1, 1],
        dilations: [1, 2],
        group: 2,
      }),
  },
  'AveragePool: ceil': {
    build: (b, x) =>
      b.AveragePool(x, [3, 3], {
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        ceilMode: true,
        countIncludePad: true,
      }),
  },
  'LpPool: p 3': { build: emit('LpPool', { p: int(3), kernel_shape: ints([2, 3]), strides: ints([2, 2]) }) },
};

const products: Readonly<Record<string, PytorchCase>> = {
  'Einsum: attention': { build: (b, ...xs) => b.Einsum(xs, 'bhid,bhjd->bhij') },
  'Einsum: three factors': { build: (b, ...xs) => b.Einsum(xs, '...a,ab,b...->...') },
  'CumSum: middle axis': { build: (b, x) => b.CumSum(x, matrix(b, [], [1])) },
  'ReduceProd: middle axis': { build: (b, x) => b.ReduceProd(x, [1], false) },
  'ReduceProd: of zeros': {
    build: (b, x) => {
      const taken = formula(1, [2, 3]).data.map((value, i) => ([1, 0, 0, 1, 1, 0][i] === 1 ? value : 0));
      return b.ReduceProd(b.Sub(x, b.constant(float32([2, 3], taken))), [1], false);
    },
  },
  'Mod: fmod': { build: emit('Mod', { fmod: int(1) }) },
  'Attention: causal': { opset: 23, build: emit('Attention', { is_causal: int(1) }) },
  'Attention: shared keys': { opset: 23, build: emit('Attention', { scale: float(0.7) }) },
  'Attention: boolean mask': {
    opset: 23,
    build: (b, ...qkv) => {
      const seen = b.constant(tensor('bool', [2, 3], Uint8Array.of(1, 0, 1, 1, 1, 0)));
      return emit('Attention')(b, ...qkv, seen);
    },
  },
};

const indexing: Readonly<Record<string, PytorchCase>> = {
  'TopK: last axis': { build: (b, x) => b.TopK(x, 2)[0]! },
  'GatherND: repeated': { build: (b, x) => b.GatherND(x, places(b)) },
  'GatherElements: rows': { build: (b, x) => b.GatherElements(x, matrix(b, [2, 3], [1, 0, 1, 1, 1, 0])) },
  'ScatterElements: overwriting': {
    build: (b, ...[x, updates]) => b.ScatterElements(x!, rows(b), updates!),
  },
  'ScatterElements: adding': {
    build: (b, ...[x, updates]) =>
      b.ScatterElements(x!, matrix(b, [2, 3], [0, 0, 0, 0, 0, 0]), updates!, { reduction: 'add' }),
  },
  'ScatterND: overwriting': {
    build: (b, ...[x, updates]) => b.ScatterND(x!, matrix(b, [2, 1], [2, 0]), updates!),
  },
  'ScatterND: adding': {
    build: (b, ...[x, updates]) => b.ScatterND(x!, matrix(b, [2, 1], [2, 2]), updates!, 'add'),
  },
};

const normalization: Readonly<Record<string, PytorchCase>> = {
  'GroupNormalization: three groups': {
    opset: 21,
    build: (b, ...[x, scale, bias]) => b.GroupNormalization(x!, scale!, bias!, 3),
  },
  'RMSNormalization: last axis': { opset: 23, build: emit('RMSNormalization') },
  'LRN: three channels': {
    build: emit('LRN', { size: int(3), alpha: float(0.6), beta: float(0.75), bias: float(0.9) }),
  },
  'LpNormalization: p 1': { build: emit('LpNormalization', { p: int(1), axis: int(1) }) },
  'LpNormalization: p 2': { build: emit('LpNormalization', { p: int(2), axis: int(1) }) },
};

const activations: Readonly<Record<string, PytorchCase>> = {
  'Celu: alpha 0.7': { build: emit('Celu', { alpha: float(0.7) }) },
  'HardSigmoid: a sixth': { build: (b, x) => b.HardSigmoid(x, { alpha: 1 / 6 }) },
  'Mish: wide': { build: (b, x) => b.Mish(x) },
  'Shrink: soft': { build: emit('Shrink', { lambd: float(0.6), bias: float(0.6) }) },
  'Softplus: wide': { build: (b, x) => b.Softplus(x) },
  'Swish: alpha 1': { opset: 24, build: emit('Swish') },
  'ThresholdedRelu: at 1': { build: emit('ThresholdedRelu', { alpha: float(1) }) },
};

/** By "operator: variant", as in fixtures/pytorch-operators.json. */
export const pytorchCases: Readonly<Record<string, PytorchCase>> = {
  ...activations,
  ...indexing,
  ...normalization,
  ...products,
  ...resampling,
  ...windows,
};
