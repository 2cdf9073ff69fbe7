import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ruleCases } from './cases/all.ts';
import { caseData, lossWeights, type RuleCase } from './cases/rule-case.ts';
import { caseFeeds, floats, loadCase } from './cases/run-case.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Reference = NonNullable<RuleCase['tensorflow']>;

async function referenceGradients(
  ruleCase: RuleCase,
  reference: Reference,
): Promise<readonly Float32Array[]> {
  const inputs = caseData(ruleCase).map(({ data, dims }) => tf.tensor(data, [...dims]));
  const weighted = (...xs: tf.Tensor[]): tf.Scalar => {
    const y = reference(...xs);
    const { data, dims } = lossWeights(y.shape);
    return tf.sum(tf.mul(y, tf.tensor(data, [...dims])));
  };
  const results = tf.grads(weighted)(inputs);
  return Promise.all(results.map(async (result) => Float32Array.from(await result.data())));
}

const cases = ruleCases.flatMap((ruleCase) =>
  ruleCase.tensorflow ? [[ruleCase.rule, ruleCase.name, ruleCase, ruleCase.tensorflow] as const] : [],
);

describe.each(cases)('%s: %s', (_rule, _name, ruleCase, reference) => {
  test('has the gradients that TensorFlow.js computes', async () => {
    const expected = await referenceGradients(ruleCase, reference);
    const executable = await loadCase(ruleCase);
    const outputs = await executable.run(caseFeeds(ruleCase));
    await executable.dispose();
    for (const [i, gradient] of expected.entries()) {
      const actual = floats(outputs, `g${i}`);
      const scale = Math.max(1e-2, ...gradient.map(Math.abs));
      const worst = Math.max(...actual.map((value, k) => Math.abs(value - gradient[k]!)));
      expect(worst / scale).toBeLessThan(1e-4);
    }
  });
});
