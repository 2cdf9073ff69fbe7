import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';

/**
 * A step of 2 in both directions splits an image into four phases (row parity, column parity), of half the extent, on which the same
 * convolution has a step of 1. Phases are channel groups here, in that order: [N, 4 * C, H / 2, W / 2]. This joins blocked ones to
 * the blocked image.
 */
export function joinPhases(b: GraphBuilder, phases: Value, block: number): Value {
  const [batch = 1, groups = 4, rows = 1, columns = 1] = phases.shape;
  const channels = groups / 4;
  const split = b.Reshape(phases, [batch, 2, 2, channels / block, rows, columns, block]);
  return b.Reshape(b.Transpose(split, [0, 3, 4, 1, 5, 2, 6]), [batch, channels, rows * 2, columns * 2]);
}

/** Which tap (of `size`, -1: none) and how many taps each parity sees along one axis, for padding `begin`. */
export interface AxisPhases {
  /** Offset of the first tap, in steps. */
  readonly first: number;
  readonly length: number;
  /** By parity, by position: the tap of the strided kernel. */
  readonly taps: readonly (readonly number[])[];
}

/**
 * The strided forward pass reads pixel 2 * y + tap - begin for output y: with 2 * a + parity = tap - begin it reads phase `parity` at
 * y + a. `first` is the smallest a.
 */
export function axisPhases(size: number, begin: number): AxisPhases {
  const first = Math.floor(-begin / 2);
  const length = Math.floor((size - 1 - begin) / 2) - first + 1;
  const tap = (parity: number, position: number): number => {
    const index = 2 * (position + first) + parity + begin;
    return index >= 0 && index < size ? index : -1;
  };
  const taps = [0, 1].map((parity) => Array.from({ length }, (_, position) => tap(parity, position)));
  return { first, length, taps };
}
