import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';
import { int64s } from '../../tensor-data.ts';
import { swapLast } from './operators.ts';

/**
 * Convolution weights on the way to the blocked layout: [O, I / B, taps, B of I]. The blocked weights of a convolution and of its
 * transpose both begin here.
 */
export interface SplitWeights {
  readonly value: Value;
  /** Of the weights: [O, I, h, w]. */
  readonly shape: readonly number[];
  readonly block: number;
}

/** Plain weights [O, I, h, w]; I must be a multiple of the block. */
export function splitWeights(b: GraphBuilder, w: Value, block: number): SplitWeights {
  const [filters = 1, channels = 1, height = 1, width = 1] = w.shape;
  const taps = height * width;
  const inner = channels / block;
  const swapped = taps === 1 ? w : swapLast(b, b.Reshape(w, [filters * inner, block, taps]), block);
  return { value: b.Reshape(swapped, [filters, inner, taps, block]), shape: w.shape, block };
}

/** [O / B, I / B, h, w, B of I, B of O]. Two reorders are several times faster than a Transpose, which moves blocks one by one. */
export const blockedWeights = (b: GraphBuilder, { value, shape, block }: SplitWeights): Value =>
  filtersLast(b, b.Reshape(value, shape), block);

/** From plain weights of fewer than B input channels: [O / B, I, h, w, B of O]. */
export function filtersLast(b: GraphBuilder, w: Value, block: number): Value {
  const [filters = 1] = w.shape;
  return b.Reshape(swapLast(b, b.Reshape(w, [filters / block, block, -1]), block), w.shape);
}

/**
 * Blocked weights of the transposed convolution: [G * I, O, ...kernel]. `groups` lists, for each of G groups of output channels, which
 * tap of w (row-major position, -1: zero) stands at each position of the new kernel.
 */
export function blockedTransposedWeights(
  b: GraphBuilder,
  { value, shape, block }: SplitWeights,
  groups: readonly (readonly number[])[],
  kernel: readonly number[],
): Value {
  const [filters = 1, inner = 1, taps = 1] = value.shape;
  const outer = filters / block;
  const turned = b.Transpose(b.Reshape(value, [outer, block, inner, taps, block]), [2, 0, 3, 1, 4]);
  const picked = pickTaps(b, b.Reshape(turned, [inner, outer, taps, block * block]), groups.flat());
  const newShape = [groups.length * (shape[1] ?? 1), filters, ...kernel];
  if (groups.length === 1) return b.Reshape(picked, newShape);
  const grouped = b.Reshape(picked, [inner, outer, groups.length, -1]);
  return b.Reshape(b.Transpose(grouped, [2, 0, 1, 3]), newShape);
}

/** Picks positions of axis 2, -1 giving zeros. */
function pickTaps(b: GraphBuilder, x: Value, positions: readonly number[]): Value {
  const taps = x.shape[2] ?? 1;
  if (positions.length === taps && positions.every((tap, i) => tap === i)) return x;
  const source = positions.includes(-1) ? b.Pad(x, [0, 0, 0, 0, 0, 0, 1, 0]) : x;
  return b.Gather(source, b.constant(int64s(positions.map((tap) => (tap < 0 ? taps : tap)))), 2);
}
