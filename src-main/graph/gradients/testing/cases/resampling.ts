import * as tf from '@tensorflow/tfjs-core';
import { float, int, ints, text } from '../../../attributes.ts';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Value } from '../../../graph.ts';
import { float32, int64s } from '../../../tensor-data.ts';
import type { RuleCase } from './rule-case.ts';

/** Resize by scales, with text attributes. */
function resizeBy(
  b: GraphBuilder,
  x: Value,
  scales: readonly number[],
  options: Readonly<Record<string, string>>,
): Value {
  const attributes = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, text(value)]));
  const [y] = b.emit('Resize', [x, undefined, b.constant(float32([scales.length], scales))], { attributes });
  if (y === undefined) throw new Error('Resize gave no output.');
  return y;
}

/** Resize to extents, with text attributes. */
function resizeTo(
  b: GraphBuilder,
  x: Value,
  sizes: readonly number[],
  options: Readonly<Record<string, string>>,
): Value {
  const attributes = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, text(value)]));
  return b.emit('Resize', [x, undefined, undefined, b.constant(int64s(sizes))], { attributes })[0]!;
}

/** Resize's defaults, then every way of sampling that the rule accepts. */
const samplings: readonly (readonly [coordinates: string, rounding: string] | undefined)[] = [
  undefined,
  ['asymmetric', 'floor'],
  ['half_pixel', 'round_prefer_floor'],
  ['half_pixel', 'round_prefer_ceil'],
  ['half_pixel_symmetric', 'round_prefer_floor'],
  ['half_pixel_symmetric', 'round_prefer_ceil'],
  ['pytorch_half_pixel', 'round_prefer_floor'],
  ['pytorch_half_pixel', 'round_prefer_ceil'],
];

const resizeCases = samplings.map(
  (sampling): RuleCase => ({
    rule: 'Resize',
    name: `nearest, ${sampling?.join(', ') ?? 'defaults'}`,
    inputs: [{ shape: [1, 2, 3, 2] }],
    build: (b, x) =>
      resizeBy(b, x, [1, 1, 2, 3], {
        mode: 'nearest',
        ...(sampling ? { coordinate_transformation_mode: sampling[0], nearest_mode: sampling[1] } : {}),
      }),
    tensorflow: (x) => {
      const pixels = tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1]);
      return tf.transpose(tf.image.resizeNearestNeighbor(pixels, [6, 6]), [0, 3, 1, 2]);
    },
  }),
);

const alignedCorners = { coordinate_transformation_mode: 'align_corners' };

/** Modes, coordinates and factors that copy no blocks: sums over what each pixel went into. */
const samplingCases: readonly RuleCase[] = [
  ...['half_pixel', 'half_pixel_symmetric', 'pytorch_half_pixel', 'align_corners', 'asymmetric'].flatMap(
    (coordinates) =>
      ['nearest', 'linear', 'cubic'].map(
        (mode): RuleCase => ({
          rule: 'Resize',
          name: `${mode}, ${coordinates}, by 1.7 and 0.6`,
          inputs: [{ shape: [1, 2, 4, 5] }],
          build: (b, x) =>
            resizeBy(b, x, [1, 1, 1.7, 0.6], { mode, coordinate_transformation_mode: coordinates }),
        }),
      ),
  ),
  ...['floor', 'ceil', 'round_prefer_ceil'].map(
    (rounding): RuleCase => ({
      rule: 'Resize',
      name: `nearest, ${rounding}, to sizes`,
      inputs: [{ shape: [1, 1, 4, 3] }],
      build: (b, x) => resizeTo(b, x, [1, 1, 7, 5], { mode: 'nearest', nearest_mode: rounding }),
    }),
  ),
  {
    rule: 'Resize',
    name: 'linear, corners aligned, to sizes',
    inputs: [{ shape: [1, 2, 3, 3] }],
    build: (b, x) => resizeTo(b, x, [1, 2, 5, 7], { mode: 'linear', ...alignedCorners }),
    tensorflow: (x) => {
      const pixels = tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1]);
      return tf.transpose(tf.image.resizeBilinear(pixels, [5, 7], true), [0, 3, 1, 2]);
    },
  },
  {
    rule: 'Resize',
    name: 'linear, to a single pixel',
    inputs: [{ shape: [1, 2, 3, 4] }],
    build: (b, x) =>
      resizeTo(b, x, [1, 2, 1, 1], { mode: 'linear', coordinate_transformation_mode: 'pytorch_half_pixel' }),
  },
  {
    rule: 'Resize',
    name: 'cubic, nothing from outside',
    inputs: [{ shape: [1, 1, 4, 5] }],
    build: (b, x) => {
      const attributes = { mode: text('cubic'), exclude_outside: int(1), cubic_coeff_a: float(-0.5) };
      const scales = b.constant(float32([4], [1, 1, 1.5, 2]));
      return b.emit('Resize', [x, undefined, scales], { attributes })[0]!;
    },
  },
  {
    rule: 'Resize',
    name: 'of named axes',
    inputs: [{ shape: [1, 2, 3, 4] }],
    build: (b, x) => {
      const attributes = { mode: text('linear'), axes: ints([2, 3]) };
      return b.emit('Resize', [x, undefined, b.constant(float32([2], [2, 2]))], { attributes })[0]!;
    },
  },
];

export const resamplingCases: readonly RuleCase[] = [
  ...resizeCases,
  ...samplingCases,
  {
    rule: 'DepthToSpace',
    name: 'DCR',
    inputs: [{ shape: [1, 8, 2, 3] }],
    build: (b, x) => b.DepthToSpace(x, 2),
  },
  {
    rule: 'DepthToSpace',
    name: 'CRD',
    inputs: [{ shape: [1, 8, 2, 3] }],
    build: (b, x) => b.DepthToSpace(x, 2, 'CRD'),
  },
  {
    rule: 'SpaceToDepth',
    name: 'blocks of 2',
    inputs: [{ shape: [1, 2, 4, 6] }],
    build: (b, x) => b.SpaceToDepth(x, 2),
  },
];
