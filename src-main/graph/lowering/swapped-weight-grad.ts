import type { Form } from './lowering-context.ts';
import { weightGradWindow } from './weight-grad-window.ts';

/**
 * A convolution of x with dy as its kernel, images and channels swapped: strides become dilations and the other way round.
 * Groups: the channels of each group stand beside its images.
 */
export const swapped: Form = {
  emit: (context) => {
    const { b } = context;
    const [dy, x] = [context.input(0), context.input(1)];
    const { strides, dilations, begins, ends, kernel, group } = weightGradWindow(context);
    const [batch = 1, channels = 1, ...spatial] = x.shape;
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
  },
};
