import { describe, expect, test } from 'vitest';
import type { Executable } from '../executors/executor.ts';
import { internalDomain } from '../graph.ts';
import type { TensorData, TensorOf } from '../tensor-data.ts';
import { ruleCases } from './testing/cases/all.ts';
import { caseData, lossWeights, type RuleCase } from './testing/cases/rule-case.ts';
import { caseFeeds, caseGraph, floats, loadCase } from './testing/cases/run-case.ts';
import { internalRules, onnxRules } from './rules/rules.ts';

/** The loss summed in double precision, so that only the outputs' own rounding remains. */
async function loss(executable: Executable, feeds: Record<string, TensorData>): Promise<number> {
  const outputs = await executable.run(feeds, { outputs: ['y'] });
  const weights = lossWeights(outputs['y']?.dims ?? []).data;
  return floats(outputs, 'y').reduce((sum, y, i) => sum + y * weights[i]!, 0);
}

async function centralDifference(
  executable: Executable,
  data: readonly TensorOf<'float32'>[],
  input: number,
  element: number,
  step: number,
): Promise<number> {
  const at = async (shift: number): Promise<number> => {
    const feeds = data.map((tensor, i): [string, TensorData] => {
      const values = tensor.data.slice();
      if (i === input) values[element]! += shift;
      return [`x${i}`, { ...tensor, data: values }];
    });
    return loss(executable, Object.fromEntries(feeds));
  };
  return ((await at(step)) - (await at(-step))) / (2 * step);
}

/** Largest difference relative to the largest gradient of that input. */
async function worstError(ruleCase: RuleCase): Promise<number> {
  const executable = await loadCase(ruleCase);
  const outputs = await executable.run(caseFeeds(ruleCase));
  const { values } = caseGraph(ruleCase);
  for (const [name, { dims }] of Object.entries(outputs)) expect(values.get(name)?.shape).toEqual(dims);
  const data = caseData(ruleCase);
  let worst = 0;
  for (const [input, tensor] of data.entries()) {
    const gradient = floats(outputs, `g${input}`);
    expect(gradient.length).toBe(tensor.data.length);
    const scale = Math.max(1e-2, ...gradient.map(Math.abs));
    for (const [element, value] of gradient.entries()) {
      const expected = await centralDifference(executable, data, input, element, ruleCase.step ?? 0.004);
      worst = Math.max(worst, Math.abs(value - expected) / scale);
    }
  }
  await executable.dispose();
  return worst;
}

describe.each(ruleCases.map((ruleCase) => [ruleCase.rule, ruleCase.name, ruleCase] as const))(
  '%s: %s',
  (_rule, _name, ruleCase) => {
    test('agrees with central differences', async () => {
      expect(await worstError(ruleCase)).toBeLessThan(2e-3);
    });
  },
);

test('every rule has a case whose graph holds the operator', () => {
  const covered = new Set(
    ruleCases.flatMap((ruleCase) =>
      caseGraph(ruleCase).nodes.flatMap(({ op, domain }) =>
        op === ruleCase.rule ? [domain === internalDomain ? `internal ${op}` : op] : [],
      ),
    ),
  );
  const internal = Object.keys(internalRules).map((op) => `internal ${op}`);
  const missing = [...Object.keys(onnxRules), ...internal].filter((op) => !covered.has(op));
  expect(missing).toEqual([]);
});
