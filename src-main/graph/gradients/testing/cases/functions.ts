import * as tf from '@tensorflow/tfjs-core';
import { type RuleCase, unaryCases } from './rule-case.ts';

const awayFromHalves = [{ shape: [2, 5], low: -2.2, high: 2.3 }];
const positive = [{ shape: [3, 5], low: 0.3, high: 3 }];

export const functionCases: readonly RuleCase[] = unaryCases({
  Abs: { build: (b, x) => b.Abs(x), tensorflow: (x) => tf.abs(x) },
  Ceil: { build: (b, x) => b.Add(b.Ceil(x), x), tensorflow: (x) => tf.add(tf.ceil(x), x) },
  Cos: { build: (b, x) => b.Cos(x), tensorflow: (x) => tf.cos(x) },
  Erf: { build: (b, x) => b.Erf(x), tensorflow: (x) => tf.erf(x) },
  Exp: { build: (b, x) => b.Exp(x), tensorflow: (x) => tf.exp(x) },
  Floor: { build: (b, x) => b.Add(b.Floor(x), x), tensorflow: (x) => tf.add(tf.floor(x), x) },
  Identity: { build: (b, x) => b.Identity(x), tensorflow: (x) => tf.mul(x, 1) },
  Log: { inputs: positive, build: (b, x) => b.Log(x), tensorflow: (x) => tf.log(x) },
  Neg: { build: (b, x) => b.Neg(x), tensorflow: (x) => tf.neg(x) },
  Reciprocal: { inputs: positive, build: (b, x) => b.Reciprocal(x), tensorflow: (x) => tf.reciprocal(x) },
  Round: {
    inputs: awayFromHalves,
    build: (b, x) => b.Add(b.Round(x), x),
    tensorflow: (x) => tf.add(tf.round(x), x),
  },
  Sign: { build: (b, x) => b.Add(b.Sign(x), x), tensorflow: (x) => tf.add(tf.sign(x), x) },
  Sin: { build: (b, x) => b.Sin(x), tensorflow: (x) => tf.sin(x) },
  Sqrt: { inputs: positive, build: (b, x) => b.Sqrt(x), tensorflow: (x) => tf.sqrt(x) },
});
