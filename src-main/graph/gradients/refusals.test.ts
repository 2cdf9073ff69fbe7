import { expect, test } from 'vitest';
import { float, int, ints, text } from '../attributes.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { float32, int64s } from '../tensor-data.ts';
import { gradients } from './gradients.ts';

test.each([
  ['antialiased', { antialias: int(1) }],
  ['tf_crop_and_resize', { coordinate_transformation_mode: text('tf_crop_and_resize') }],
])('Resize that is %s is refused', (what, attributes) => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 1, 4, 4]);
  const scales = b.constant(float32([4], [1, 1, 0.5, 0.5]));
  const [y] = b.emit('Resize', [x, b.constant(float32([8], Array(8).fill(1))), scales], {
    attributes: { mode: text('linear'), ...attributes },
  });
  expect(() => gradients(b, b.ReduceSum(y!), [x])).toThrow(RegExp(`No gradient rule for Resize.*${what}`));
});

test('an Attention that caps its scores is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 2, 3, 4]);
  const [y] = b.emit('Attention', [x, x, x], { attributes: { softcap: float(2) } });
  expect(() => gradients(b, b.ReduceSum(y!), [x])).toThrow(/No gradient rule for Attention.*softcap/);
});

test('an Attention with keys of earlier calls is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 2, 3, 4]);
  expect(() => b.emit('Attention', [x, x, x, undefined, x, x])).toThrow(/Attention.*earlier calls/);
});

test('an Einsum that takes a diagonal is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [3, 3]);
  const y = b.Einsum([x], 'ii->i');
  expect(() => gradients(b, b.ReduceSum(y), [x])).toThrow(/No gradient rule for Einsum.*diagonals/);
});

test('a scatter that multiplies is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [3]);
  const y = b.ScatterElements(x, b.constant(int64s([0])), b.Slice(x, { starts: [0], ends: [1] }), {
    reduction: 'mul',
  });
  expect(() => gradients(b, b.ReduceSum(y), [x])).toThrow(/No gradient rule for ScatterElements.*mul/);
});

test('MaxPool with indices that run along columns is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 1, 4, 4]);
  const attributes = { kernel_shape: ints([2, 2]), strides: ints([2, 2]), storage_order: int(1) };
  const [y] = b.emit('MaxPool', [x], { attributes });
  expect(() => gradients(b, b.ReduceSum(y!), [x])).toThrow(/No gradient rule for MaxPool.*columns/);
});
