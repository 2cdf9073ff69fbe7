import { getInt, requireInts } from '../attributes.ts';
import type { Value } from '../graph.ts';
import { elementCount } from '../tensor-data.ts';
import { resolveWindow, type Window } from '../shapes/window.ts';
import {
  type InputGradient,
  inputGradientByPhases,
  inputGradientBySpreading,
  inputGradientByTurning,
} from './blocked/input-gradient.ts';
import { axisPhases } from './blocked/phases.ts';
import { LaidOut } from './laid-out.ts';
import type { Form, Lowering, LoweringContext } from './lowering-context.ts';
import { isEvery } from './weight-grad-window.ts';

/** Shape of the wanted gradient. */
const inputShape = (context: LoweringContext): readonly number[] => requireInts(context.node, 'input_shape');

const window = (context: LoweringContext): Window =>
  resolveWindow(context.node, inputShape(context).slice(2), context.shape(1).slice(2));

const transposed: Form = {
  emit: (context) => {
    const { b, node } = context;
    const [dy, w] = [context.input(0), context.input(1)];
    const shape = inputShape(context);
    const { strides, dilations, begins, ends, kernel } = window(context);
    // Input pixels that no window reached lie beyond the last stride.
    const outputPadding = kernel.map((size, i) => {
      const reached = ((dy.shape[i + 2] ?? 1) - 1) * strides[i]! + (size - 1) * dilations[i]! + 1;
      return (shape[i + 2] ?? 0) + begins[i]! + ends[i]! - reached;
    });
    const options = { strides, dilations, pads: [...begins, ...ends], group: getInt(node, 'group', 1) };
    return [b.ConvTranspose(dy, w, undefined, { ...options, outputPadding })];
  },
};

/** Padding that a step-1 convolution needs to give the whole input back; negative: it cannot. */
function turnedPadding({ kernel, dilations, begins, ends }: Window): readonly number[] {
  const reach = kernel.map((size, i) => (size - 1) * dilations[i]!);
  return [...reach.map((r, i) => r - begins[i]!), ...reach.map((r, i) => r - ends[i]!)];
}

const canTurn = (context: LoweringContext): boolean => {
  const all = window(context);
  return isEvery(all.strides, 1) && turnedPadding(all).every((pad) => pad >= 0);
};

/** Step 1: a convolution with turned weights, faster than ConvTranspose. */
const turned: Form = {
  fits: (context) => canTurn(context) && getInt(context.node, 'group', 1) === 1,
  emit: (context) => {
    const { b } = context;
    const [dy, w] = [context.input(0), context.input(1)];
    const all = window(context);
    const spatial = [...all.kernel.keys()].map((i) => i + 2);
    const reversed = b.Slice(w, {
      starts: spatial.map(() => -1),
      ends: spatial.map(() => Number.MIN_SAFE_INTEGER),
      axes: spatial,
      steps: spatial.map(() => -1),
    });
    const weights = b.Transpose(reversed, [1, 0, ...spatial]);
    return [b.Conv(dy, weights, undefined, { dilations: all.dilations, pads: turnedPadding(all) })];
  },
};

/** Images whose channels fill blocks on both sides of an ungrouped convolution. */
const isBlockable = (context: LoweringContext): boolean =>
  context.canBlock(0) &&
  inputShape(context)[1]! % context.target.blockSize === 0 &&
  getInt(context.node, 'group', 1) === 1;

const blockedForm = (
  emit: (b: LoweringContext['b'], gradient: InputGradient) => Value,
  fits: (context: LoweringContext) => boolean,
): Form => ({
  fits: (context) => isBlockable(context) && fits(context),
  emit: (context) => {
    const { b } = context;
    const { dilations, begins } = window(context);
    const dx = emit(b, {
      dy: context.operand(0).blocked(),
      weights: context.shareSplitWeights(1),
      shape: inputShape(context),
      dilations,
      begins,
    });
    return [LaidOut.blocked(b, dx)];
  },
});

const blockedTurned = blockedForm(inputGradientByTurning, canTurn);

const phases = blockedForm(inputGradientByPhases, (context) => {
  const { strides, dilations, kernel, begins } = window(context);
  const [, , ...spatial] = inputShape(context);
  const paddings = kernel.flatMap((size, i) => {
    const { first, length } = axisPhases(size, begins[i]!);
    const start = first + length - 1;
    return [start, spatial[i]! / 2 + length - 1 - context.shape(0)[i + 2]! - start];
  });
  return (
    isEvery(strides, 2) &&
    isEvery(dilations, 1) &&
    spatial.every((size) => size % 2 === 0) &&
    paddings.every((pad) => pad >= 0)
  );
});

const spread = blockedForm(inputGradientBySpreading, (context) => {
  const { strides, kernel, begins, ends } = window(context);
  const [, , ...spatial] = inputShape(context);
  return (
    isEvery(kernel, 1) &&
    isEvery([...begins, ...ends], 0) &&
    spatial.every((size, i) => size === strides[i]! * context.shape(0)[i + 2]!)
  );
});

const forms = { transposed, turned, 'blocked-turned': blockedTurned, spread, phases };

const fastestFirst = ['blocked-turned', 'spread', 'phases', 'turned'] as const;

export const convInputGrad: Lowering = {
  forms,
  choose: (context) => fastestFirst.find((name) => forms[name].fits?.(context) === true) ?? 'transposed',
  work: (context) => elementCount(context.shape(0)) * elementCount(context.shape(1).slice(1)),
};
