import type { Value } from '../graph.ts';
import { LaidOut } from './laid-out.ts';
import type { Form, Lowering, LoweringContext } from './lowering-context.ts';

/** Selecting with a boolean mask is several times slower than multiplying by it. */
const mask: Form = {
  emit: (context) => {
    const { b } = context;
    const [dy, y] = [context.input(0), context.input(1)];
    return [b.Mul(dy, b.Cast(b.Cast(y, 'bool'), dy.elementType))];
  },
};

/** So steep that it is 1 for any positive value that is not vanishing, and finite for any that is not huge. */
const STEEP = 1e30;

const times = ({ b }: LoweringContext, dy: Value, y: Value): Value =>
  b.Mul(dy, b.HardSigmoid(y, { alpha: STEEP, beta: 0 }));

/**
 * The mask as a steep ramp: one pass where a cast there and back takes two. Computes in the layout that the operands have.
 * Where 0 < y < 1e-30 it gives a part of dy, not all.
 */
const ramp: Form = {
  fits: (context) => context.operand(1).elementType === 'float32',
  emit: (context) => {
    const [dy, y] = [context.operand(0), context.operand(1)];
    const blocked = context.canBlock(0) && y.isBlocked;
    return blocked
      ? [LaidOut.blocked(context.b, times(context, dy.blocked(), y.blocked()))]
      : [times(context, dy.plain(), y.plain())];
  },
};

export const reluGrad: Lowering = {
  forms: { mask, ramp },
  choose: (context) => (ramp.fits?.(context) === true ? 'ramp' : 'mask'),
};
