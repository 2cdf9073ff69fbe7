import { expect, test } from 'vitest';
import { builderFrom } from '../builder/graph-builder.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import fixture from '../fixtures/pytorch-operators.json' with { type: 'json' };
import { lower } from '../lowering/lower.ts';
import { pytorchCases } from './testing/cases/pytorch.ts';
import { emptyGraph, floats } from './testing/cases/run-case.ts';
import { gradients } from './gradients.ts';

function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1e-2, ...expected.map(Math.abs));
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  expect(worst / scale).toBeLessThan(2e-5);
}

test.each(Object.entries(fixture))('%s has the values and gradients of PyTorch', async (name, reference) => {
  const pytorchCase = pytorchCases[name];
  if (pytorchCase === undefined) throw new Error(`${name} has no ONNX form.`);
  const data = reference.inputs.map(({ shape, low, high }, i) => formula(i + 1, shape, low, high));
  const b = builderFrom(emptyGraph(pytorchCase));
  const inputs = data.map(({ dims }, i) => b.input(`x${i}`, 'float32', dims));
  const y = pytorchCase.build(b, ...inputs);
  const loss = b.ReduceSum(b.Mul(y, b.initializer('weights', formula(99, y.shape))));
  gradients(b, loss, inputs).forEach((gradient, i) => b.output(`g${i}`, gradient));
  b.output('y', y);
  const executable = await onnxRuntime.load(lower(b.finish(name)).graph, { threads: 1 });
  const outputs = await executable.run(Object.fromEntries(data.map((value, i) => [`x${i}`, value])));
  await executable.dispose();
  expectClose(floats(outputs, 'y'), reference.output);
  reference.gradients.forEach((gradient, i) => expectClose(floats(outputs, `g${i}`), gradient));
});

test('every ONNX form has its reference', () => {
  expect(Object.keys(pytorchCases).toSorted()).toEqual(Object.keys(fixture).toSorted());
});
