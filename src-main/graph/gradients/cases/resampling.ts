import * as tf from '@tensorflow/tfjs-core';
import { int, text } from '../../attributes.ts';
import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';
import { float32 } from '../../tensor-data.ts';
import type { RuleCase } from './rule-case.ts';

/** Resize by scales, with text attributes. */
export function resizeBy(
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

export const resamplingCases: readonly RuleCase[] = [
  ...resizeCases,
  {
    rule: 'DepthToSpace',
    name: 'DCR',
    inputs: [{ shape: [1, 8, 2, 3] }],
    build: (b, x) => b.emit('DepthToSpace', [x], { attributes: { blocksize: int(2) } })[0]!,
  },
];
