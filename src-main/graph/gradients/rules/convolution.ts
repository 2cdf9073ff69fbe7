import { getInt, int, ints } from '../../attributes.ts';
import type { Attributes, Value } from '../../graph.ts';
import { resolveTransposedWindow, resolveWindow, type Window } from '../../shapes/window.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

/** The node's window with explicit padding, as internal nodes take it. */
function windowAttributes(context: RuleContext, window: Window): Attributes {
  const { kernel, strides, dilations, begins, ends } = window;
  return {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints([...begins, ...ends]),
    group: int(getInt(context.node, 'group', 1)),
  };
}

/** Sum over everything but the channels. */
function biasGradient(context: RuleContext): Value {
  const axes = [...context.dy.shape.keys()].filter((axis) => axis !== 1);
  return context.b.ReduceSum(context.dy, axes, false);
}

const conv: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, w] = [context.input(0), context.input(1)];
  const resolved = resolveWindow(context.node, x.shape.slice(2), w.shape.slice(2));
  const window = windowAttributes(context, resolved);
  return [
    context.needs(0) ? b.ConvInputGrad(dy, w, x.shape, window) : undefined,
    context.needs(1) ? b.ConvWeightGrad(dy, x, w.shape, window) : undefined,
    context.needs(2) ? biasGradient(context) : undefined,
  ];
};

/** A transposed convolution is the input gradient of a convolution from its output to its input. */
const convTranspose: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, w] = [context.input(0), context.input(1)];
  const resolved = resolveTransposedWindow(context.node, x.shape.slice(2), w.shape.slice(2));
  const window = windowAttributes(context, resolved);
  const ofInput = (): Value => {
    const [full] = b.emit('Conv', [dy, w], { attributes: window });
    if (full === undefined) throw context.unsupported('no output');
    return full;
  };
  return [
    context.needs(0) ? ofInput() : undefined,
    context.needs(1) ? b.ConvWeightGrad(x, dy, w.shape, window) : undefined,
    context.needs(2) ? biasGradient(context) : undefined,
  ];
};

export const convolutionRules: GradientRules = { Conv: conv, ConvTranspose: convTranspose };
