import { getFloat } from '../attributes.ts';
import { copyNode } from './copy-node.ts';
import { LaidOut } from './laid-out.ts';
import type { Form, Lowering } from './lowering-context.ts';

const standard: Form = { emit: (context) => copyNode(context).filter((value) => value !== undefined) };

/** As an affine map of the blocked layout, which takes a following addition and Relu with it. */
const affine: Form = {
  fits: (context) => context.canBlock(0) && context.node.outputs.length === 1,
  emit: (context) => {
    const { b, node } = context;
    const [mean, variance] = [context.input(3), context.input(4)];
    const deviation = b.Sqrt(b.Add(variance, getFloat(node, 'epsilon', 1e-5)));
    const scale = b.Div(context.input(1), deviation);
    const shift = b.Sub(context.input(2), b.Mul(mean, scale));
    return [LaidOut.affine(b, { x: context.operand(0).blocked(), scale, shift })];
  },
};

export const batchNormalization: Lowering = {
  forms: { standard, affine },
  choose: (context) => (affine.fits?.(context) === true ? 'affine' : 'standard'),
};
