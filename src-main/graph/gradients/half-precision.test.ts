import { expect, test } from 'vitest';
import { builderFrom } from '../builder/graph-builder.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import type { Graph } from '../graph.ts';
import { lower } from '../lowering/lower.ts';
import { ruleCases } from './testing/cases/all.ts';
import { lossWeights, type RuleCase } from './testing/cases/rule-case.ts';
import { caseFeeds, emptyGraph, floats, loadCase } from './testing/cases/run-case.ts';
import { gradients } from './gradients.ts';

/** The case with all that it computes in half precision, inputs and gradients in single. */
function halfGraph(ruleCase: RuleCase): Graph {
  const b = builderFrom(emptyGraph(ruleCase));
  const inputs = ruleCase.inputs.map(({ shape }, i) => b.input(`x${i}`, 'float32', shape));
  const y = b.Cast(ruleCase.build(b, ...inputs.map((x) => b.Cast(x, 'float16'))), 'float32');
  const loss = b.ReduceSum(b.Mul(y, b.initializer('weights', lossWeights(y.shape))));
  gradients(b, loss, inputs).forEach((gradient, i) => b.output(`g${i}`, gradient));
  return lower(b.finish(ruleCase.name)).graph;
}

const cases = ruleCases.map((ruleCase) => [ruleCase.rule, ruleCase.name, ruleCase] as const);

test.each(cases)(
  '%s: %s, in half precision, is what single precision gives',
  async (_rule, _name, ruleCase) => {
    const feeds = caseFeeds(ruleCase);
    const single = await loadCase(ruleCase);
    const expected = await single.run(feeds);
    await single.dispose();
    const half = await onnxRuntime.load(halfGraph(ruleCase), { threads: 1 });
    const actual = await half.run(feeds);
    await half.dispose();
    for (const i of ruleCase.inputs.keys()) {
      const [wanted, given] = [floats(expected, `g${i}`), floats(actual, `g${i}`)];
      const scale = Math.max(1e-2, ...wanted.map(Math.abs));
      const worst = Math.max(...given.map((value, k) => Math.abs(value - wanted[k]!)));
      expect(worst / scale).toBeLessThan(0.02);
    }
  },
);
