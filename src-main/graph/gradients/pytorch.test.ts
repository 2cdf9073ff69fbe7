import { describe, expect, test } from 'vitest';
import { createGraphBuilder, type GraphBuilder } from '../builder/graph-builder.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import fixture from '../fixtures/pytorch-gradients.json' with { type: 'json' };
import type { Value } from '../graph.ts';
import { lower } from '../lowering/lower.ts';
import { tensor, type TensorOf } from '../tensor-data.ts';
import { floats } from './testing/cases/run-case.ts';
import { gradients } from './gradients.ts';

type Build = (b: GraphBuilder, ...inputs: Value[]) => Value;

/** Gradients of sum(weights * build(inputs)), and the output itself, as the fixture script takes them. */
async function evaluate(
  inputs: readonly TensorOf<'float32'>[],
  build: Build,
): Promise<{ output: Float32Array; gradients: readonly Float32Array[] }> {
  const b = createGraphBuilder();
  const values = inputs.map(({ dims }, i) => b.input(`x${i}`, 'float32', dims));
  const y = build(b, ...values);
  const loss = b.ReduceSum(b.Mul(y, b.initializer('weights', formula(99, y.shape))));
  gradients(b, loss, values).forEach((gradient, i) => b.output(`g${i}`, gradient));
  b.output('y', y);
  const executable = await onnxRuntime.load(lower(b.finish('reference')).graph, { threads: 1 });
  const outputs = await executable.run(Object.fromEntries(inputs.map((data, i) => [`x${i}`, data])));
  await executable.dispose();
  return { output: floats(outputs, 'y'), gradients: inputs.map((_, i) => floats(outputs, `g${i}`)) };
}

function expectClose(actual: Float32Array, expected: readonly number[], tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN))));
  expect(worst / scale).toBeLessThan(tolerance);
}

function expectAllClose(actual: readonly Float32Array[], expected: readonly (readonly number[])[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((gradient, i) => expectClose(gradient, expected[i] ?? []));
}

describe('gradients are PyTorch 2.13 double-precision ones', () => {
  test.each(fixture.convolutions)('convolution $x with $w, strides $strides', async (reference) => {
    const { strides, pads, dilations, group } = reference;
    const inputs = [formula(1, reference.x), formula(2, reference.w), formula(3, reference.w.slice(0, 1))];
    const result = await evaluate(inputs, (b, ...[x, w, bias]) =>
      b.Conv(x!, w!, bias, { strides, dilations, group, pads: [...pads, ...pads] }),
    );
    expectAllClose(result.gradients, reference.gradients);
  });

  test('layer norm', async () => {
    const inputs = [formula(1, [3, 4, 6], -2, 3), formula(2, [6], 0.5, 1.5), formula(3, [6])];
    const result = await evaluate(inputs, (b, ...[x, scale, bias]) => b.LayerNormalization(x!, scale!, bias));
    expectAllClose(result.gradients, fixture.layerNorm.gradients);
  });

  test('group norm from its parts', async () => {
    const inputs = [formula(1, [2, 6, 3, 4], -2, 3), formula(2, [6], 0.5, 1.5), formula(3, [6])];
    const result = await evaluate(inputs, (b, ...[x, scale, bias]) => {
      const one = b.constant(tensor('float32', [3], Float32Array.of(1, 1, 1)));
      const zero = b.constant(tensor('float32', [3], new Float32Array(3)));
      const groups = b.InstanceNormalization(b.Reshape(x!, [2, 3, -1]), one, zero);
      const scaled = b.Mul(b.Reshape(groups, x!.shape), b.Reshape(scale!, [-1, 1, 1]));
      return b.Add(scaled, b.Reshape(bias!, [-1, 1, 1]));
    });
    expectAllClose(result.gradients, fixture.groupNorm.gradients);
  });

  test('scaled dot-product attention', async () => {
    const inputs = [1, 2, 3].map((seed) => formula(seed, [2, 3, 5, 4]));
    const result = await evaluate(inputs, (b, ...[q, k, v]) => {
      const scores = b.MatMul(q!, b.Transpose(k!, [0, 1, 3, 2]));
      return b.MatMul(b.Softmax(b.Mul(scores, 0.5)), v!);
    });
    expectAllClose(result.gradients, fixture.attention.gradients);
  });

  const activations: Readonly<
    Record<keyof typeof fixture.activations, (b: GraphBuilder, x: Value) => Value>
  > = {
    Gelu: (b, x) => b.Gelu(x),
    GeluTanh: (b, x) => b.Gelu(x, 'tanh'),
    HardSwish: (b, x) => b.HardSwish(x),
    Silu: (b, x) => b.Mul(x, b.Sigmoid(x)),
  };
  test.each(Object.entries(activations))('%s', async (name, build) => {
    const result = await evaluate([formula(1, [40], -5, 5)], (b, ...[x]) => build(b, x!));
    expectClose(result.gradients[0]!, fixture.activations[name as keyof typeof activations]);
  });
});

test('batch norm in training gives the output and gradients of PyTorch', async () => {
  const inputs = [formula(1, [4, 3, 2, 5], -2, 3), formula(2, [3], 0.5, 1.5), formula(3, [3])];
  const result = await evaluate(inputs, (b, ...[x, scale, bias]) => b.BatchNormTraining(x!, scale!, bias!).y);
  expectClose(result.output, fixture.batchNorm.output);
  expectAllClose(result.gradients, fixture.batchNorm.gradients);
});
