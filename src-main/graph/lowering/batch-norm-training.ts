import { getFloat } from '../attributes.ts';
import type { GraphBuilder } from '../builder/graph-builder.ts';
import type { Value } from '../graph.ts';
import { channelMean } from './blocked/channel-mean.ts';
import { LaidOut } from './laid-out.ts';
import type { Form, Lowering } from './lowering-context.ts';

/**
 * E[x^2] - E[x]^2 in one pass, which cancels: its relative error grows with (mean / deviation)^2 times float32's rounding.
 * Fit for channels whose mean is up to about 30 standard deviations (error below 0.2 %), as after a convolution; not for
 * float16. Rounding may push the variance of a constant channel below zero.
 */
const varianceOf = (b: GraphBuilder, mean: Value, square: Value): Value =>
  b.Max(b.Sub(square, b.Mul(mean, mean)), 0);

/** Means of x and x^2 (see `varianceOf` for the accuracy), then the inference operator, which takes the statistics as inputs. */
const statistics: Form = {
  emit: (context) => {
    const { b, node } = context;
    const [x, scale, bias] = [context.input(0), context.input(1), context.input(2)];
    const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
    const mean = b.ReduceMean(x, axes, false);
    const variance = varianceOf(b, mean, b.ReduceMean(b.Mul(x, x), axes, false));
    const y = b.BatchNormalization(x, scale, bias, mean, variance, getFloat(node, 'epsilon', 1e-5));
    return [y, mean, variance];
  },
};

/** The same in the blocked layout, which only float32 has; a following addition and Relu join the pass that normalises. */
const affine: Form = {
  fits: (context) => context.canBlock(0),
  emit: (context) => {
    const { b, node } = context;
    const x = context.operand(0).blocked();
    const mean = channelMean(b, x);
    const variance = varianceOf(b, mean, channelMean(b, b.Mul(x, x)));
    const deviation = b.Sqrt(b.Add(variance, getFloat(node, 'epsilon', 1e-5)));
    const scale = b.Div(context.input(1), deviation);
    const shift = b.Sub(context.input(2), b.Mul(mean, scale));
    return [LaidOut.affine(b, { x, scale, shift }), mean, variance];
  },
};

export const batchNormTraining: Lowering = {
  forms: { statistics, affine },
  choose: (context) => (affine.fits?.(context) === true ? 'affine' : 'statistics'),
};
