import { expect, test } from 'vitest';
import { int, ints } from '../attributes.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { resizeBy } from './cases/resampling.ts';
import { gradients } from './gradients.ts';

test.each([
  ['asymmetric', 'round_prefer_floor', 2],
  ['asymmetric', 'ceil', 2],
  ['half_pixel', 'floor', 2],
  ['half_pixel', 'ceil', 2],
  ['align_corners', 'round_prefer_floor', 2],
  ['asymmetric', 'floor', 1.5],
  // The extent doubles, yet the pixels are 2.4 apart.
  ['asymmetric', 'floor', 2.4],
])('Resize %s with %s by %d, which copies no blocks, is refused', (coordinates, rounding, scale) => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 1, 2, 2]);
  const y = resizeBy(b, x, [1, 1, scale, scale], {
    mode: 'nearest',
    coordinate_transformation_mode: coordinates,
    nearest_mode: rounding,
  });
  expect(() => gradients(b, b.ReduceSum(y), [x])).toThrow(/No gradient rule for Resize/);
});

test('MaxPool with indices that run along columns is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 1, 4, 4]);
  const attributes = { kernel_shape: ints([2, 2]), strides: ints([2, 2]), storage_order: int(1) };
  const [y] = b.emit('MaxPool', [x], { attributes });
  expect(() => gradients(b, b.ReduceSum(y!), [x])).toThrow(/No gradient rule for MaxPool.*columns/);
});
