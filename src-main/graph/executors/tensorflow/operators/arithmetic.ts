import type { Tensor } from '@tensorflow/tfjs-core';
import { getInt } from '../../../attributes.ts';
import type { ElementType } from '../../../tensor-data.ts';
import type { Operator, OperatorContext, Operators } from '../operator-context.ts';
import type { TensorFlow } from '../tensors.ts';

type Combine = (tf: TensorFlow, a: Tensor, b: Tensor) => Tensor;

const binary =
  (combine: Combine): Operator =>
  (context) =>
    combine(context.tf, context.tensor(0), context.tensor(1));

/** ONNX divides whole numbers towards zero, TensorFlow.js downwards. */
function divide(tf: TensorFlow, a: Tensor, b: Tensor): Tensor {
  if (a.dtype !== 'int32') return tf.div(a, b);
  return tf.mul(tf.mul(tf.sign(a), tf.sign(b)), tf.floorDiv(tf.abs(a), tf.abs(b)));
}

/** The remainder has the sign of the divisor, or with `fmod` that of the dividend. */
const remainder: Operator = (context) => {
  const { tf } = context;
  const [a, b] = [context.tensor(0), context.tensor(1)];
  if (getInt(context.node, 'fmod', 0) === 0) return tf.mod(a, b);
  return tf.mul(tf.sign(a), tf.mod(tf.abs(a), tf.abs(b)));
};

const power: Operator = (context) => {
  const [base, exponent] = [context.tensor(0), context.tensor(1)];
  return context.tf.pow(base, context.tf.cast(exponent, base.dtype));
};

/** Of any number of operands, one after the other. */
const variadic =
  (combine: Combine): Operator =>
  (context) =>
    context.tensors().reduce((a, b) => combine(context.tf, a, b));

/** Like `variadic`, for operators whose gradients want operands of one shape. */
const variadicStretched =
  (combine: Combine): Operator =>
  (context) => {
    const shape = context.outputShape();
    return context
      .tensors()
      .map((x) => context.stretched(x, shape))
      .reduce((a, b) => combine(context.tf, a, b));
  };

const sum = variadic((tf, a, b) => tf.add(a, b));

const mean: Operator = (context) =>
  context.tf.div(
    context.tensors().reduce((a, b) => context.tf.add(a, b)),
    context.node.inputs.length,
  );

const where: Operator = (context) => {
  const shape = context.outputShape();
  const [condition, x, y] = [0, 1, 2].map((i) => context.stretched(context.tensor(i), shape));
  if (!condition || !x || !y) throw context.error('it takes three inputs');
  return context.tf.where(condition, x, y);
};

/** The library's type that stands for a type of ONNX. */
const standsFor = (type: ElementType): 'float32' | 'bool' | 'int32' =>
  type === 'bool' || type === 'float32' ? type : 'int32';

const cast = (context: OperatorContext): Tensor =>
  context.tf.cast(context.tensor(0), standsFor(context.outputType().elementType));

export const arithmeticOperators: Operators = {
  Add: binary((tf, a, b) => tf.add(a, b)),
  Sub: binary((tf, a, b) => tf.sub(a, b)),
  Mul: binary((tf, a, b) => tf.mul(a, b)),
  Div: binary(divide),
  Mod: remainder,
  Pow: power,
  Sum: sum,
  Mean: mean,
  Max: variadicStretched((tf, a, b) => tf.maximum(a, b)),
  Min: variadicStretched((tf, a, b) => tf.minimum(a, b)),
  Where: where,
  Cast: cast,
  CastLike: cast,
  Equal: binary((tf, a, b) => tf.equal(a, b)),
  Greater: binary((tf, a, b) => tf.greater(a, b)),
  GreaterOrEqual: binary((tf, a, b) => tf.greaterEqual(a, b)),
  Less: binary((tf, a, b) => tf.less(a, b)),
  LessOrEqual: binary((tf, a, b) => tf.lessEqual(a, b)),
  And: binary((tf, a, b) => tf.logicalAnd(a, b)),
  Or: binary((tf, a, b) => tf.logicalOr(a, b)),
  Xor: binary((tf, a, b) => tf.logicalXor(a, b)),
};

/** Internal: scale * x + z. */
const scaledAdd: Operator = (context) =>
  context.tf.add(context.tf.mul(context.tensor(0), context.tensor(1)), context.tensor(2));

export const internalArithmeticOperators: Operators = { ScaledAdd: scaledAdd };
