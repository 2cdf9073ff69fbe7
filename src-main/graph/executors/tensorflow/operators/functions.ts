import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operator, Operators } from '../operator-context.ts';
import type { TensorFlow } from '../tensors.ts';

const unary =
  (compute: (tf: TensorFlow, x: Tensor) => Tensor): Operator =>
  (context) =>
    compute(context.tf, context.tensor(0));

export const functionOperators: Operators = {
  Abs: unary((tf, x) => tf.abs(x)),
  Acos: unary((tf, x) => tf.acos(x)),
  Acosh: unary((tf, x) => tf.acosh(x)),
  Asin: unary((tf, x) => tf.asin(x)),
  Asinh: unary((tf, x) => tf.asinh(x)),
  Atan: unary((tf, x) => tf.atan(x)),
  Atanh: unary((tf, x) => tf.atanh(x)),
  Ceil: unary((tf, x) => tf.ceil(x)),
  Cos: unary((tf, x) => tf.cos(x)),
  Cosh: unary((tf, x) => tf.cosh(x)),
  Erf: unary((tf, x) => tf.erf(x)),
  Exp: unary((tf, x) => tf.exp(x)),
  Floor: unary((tf, x) => tf.floor(x)),
  Identity: unary((_, x) => x),
  IsInf: unary((tf, x) => tf.isInf(x)),
  IsNaN: unary((tf, x) => tf.isNaN(x)),
  Log: unary((tf, x) => tf.log(x)),
  Neg: unary((tf, x) => tf.neg(x)),
  Not: unary((tf, x) => tf.logicalNot(x)),
  Reciprocal: unary((tf, x) => tf.reciprocal(x)),
  Round: unary((tf, x) => tf.round(x)),
  Sigmoid: unary((tf, x) => tf.sigmoid(x)),
  Sign: unary((tf, x) => tf.sign(x)),
  Sin: unary((tf, x) => tf.sin(x)),
  Sinh: unary((tf, x) => tf.sinh(x)),
  Sqrt: unary((tf, x) => tf.sqrt(x)),
  Tan: unary((tf, x) => tf.tan(x)),
  Tanh: unary((tf, x) => tf.tanh(x)),
};
