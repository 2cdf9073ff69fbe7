import type * as tf from '@tensorflow/tfjs-core';
import { createRandom, hashSeed, shuffled } from '../../../../../src-shared/random.ts';
import type { GraphBuilder } from '../../../builder/graph-builder.ts';
import type { Value } from '../../../graph.ts';
import { elementCount, float32, type TensorOf } from '../../../tensor-data.ts';

export interface CaseInput {
  readonly shape: readonly number[];
  /** Range of the values; default -1 to 1. */
  readonly low?: number;
  readonly high?: number;
}

/** One use of an operator, whose gradient is compared with references. */
export interface RuleCase {
  /** The rule that it checks; other operators may appear too. */
  readonly rule: string;
  readonly name: string;
  readonly inputs: readonly CaseInput[];
  readonly build: (b: GraphBuilder, ...inputs: Value[]) => Value;
  /** The same function of the same inputs in TensorFlow.js, where it has one. */
  readonly tensorflow?: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Operator set of the graph, for operators that are newer than what builders use. */
  readonly opset?: number;
  /** Half the width of the finite difference; default 0.004. */
  readonly step?: number;
}

/** A random arrangement of evenly spaced values: no ties, nothing at the kink at zero. */
export function caseData(ruleCase: RuleCase): readonly TensorOf<'float32'>[] {
  return ruleCase.inputs.map(({ shape, low = -1, high = 1 }, i) => {
    const count = elementCount(shape);
    const grid = Array.from({ length: count }, (_, k) => low + ((k + 0.34) / count) * (high - low));
    return float32(shape, shuffled(grid, createRandom(hashSeed(ruleCase.rule, ruleCase.name, i))));
  });
}

/** How tests and lists call a case. */
export const caseLabel = ({ rule, name }: RuleCase): string => `${rule}: ${name}`;

/** Fixed weights that make a scalar loss of an output: loss = sum(weights * output). */
export function lossWeights(shape: readonly number[]): TensorOf<'float32'> {
  const random = createRandom(hashSeed('loss', ...shape));
  return float32(
    shape,
    Array.from({ length: elementCount(shape) }, () => random.between(-1, 1)),
  );
}

/** Cases of operators with one input, by operator. */
export function unaryCases(
  table: Readonly<Record<string, Omit<RuleCase, 'rule' | 'name' | 'inputs'> & Partial<RuleCase>>>,
): readonly RuleCase[] {
  return Object.entries(table).map(([rule, entry]) => ({
    rule,
    name: 'elementwise',
    inputs: [{ shape: [3, 5], low: -2, high: 2 }],
    ...entry,
  }));
}
