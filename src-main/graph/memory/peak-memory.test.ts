import { describe, expect, test } from 'vitest';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Graph } from '../graph.ts';
import { executionOrder } from './execution-order.ts';
import { peakBytes } from './peak-memory.ts';
import { recompute } from './recompute.ts';
import { cutPlaces } from './segments.ts';
import { chain, passOf } from './testing/training-graphs.ts';

/** Bytes of [1000] in single precision. */
const K4 = 4000;

describe('bytes that are alive at once', () => {
  test('operands and result; views and what is written in place cost nothing', () => {
    const b = createGraphBuilder();
    const x = b.input('x', 'float32', [1000]);
    const a = b.Softplus(x);
    const view = b.Reshape(a, [10, 100]);
    const inPlace = b.Exp(view);
    b.output('y', b.MatMul(inPlace, b.Transpose(inPlace, [1, 0])));
    // The exponential beside its transpose; then the 10 x 10 result, too.
    expect(peakBytes(b.finish('g'))).toBe(2 * K4 + 400);
  });

  test('what is read later waits; what is not, goes', () => {
    const make = (waits: boolean): Graph => {
      const b = createGraphBuilder();
      const x = b.input('x', 'float32', [1000]);
      const first = b.Softplus(x);
      const last = b.Softplus(b.Softplus(b.Softplus(first)));
      b.output('y', waits ? b.Concat([last, first], 0) : b.Concat([last, x], 0));
      return b.finish('g');
    };
    expect(peakBytes(make(false))).toBe(3 * K4);
    expect(peakBytes(make(true))).toBe(4 * K4);
  });
});

test('a node runs when its first reader needs it', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [4]);
  const early = b.Softplus(x);
  const y = b.Exp(b.Neg(x));
  b.output('a', b.Mul(early, early));
  b.output('b', b.Mul(y, y));
  const ops = executionOrder(b.finish('g')).map(({ op }) => op);
  expect(ops).toEqual(['Neg', 'Exp', 'Mul', 'Softplus', 'Mul']);
});

test('the estimate grows with the batch and the depth, in proportion', () => {
  const batches = [1024, 2048, 4096].map((rows) => peakBytes(chain(8, rows)));
  expect(batches[1]! / batches[0]!).toBeCloseTo(2, 2);
  expect(batches[2]! / batches[1]!).toBeCloseTo(2, 2);
  const depths = [4, 8, 16, 32].map((layers) => peakBytes(chain(layers, 1024)));
  expect(depths).toEqual(depths.toSorted((one, other) => one - other));
  expect(depths[3]! / depths[2]!).toBeGreaterThan(1.8);
});

test('with about as many segments as the root of the depth, the least memory is taken', () => {
  const pass = passOf(chain(36, 1024));
  const peaks = [1, 2, 3, 6].map((count) => peakBytes(recompute(pass, cutPlaces(pass, count))));
  expect(peaks).toEqual(peaks.toSorted((a, b) => b - a));
  expect(peaks[3]).toBeLessThan(0.5 * peaks[0]!);
});
