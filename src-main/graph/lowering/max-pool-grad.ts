import { requireInts } from '../attributes.ts';
import { elementCount } from '../tensor-data.ts';
import type { Form, Lowering } from './lowering-context.ts';

/** MaxPool's indices are flat positions in its whole input. */
const scatter: Form = {
  emit: (context) => {
    const { b } = context;
    const [dy, indices] = [context.input(0), context.input(1)];
    const shape = requireInts(context.node, 'input_shape');
    const [where, what] = [b.Reshape(indices, [-1]), b.Reshape(dy, [-1])];
    return [b.Reshape(b.ScatterSum([elementCount(shape)], where, what), shape)];
  },
};

export const maxPoolGrad: Lowering = { forms: { scatter }, choose: () => 'scatter' };
