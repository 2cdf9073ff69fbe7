import { expect, test } from 'vitest';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { lower } from '../lowering/lower.ts';
import { float32 } from '../tensor-data.ts';
import { floats } from './testing/cases/run-case.ts';
import { gradients } from './gradients.ts';

test('a value that is used several times gets the sum of its gradients', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [3]);
  // d/dx sum(x^2 + 3x + x * exp(x)) = 2x + 3 + (1 + x) exp(x)
  const y = b.Add(b.Add(b.Mul(x, x), b.Mul(x, 3)), b.Mul(x, b.Exp(x)));
  const [gradient] = gradients(b, b.ReduceSum(y), [x]);
  b.output('g', gradient!);
  const executable = await onnxRuntime.load(lower(b.finish('sum')).graph);
  const values = [-0.5, 0.2, 1];
  const result = floats(await executable.run({ x: float32([3], values) }), 'g');
  values.forEach((v, i) => expect(result[i]).toBeCloseTo(2 * v + 3 + (1 + v) * Math.exp(v), 5));
  await executable.dispose();
});

test('a value that the loss does not depend on has zero gradient', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2]);
  const unrelated = b.input('unrelated', 'float32', [2, 2]);
  const results = gradients(b, b.ReduceSum(b.Mul(x, b.Floor(x))), [unrelated, x]);
  results.forEach((gradient, i) => b.output(`g${i}`, gradient));
  const executable = await onnxRuntime.load(b.finish('zero'));
  const outputs = await executable.run({
    x: float32([2], [1.5, 2.5]),
    unrelated: float32([2, 2], [1, 2, 3, 4]),
  });
  expect(outputs['g0']).toEqual(float32([2, 2], [0, 0, 0, 0]));
  expect(outputs['g1']).toEqual(float32([2], [1, 2]));
  await executable.dispose();
});

test('the norm of a vector of zeros has no slope, as in PyTorch, and leaves its neighbours alone', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 2]);
  const [gradient] = gradients(b, b.ReduceSum(b.Mul(b.ReduceL2(x, [1], false), 2)), [x]);
  b.output('g', gradient!);
  const executable = await onnxRuntime.load(lower(b.finish('norm')).graph);
  const result = floats(await executable.run({ x: float32([2, 2], [0, 0, 3, 4]) }), 'g');
  expect([...result.subarray(0, 2)]).toEqual([0, 0]);
  expect(result[2]).toBeCloseTo(1.2, 5);
  expect(result[3]).toBeCloseTo(1.6, 5);
  await executable.dispose();
});

test('an operator without a rule is named with its node', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 3]);
  const y = b.scoped('block', () => b.emit('Hardmax', [x])[0]!);
  expect(() => gradients(b, b.ReduceSum(y), [x])).toThrow(
    /No gradient rule for Hardmax \(node block\/Hardmax_\d+\)/,
  );
});

test('no rule is asked for where no gradient flows', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 3]);
  const mask = b.Cast(b.ArgMax(x, 1), 'float32');
  expect(() => gradients(b, b.ReduceSum(b.Mul(x, b.emit('Hardmax', [mask])[0]!)), [x])).not.toThrow();
});

test('a loss of several elements is refused', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2]);
  expect(() => gradients(b, b.Mul(x, 2), [x])).toThrow(/one element.*\[2\]/);
});

test('only what is wanted is computed', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 2, 4, 4]);
  const w = b.input('w', 'float32', [2, 2, 3, 3]);
  const [gradient] = gradients(b, b.ReduceSum(b.Conv(x, w)), [w]);
  b.output('g', gradient!);
  const operators = b.finish('weights only').nodes.map((node) => node.op);
  expect(operators).toContain('ConvWeightGrad');
  expect(operators).not.toContain('ConvInputGrad');
});
