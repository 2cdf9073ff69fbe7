import { expect, test } from 'vitest';
import { createGraphBuilder } from './builder/graph-builder.ts';
import { onnxRuntime } from './executors/onnxruntime.ts';
import { formula } from './testing/formula.ts';
import { toHalf, toSingle, withHalvedWeights } from './half-weights.ts';
import { decodeModel } from './onnx/decode.ts';
import { encodeModel } from './onnx/encode.ts';
import { float32, int64s } from './tensor-data.ts';

test('larger weights are stored in half the bytes and computed with as their rounded values', async () => {
  const weight = formula(1, [32, 16], -2, 2);
  const bias = formula(2, [16]);
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 32]);
  b.output('y', b.Gemm(x, b.initializer('weight', weight), b.initializer('bias', bias)));
  const whole = b.finish('whole');
  const halved = withHalvedWeights(whole);
  expect(encodeModel(whole).length - encodeModel(halved).length).toBeGreaterThan(900);

  const input = formula(3, [2, 32]);
  const executable = await onnxRuntime.load(decodeModel(encodeModel(halved)));
  const { y } = await executable.run({ x: input });
  await executable.dispose();
  const rounded = toSingle(toHalf(weight)).data;
  const expected = Array.from({ length: 32 }, (_, i) => {
    const [row, column] = [Math.floor(i / 16), i % 16];
    return rounded
      .filter((_, k) => k % 16 === column)
      .reduce((sum, value, k) => sum + value * input.data[row * 32 + k]!, bias.data[column]!);
  });
  expected.forEach((value, i) => expect(Number(y?.data[i])).toBeCloseTo(value, 4));
});

test('single precision passes, whole numbers are no weights', () => {
  const value = float32([2], [0.1, -3]);
  expect(toSingle(value)).toBe(value);
  expect(() => toSingle(int64s([1]))).toThrow(TypeError);
});
