import { getInt, requireInts } from '../attributes.ts';
import { resolveWindow } from '../shapes/window.ts';
import type { Form, Lowering } from './lowering-context.ts';

/**
 * A convolution of x with dy as its kernel, images and channels swapped: strides become dilations and the other way round.
 * Groups: the channels of each group stand beside its images.
 */
const swapped: Form = (context) => {
  const { b, node } = context;
  const [dy, x] = [context.input(0), context.input(1)];
  const shape = requireInts(node, 'weight_shape');
  const group = getInt(node, 'group', 1);
  const [batch = 1, channels = 1, ...spatial] = x.shape;
  const { strides, dilations, begins, ends, kernel } = resolveWindow(node, spatial, shape.slice(2));
  const axes = spatial.map((_, i) => i);
  const split = b.Reshape(x, [batch, group, channels / group, ...spatial]);
  const images = b.Transpose(split, [2, 1, 0, ...axes.map((i) => i + 3)]);
  const input = b.Reshape(images, [channels / group, group * batch, ...spatial]);
  const filters = b.Transpose(dy, [1, 0, ...axes.map((i) => i + 2)]);
  const options = { strides: dilations, dilations: strides, pads: [...begins, ...ends], group };
  const full = b.Conv(input, filters, undefined, options);
  // Input pixels beyond the last stride give surplus kernel positions.
  const exact = b.Slice(full, { starts: axes.map(() => 0), ends: kernel, axes: axes.map((i) => i + 2) });
  return [b.Transpose(exact, [1, 0, ...axes.map((i) => i + 2)])];
};

export const convWeightGrad: Lowering = { forms: { swapped }, choose: () => 'swapped' };
