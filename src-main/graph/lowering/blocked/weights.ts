import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';
import { int64s } from '../../tensor-data.ts';
import { swapLast } from './operators.ts';

/** Extents of convolution weights [O, I, h, w] as numbers. */
function extents(w: Value): readonly [number, number, number, number] {
  const [filters = 1, channels = 1, height = 1, width = 1] = w.shape;
  return [filters, channels, height, width];
}

/**
 * Weights [O, I, h, w] for a blocked convolution. ReorderInput turns single elements, Transpose then moves whole blocks: a
 * Transpose alone would move every element by itself.
 */
export function blockedWeights(b: GraphBuilder, w: Value, block: number): Value {
  const [filters, channels, height, width] = extents(w);
  const taps = height * width;
  const byFilter = swapLast(b, b.Reshape(w, [filters / block, block, channels * taps]), block);
  if (channels < block || taps === 1) return b.Reshape(byFilter, w.shape);
  const split = b.Reshape(byFilter, [filters / block, channels / block, block, taps, block]);
  return b.Reshape(b.Transpose(split, [0, 1, 3, 2, 4]), w.shape);
}

/**
 * Blocked weights of the transposed convolution: [G * I, O, ...kernel]. `groups` lists, for each of G groups of output channels, which
 * tap of w (row-major position, -1: zero) stands at each position of the new kernel.
 */
export function blockedTransposedWeights(
  b: GraphBuilder,
  w: Value,
  block: number,
  groups: readonly (readonly number[])[],
  kernel: readonly number[],
): Value {
  const [filters, channels, height, width] = extents(w);
  const taps = height * width;
  const [outer, inner] = [filters / block, channels / block];
  const byChannel = taps === 1 ? w : swapLast(b, b.Reshape(w, [filters * inner, block, taps]), block);
  const turned = b.Transpose(b.Reshape(byChannel, [outer, block, inner, taps, block]), [2, 0, 3, 1, 4]);
  const picked = pickTaps(b, b.Reshape(turned, [inner, outer, taps, block * block]), groups.flat());
  const shape = [groups.length * channels, filters, ...kernel];
  if (groups.length === 1) return b.Reshape(picked, shape);
  const grouped = b.Reshape(picked, [inner, outer, groups.length, -1]);
  return b.Reshape(b.Transpose(grouped, [2, 0, 1, 3]), shape);
}

/** Picks positions of axis 2, -1 giving zeros. */
function pickTaps(b: GraphBuilder, x: Value, positions: readonly number[]): Value {
  const taps = x.shape[2] ?? 1;
  if (positions.length === taps && positions.every((tap, i) => tap === i)) return x;
  const source = positions.includes(-1) ? b.Pad(x, [0, 0, 0, 0, 0, 0, 1, 0]) : x;
  return b.Gather(source, b.constant(int64s(positions.map((tap) => (tap < 0 ? taps : tap)))), 2);
}
