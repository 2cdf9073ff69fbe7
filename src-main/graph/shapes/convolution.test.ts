import { expect, test } from 'vitest';
import { ints, text } from '../attributes.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Attributes } from '../graph.ts';

function transposed(attributes: Attributes): readonly number[] | undefined {
  const b = createGraphBuilder();
  const [x, w] = [b.input('x', 'float32', [1, 2, 3, 3]), b.input('w', 'float32', [2, 4, 3, 3])];
  return b.emit('ConvTranspose', [x, w], { attributes: { strides: ints([2, 2]), ...attributes } })[0]?.shape;
}

test.each(['SAME_UPPER', 'SAME_LOWER'])('ConvTranspose with auto_pad %s multiplies by the stride', (mode) => {
  expect(transposed({ auto_pad: text(mode) })).toEqual([1, 4, 6, 6]);
});

test('ConvTranspose with auto_pad VALID has no padding', () => {
  expect(transposed({ auto_pad: text('VALID') })).toEqual([1, 4, 7, 7]);
});
