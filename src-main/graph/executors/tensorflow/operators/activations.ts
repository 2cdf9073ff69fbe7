import type { Tensor } from '@tensorflow/tfjs-core';
import { getFloat, getText } from '../../../attributes.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';

const activation =
  (compute: (context: OperatorContext, x: Tensor) => Tensor): Operator =>
  (context) =>
    compute(context, context.tensor(0));

/** min(x, 0), by an operator whose gradient needs no second operand. */
const negativePart = ({ tf }: OperatorContext, x: Tensor): Tensor => tf.neg(tf.relu(tf.neg(x)));

/** x above zero, else alpha (exp(x / bend) - 1). */
function exponential(context: OperatorContext, x: Tensor, alpha: number, bend = 1): Tensor {
  const { tf } = context;
  return tf.add(tf.relu(x), tf.mul(tf.elu(tf.div(negativePart(context, x), bend)), alpha));
}

const elu = activation((context, x) => exponential(context, x, getFloat(context.node, 'alpha', 1)));

const celu = activation((context, x) => {
  const alpha = getFloat(context.node, 'alpha', 1);
  return exponential(context, x, alpha, alpha);
});

const selu = activation((context, x) => {
  const alpha = getFloat(context.node, 'alpha', 1.6732632);
  return context.tf.mul(exponential(context, x, alpha), getFloat(context.node, 'gamma', 1.050701));
});

const prelu: Operator = (context) => {
  const x = context.tensor(0);
  return context.tf.add(context.tf.relu(x), context.tf.mul(negativePart(context, x), context.tensor(1)));
};

const leakyRelu = activation((context, x) => {
  const alpha = getFloat(context.node, 'alpha', 0.01);
  return context.tf.add(context.tf.relu(x), context.tf.mul(negativePart(context, x), alpha));
});

/** clip(slope x + offset, 0, 1). */
const ramp = ({ tf }: OperatorContext, x: Tensor, slope: number, offset: number): Tensor =>
  tf.clipByValue(tf.add(tf.mul(x, slope), offset), 0, 1);

const hardSigmoid = activation((context, x) =>
  ramp(context, x, getFloat(context.node, 'alpha', 0.2), getFloat(context.node, 'beta', 0.5)),
);

const hardSwish = activation((context, x) => context.tf.mul(x, ramp(context, x, 1 / 6, 0.5)));

function exactGelu({ tf }: OperatorContext, x: Tensor): Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

function tanhGelu({ tf }: OperatorContext, x: Tensor): Tensor {
  const cube = tf.mul(tf.mul(x, x), x);
  const inner = tf.mul(tf.add(x, tf.mul(cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

const gelu = activation((context, x) =>
  getText(context.node, 'approximate', 'none') === 'tanh' ? tanhGelu(context, x) : exactGelu(context, x),
);

/** Limits of what a type holds stand for bounds that are not given. */
const clip: Operator = (context) => {
  const x = context.tensor(0);
  const [lowest, highest] = x.dtype === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : [-Infinity, Infinity];
  const low = context.numbers(1)?.[0] ?? lowest;
  const high = context.numbers(2)?.[0] ?? highest;
  // ONNX gives the upper bound where the bounds are crossed; TensorFlow.js refuses them.
  return context.tf.clipByValue(x, Math.min(low, high), high);
};

const thresholdedRelu = activation((context, x) => {
  const { tf, node } = context;
  return tf.mul(x, context.indicator(tf.greater(x, getFloat(node, 'alpha', 1))));
});

/** Towards zero by the bias, and to zero within the bounds. */
const shrink = activation((context, x) => {
  const { tf, node } = context;
  const [bound, bias] = [getFloat(node, 'lambd', 0.5), getFloat(node, 'bias', 0)];
  const above = context.indicator(tf.greater(x, bound));
  const below = context.indicator(tf.less(x, -bound));
  return tf.add(tf.mul(tf.sub(x, bias), above), tf.mul(tf.add(x, bias), below));
});

export const activationOperators: Operators = {
  Celu: celu,
  Clip: clip,
  Elu: elu,
  Gelu: gelu,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
  LeakyRelu: leakyRelu,
  Mish: activation(({ tf }, x) => tf.mul(x, tf.tanh(tf.softplus(x)))),
  PRelu: prelu,
  Relu: activation(({ tf }, x) => tf.relu(x)),
  Selu: selu,
  Shrink: shrink,
  Softplus: activation(({ tf }, x) => tf.softplus(x)),
  Softsign: activation(({ tf }, x) => tf.div(x, tf.add(tf.abs(x), 1))),
  Swish: activation(({ tf, node }, x) => tf.mul(x, tf.sigmoid(tf.mul(x, getFloat(node, 'alpha', 1))))),
  ThresholdedRelu: thresholdedRelu,
};

/** dy where y > 0, else 0. */
const reluGrad: Operator = (context) => {
  const positive = context.indicator(context.tf.greater(context.tensor(1), 0));
  return context.tf.mul(context.tensor(0), positive);
};

export const internalActivationOperators: Operators = { ReluGrad: reluGrad };
