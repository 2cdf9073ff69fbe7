import { expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import { builderFrom } from '../builder/graph-builder.ts';
import { plainTensorFlow, tf } from '../executors/tensorflow/testing/plain-tensorflow.ts';
import type { Graph } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';
import { ruleCases } from './testing/cases/all.ts';
import { refusedByTensorFlow } from './testing/cases/refused-by-tensorflow.ts';
import { caseData, caseLabel, lossWeights, type RuleCase } from './testing/cases/rule-case.ts';
import { caseFeeds, caseGraph, floats, loadCase } from './testing/cases/run-case.ts';

/** The case without this program's gradients: outputs `y` and `loss`. */
function forwardGraph(ruleCase: RuleCase): Graph {
  const complete = caseGraph(ruleCase);
  const b = builderFrom({ ...complete, outputs: [] });
  const y = b.value('y');
  b.output('result', y);
  b.output('loss', b.ReduceSum(b.Mul(y, b.initializer('loss weights', lossWeights(y.shape)))));
  return b.finish(ruleCase.name);
}

/** Largest difference, in parts of the largest value. */
function distance(actual: Float32Array, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1e-2, ...Array.from(expected, Math.abs));
  return Math.max(0, ...Array.from(actual, (value, k) => Math.abs(value - expected[k]!))) / scale;
}

/** Where a case says in the library's own words what its graph means, that must come out. */
function writtenOut(ruleCase: RuleCase): ArrayLike<number> | undefined {
  const { tensorflow } = ruleCase;
  if (tensorflow === undefined) return undefined;
  return tf.tidy(() =>
    tensorflow(...caseData(ruleCase).map(({ data, dims }) => tf.tensor(data, [...dims]))).dataSync(),
  );
}

interface Reference {
  readonly outputs: Readonly<Record<string, TensorData>>;
  readonly gradients: Readonly<Record<string, TensorData>>;
}

async function reference(ruleCase: RuleCase): Promise<Reference> {
  const graph = await plainTensorFlow.valueAndGradients(forwardGraph(ruleCase), {
    loss: 'loss',
    wrt: ruleCase.inputs.map((_, i) => `x${i}`),
  });
  try {
    return await graph.run(caseFeeds(ruleCase));
  } finally {
    await graph.dispose();
  }
}

async function compare(ruleCase: RuleCase, { outputs, gradients }: Reference): Promise<void> {
  const executable = await loadCase(ruleCase);
  const own = await executable.run(caseFeeds(ruleCase));
  await executable.dispose();
  expect(distance(floats(own, 'y'), floats(outputs, 'result'))).toBeLessThan(1e-4);
  const written = writtenOut(ruleCase);
  if (written !== undefined) expect(distance(floats(outputs, 'result'), written)).toBeLessThan(1e-5);
  for (const name of Object.keys(gradients)) {
    expect(distance(floats(own, name.replace('x', 'g')), floats(gradients, name))).toBeLessThan(1e-4);
  }
}

test.each(ruleCases.map((ruleCase) => [caseLabel(ruleCase), ruleCase] as const))(
  '%s has the values and gradients that TensorFlow.js computes, unless that refuses',
  async (name, ruleCase) => {
    const { numTensors } = tf.memory();
    if (refusedByTensorFlow.has(name)) {
      const error = await reference(ruleCase).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).code).toBe('unsupported');
    } else {
      await compare(ruleCase, await reference(ruleCase));
    }
    expect(tf.memory().numTensors).toBe(numTensors);
  },
);
