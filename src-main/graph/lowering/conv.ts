import { getInt } from '../attributes.ts';
import { resolveWindow } from '../shapes/window.ts';
import { blockedConv } from './blocked/operators.ts';
import { blockedWeights, filtersLast } from './blocked/weights.ts';
import { copyNode } from './copy-node.ts';
import { LaidOut } from './laid-out.ts';
import type { Form, Lowering, LoweringContext } from './lowering-context.ts';

const standard: Form = { emit: (context) => copyNode(context).filter((value) => value !== undefined) };

/** Few input channels are read from the plain layout. */
const hasFewChannels = (context: LoweringContext): boolean =>
  (context.shape(0)[1] ?? 1) < context.target.blockSize;

const blocked: Form = {
  fits: (context) => {
    const { elementType, shape } = context.operand(0);
    return (
      context.target.blockSize > 0 &&
      elementType === 'float32' &&
      shape.length === 4 &&
      getInt(context.node, 'group', 1) === 1 &&
      (hasFewChannels(context) || context.canBlock(0)) &&
      (context.shape(1)[0] ?? 1) % context.target.blockSize === 0
    );
  },
  emit: (context) => {
    const { b, node, target } = context;
    const w = context.input(1);
    const x = hasFewChannels(context) ? context.input(0) : context.operand(0).blocked();
    const { strides, dilations, begins, ends } = resolveWindow(
      node,
      context.shape(0).slice(2),
      w.shape.slice(2),
    );
    const weights = hasFewChannels(context)
      ? filtersLast(b, w, target.blockSize)
      : blockedWeights(b, context.shareSplitWeights(1));
    const options = { strides, dilations, pads: [...begins, ...ends] };
    const bias = context.has(2) ? { bias: context.input(2) } : {};
    return [LaidOut.blocked(b, blockedConv(b, x, weights, { ...options, ...bias }))];
  },
};

/** Of every output pixel and filter, the weights of that filter. */
function work(context: LoweringContext): number {
  const [, , ...spatial] = context.shape(0);
  const [batch = 1] = context.shape(0);
  const weights = context.shape(1);
  const { output } = resolveWindow(context.node, spatial, weights.slice(2));
  return [batch, ...output, ...weights].reduce((product, size) => product * size, 1);
}

export const conv: Lowering = {
  forms: { standard, blocked },
  choose: (context) => (blocked.fits?.(context) === true ? 'blocked' : 'standard'),
  work,
};
