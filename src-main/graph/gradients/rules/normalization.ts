import { getFloat, getInt } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { normalizeAxis } from '../../shapes/shape-context.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

/** A vector over the channels, shaped to broadcast against an NC... tensor. */
const perChannel = (context: RuleContext, vector: Value, rank: number): Value =>
  context.b.Reshape(vector, [-1, ...Array<number>(rank - 2).fill(1)]);

/** Reduces over everything but the channels. */
function overChannels({ b }: RuleContext, x: Value): Value {
  return b.ReduceSum(
    x,
    [...x.shape.keys()].filter((axis) => axis !== 1),
    false,
  );
}

/**
 * Through xhat = (x - mean) * inverse with mean and variance taken over `axes`:
 * dx = inverse * (dxhat - mean(dxhat) - xhat * mean(dxhat * xhat)).
 */
function standardizeGradient(
  { b }: RuleContext,
  dxhat: Value,
  xhat: Value,
  inverse: Value,
  axes: readonly number[],
): Value {
  const mean = b.ReduceMean(dxhat, axes);
  const projection = b.Mul(xhat, b.ReduceMean(b.Mul(dxhat, xhat), axes));
  return b.Mul(b.Sub(b.Sub(dxhat, mean), projection), inverse);
}

/** Statistics come in the type that the operator computes in, which may be wider than its input's. */
const layerNormalization: GradientRule = (context) => {
  const { b } = context;
  const [x, scale] = [context.input(0), context.input(1)];
  const axis = normalizeAxis(getInt(context.node, 'axis', -1), x.shape.length);
  const axes = [...x.shape.keys()].slice(axis);
  const [, mean, inverse] = context.allOutputs(3);
  if (mean === undefined || inverse === undefined) throw context.unsupported('no statistics');
  const type = mean.elementType;
  const wide = (value: Value): Value => (value.elementType === type ? value : b.Cast(value, type));
  const narrow = (value: Value): Value => (x.elementType === type ? value : b.Cast(value, x.elementType));
  const dy = wide(context.dy);
  const xhat = b.Mul(b.Sub(wide(x), mean), inverse);
  const ofX = (): Value => standardizeGradient(context, b.Mul(dy, wide(scale)), xhat, inverse, axes);
  return [
    context.needs(0) ? narrow(ofX()) : undefined,
    context.needs(1) ? narrow(context.unbroadcast(b.Mul(dy, xhat), scale.shape)) : undefined,
    context.needs(2) ? narrow(context.unbroadcast(dy, context.input(2).shape)) : undefined,
  ];
};

const instanceNormalization: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, scale] = [context.input(0), context.input(1)];
  const axes = [...x.shape.keys()].slice(2);
  const centred = b.Sub(x, b.ReduceMean(x, axes));
  const variance = b.ReduceMean(b.Mul(centred, centred), axes);
  const inverse = b.Reciprocal(b.Sqrt(b.Add(variance, getFloat(context.node, 'epsilon', 1e-5))));
  const xhat = b.Mul(centred, inverse);
  const dxhat = b.Mul(dy, perChannel(context, scale, x.shape.length));
  return [
    context.needs(0) ? standardizeGradient(context, dxhat, xhat, inverse, axes) : undefined,
    context.needs(1) ? overChannels(context, b.Mul(dy, xhat)) : undefined,
    context.needs(2) ? overChannels(context, dy) : undefined,
  ];
};

/** Inference form: statistics are inputs like any other. */
const batchNormalization: GradientRule = (context) => {
  const { b, dy } = context;
  const [x, scale, , mean, variance] = [0, 1, 2, 3, 4].map((i) => context.input(i));
  if (!x || !scale || !mean || !variance) throw context.unsupported('no statistics');
  if (getInt(context.node, 'training_mode', 0) === 1) throw context.unsupported('training mode');
  const rank = x.shape.length;
  const inverse = b.Reciprocal(b.Sqrt(b.Add(variance, getFloat(context.node, 'epsilon', 1e-5))));
  const slope = b.Mul(scale, inverse);
  const total = (): Value => overChannels(context, dy);
  const xhat = (): Value =>
    b.Mul(b.Sub(x, perChannel(context, mean, rank)), perChannel(context, inverse, rank));
  const dot = (): Value => overChannels(context, b.Mul(dy, xhat()));
  const ofVariance = (): Value => b.Mul(b.Mul(b.Mul(dot(), slope), inverse), -0.5);
  return [
    context.needs(0) ? b.Mul(dy, perChannel(context, slope, rank)) : undefined,
    context.needs(1) ? dot() : undefined,
    context.needs(2) ? total() : undefined,
    context.needs(3) ? b.Neg(b.Mul(total(), slope)) : undefined,
    context.needs(4) ? ofVariance() : undefined,
  ];
};

/** The statistics outputs feed the running averages, which no loss depends on. */
const batchNormTraining: GradientRule = (context) => {
  if (context.gradient(1) !== undefined || context.gradient(2) !== undefined) {
    throw context.unsupported('through its statistics');
  }
  const [x, scale] = [context.input(0), context.input(1)];
  const [mean, variance] = [context.output(1), context.output(2)];
  const epsilon = getFloat(context.node, 'epsilon', 1e-5);
  return context.b.BatchNormTrainingGrad({ dy: context.dy, x, scale, mean, variance }, epsilon);
};

/** Without a mask or with a ratio of 0 it passes everything on; training mode scales what the mask lets through. */
const dropout: GradientRule = (context) => {
  const { b, dy } = context;
  const training = context.has(2) ? context.requireNumbers(2)[0] === 1 : false;
  if (!training) return [dy];
  const ratio = context.numbers(1)?.[0] ?? 0.5;
  const [, mask] = context.allOutputs(2);
  if (mask === undefined) throw context.unsupported('no mask');
  return [b.Mul(b.Mul(dy, b.Cast(mask, dy.elementType)), 1 / (1 - ratio))];
};

export const normalizationRules: GradientRules = {
  BatchNormalization: batchNormalization,
  Dropout: dropout,
  InstanceNormalization: instanceNormalization,
  LayerNormalization: layerNormalization,
};

export const internalNormalizationRules: GradientRules = { BatchNormTraining: batchNormTraining };
