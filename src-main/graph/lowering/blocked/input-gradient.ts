import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';
import { blockedConv } from './operators.ts';
import { axisPhases, joinPhases } from './phases.ts';
import { blockedTransposedWeights, type SplitWeights } from './weights.ts';

export interface InputGradient {
  /** [N, O, Ho, Wo], blocked. */
  readonly dy: Value;
  /** Of the forward convolution, [O, C, h, w]. */
  readonly weights: SplitWeights;
  /** [N, C, H, W]. */
  readonly shape: readonly number[];
  readonly dilations: readonly number[];
  readonly begins: readonly number[];
}

/** Step 1: a convolution with the weights turned by 180 degrees, their channel axes exchanged. Gives blocked dx. */
export function inputGradientByTurning(b: GraphBuilder, gradient: InputGradient): Value {
  const { dy, weights, shape, dilations, begins } = gradient;
  const kernel = weights.shape.slice(2);
  const taps = kernel.reduce((product, size) => product * size, 1);
  const turned = Array.from({ length: taps }, (_, i) => taps - 1 - i);
  const starts = kernel.map((size, i) => (size - 1) * dilations[i]! - begins[i]!);
  const ends = kernel.map(
    (size, i) => shape[i + 2]! + (size - 1) * dilations[i]! - dy.shape[i + 2]! - starts[i]!,
  );
  const turnedWeights = blockedTransposedWeights(b, weights, [turned], kernel);
  return blockedConv(b, dy, turnedWeights, { dilations, pads: [...starts, ...ends] });
}

/**
 * Step 2: dx splits into four phases (see `axisPhases`), each a convolution of dy with step 1 and the taps of one parity. They are
 * computed as one convolution with 4 * C outputs, zeros standing where a parity has fewer taps. Gives blocked dx.
 */
export function inputGradientByPhases(b: GraphBuilder, gradient: InputGradient): Value {
  const { dy, weights, shape, begins } = gradient;
  const [, , height = 1, width = 1] = weights.shape;
  const [rows, columns] = [axisPhases(height, begins[0] ?? 0), axisPhases(width, begins[1] ?? 0)];
  // Output y reads phase pixel y + a, so phase pixel y is read by output y - a: the taps run backwards.
  const backwards = (taps: readonly number[] | undefined): readonly number[] => taps?.toReversed() ?? [];
  const groups = [0, 1, 2, 3].map((phase) =>
    backwards(rows.taps[phase >> 1]).flatMap((i) =>
      backwards(columns.taps[phase & 1]).map((j) => (i < 0 || j < 0 ? -1 : i * width + j)),
    ),
  );
  const kernel = [rows.length, columns.length];
  const phaseWeights = blockedTransposedWeights(b, weights, groups, kernel);
  const starts = [rows, columns].map(({ first, length }) => first + length - 1);
  const ends = kernel.map((size, i) => shape[i + 2]! / 2 + size - 1 - dy.shape[i + 2]! - starts[i]!);
  return joinPhases(b, blockedConv(b, dy, phaseWeights, { pads: [...starts, ...ends] }), weights.block);
}

/** One tap, step 2, no padding: dx is zero but at every other pixel of every other row. Gives blocked dx. */
export function inputGradientBySpreading(b: GraphBuilder, gradient: InputGradient): Value {
  const { dy, weights, shape } = gradient;
  const { block } = weights;
  const [, , height = 2, width = 2] = shape;
  const dense = blockedConv(b, dy, blockedTransposedWeights(b, weights, [[0]], [1, 1]));
  const [batch = 1, channels = 1, rows = 1, columns = 1] = dense.shape;
  const lines = b.Reshape(dense, [(batch * channels * rows) / block, 1, columns, block]);
  const bottom = height / rows - 1;
  const right = width / columns - 1;
  return b.Reshape(b.Pad(lines, [0, 0, 0, 0, 0, bottom, 0, right * block]), shape);
}
