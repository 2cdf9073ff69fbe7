import { getInt, requireInts } from '../attributes.ts';
import { resolveWindow } from '../shapes/window.ts';
import type { Form, Lowering } from './lowering-context.ts';

const transposed: Form = (context) => {
  const { b, node } = context;
  const [dy, w] = [context.input(0), context.input(1)];
  const shape = requireInts(node, 'input_shape');
  const { strides, dilations, begins, ends, kernel } = resolveWindow(node, shape.slice(2), w.shape.slice(2));
  // Input pixels that no window reached lie beyond the last stride.
  const outputPadding = kernel.map((size, i) => {
    const reached = ((dy.shape[i + 2] ?? 1) - 1) * strides[i]! + (size - 1) * dilations[i]! + 1;
    return (shape[i + 2] ?? 0) + begins[i]! + ends[i]! - reached;
  });
  const options = { strides, dilations, pads: [...begins, ...ends], group: getInt(node, 'group', 1) };
  return [b.ConvTranspose(dy, w, undefined, { ...options, outputPadding })];
};

export const convInputGrad: Lowering = { forms: { transposed }, choose: () => 'transposed' };
