import { expect } from 'vitest';
import { createGraphBuilder } from '../../../graph/builder/graph-builder.ts';
import { loadModel, onnxRuntime } from '../../../graph/executors/onnxruntime.ts';
import type { Value } from '../../../graph/graph.ts';
import { lower } from '../../../graph/lowering/lower.ts';
import type { TensorData, TensorOf } from '../../../graph/tensor-data.ts';
import type { Classifier } from '../../classifier.ts';

/** What a network made of the file says of `images`, its head's weights given. */
export async function answers(
  classifier: Classifier,
  weights: ReadonlyMap<string, TensorData>,
  images: TensorOf<'float32'>,
): Promise<{ features: Float32Array; logits: Float32Array }> {
  const b = createGraphBuilder();
  const specs = [...classifier.parameters, ...classifier.buffers];
  const values = new Map<string, Value>(
    specs.map((spec) => [spec.name, b.initializer(spec.name, weights.get(spec.name)!)]),
  );
  const result = classifier.forward(b, b.input('images', 'float32', images.dims), values, 'inference');
  b.output('features', result.features);
  b.output('logits', result.logits);
  const executable = await onnxRuntime.load(lower(b.finish('imported')).graph, { threads: 1 });
  const { features, logits } = await executable.run({ images });
  await executable.dispose();
  if (features?.type !== 'float32' || logits?.type !== 'float32') throw new Error('no floats');
  return { features: features.data, logits: logits.data };
}

/** What the first output of an ONNX file is for its only input. */
export async function original(file: Uint8Array, input: TensorData): Promise<TensorData> {
  const model = await loadModel(file);
  const [{ name: inputName } = { name: '' }] = model.inputs;
  const outputs = await model.run({ [inputName]: input });
  await model.dispose();
  return Object.values(outputs)[0]!;
}

/** `tolerance`: of the norm of the difference, relative to the norm of the reference. */
export function expectClose(
  actual: ArrayLike<number>,
  reference: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(reference.length);
  const differences = Array.from(reference, (value, i) => value - actual[i]!);
  expect(Math.hypot(...differences) / Math.hypot(...Array.from(reference))).toBeLessThan(tolerance);
}
