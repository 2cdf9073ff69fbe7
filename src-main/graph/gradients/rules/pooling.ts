import { getInt, int, ints, requireInts } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { resolveWindow, type Window } from '../../shapes/window.ts';
import { elementCount } from '../../tensor-data.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

const poolWindow = (context: RuleContext): Window =>
  resolveWindow(context.node, context.input(0).shape.slice(2), requireInts(context.node, 'kernel_shape'));

const maxPool: GradientRule = (context) => {
  if (getInt(context.node, 'storage_order', 0) !== 0) throw context.unsupported('indices by columns');
  const { begins, ends, strides, dilations, kernel } = poolWindow(context);
  const [, indices] = context.allOutputs(2);
  if (indices === undefined) throw context.unsupported('no indices');
  const window = {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints([...begins, ...ends]),
  };
  return [context.b.MaxPoolGrad(context.dy, indices, context.input(0).shape, window)];
};

/** Elements that each window averages over, [1, 1, ...output]. */
function windowCounts(window: Window, spatial: readonly number[], includePad: boolean): readonly number[] {
  const perAxis = window.output.map((steps, i) =>
    Array.from({ length: steps }, (_, step) => {
      const size = spatial[i]!;
      const low = includePad ? -window.begins[i]! : 0;
      const high = includePad ? size + window.ends[i]! : size;
      const start = step * window.strides[i]! - window.begins[i]!;
      const taps = Array.from(
        { length: window.kernel[i]! },
        (_unused, k) => start + k * window.dilations[i]!,
      );
      return taps.filter((tap) => tap >= low && tap < high).length;
    }),
  );
  return perAxis.reduce<readonly number[]>((all, axis) => all.flatMap((x) => axis.map((y) => x * y)), [1]);
}

/** Each gradient divided by its count, spread by a depthwise kernel of ones. */
const averagePool: GradientRule = (context) => {
  const { b, dy } = context;
  const { shape } = context.input(0);
  const window = poolWindow(context);
  const channels = shape[1] ?? 1;
  const counts = windowCounts(window, shape.slice(2), getInt(context.node, 'count_include_pad', 0) === 1);
  const share = b.Div(dy, context.constant(dy, [1, 1, ...window.output], counts));
  const ones = b.Expand(b.scalar(dy.elementType, 1), [channels, 1, ...window.kernel]);
  // With ceil_mode the last window may reach past the padding; what it finds there is dropped.
  const ends = window.output.map((steps, i) => {
    const reach = (steps - 1) * window.strides[i]! + (window.kernel[i]! - 1) * window.dilations[i]! + 1;
    return Math.max(window.ends[i]!, reach - shape[i + 2]! - window.begins[i]!);
  });
  const attributes = {
    kernel_shape: ints(window.kernel),
    strides: ints(window.strides),
    dilations: ints(window.dilations),
    pads: ints([...window.begins, ...ends]),
    group: int(channels),
  };
  return [b.ConvInputGrad(share, ones, shape, attributes)];
};

const globalAveragePool: GradientRule = (context) => {
  const { shape } = context.input(0);
  return [context.b.Expand(context.b.Div(context.dy, elementCount(shape.slice(2))), shape)];
};

const globalMaxPool: GradientRule = (context) => {
  const { b, dy } = context;
  const x = context.input(0);
  const axes = [...x.shape.keys()].slice(2);
  const mask: Value = b.Cast(b.Equal(x, context.output(0)), x.elementType);
  return [b.Mul(mask, b.Div(dy, b.ReduceSum(mask, axes)))];
};

export const poolingRules: GradientRules = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
};
