import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builderFrom } from '../builder/graph-builder.ts';
import type { Executable } from '../executors/executor.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import type { Graph, ValueType } from '../graph.ts';
import { toHalf, toSingle } from '../half-weights.ts';
import { lower } from '../lowering/lower.ts';
import { decodeModel } from '../onnx/decode.ts';
import { withStaticShapes } from '../shapes/static-shapes.ts';
import { float32, type TensorData, type TensorOf } from '../tensor-data.ts';
import { gradients } from './gradients.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/onnx/', import.meta.url));

/** Extents to fix, and how far the input's values and a step along the gradient go. */
const files = [
  ['mnist.onnx', {}, 1],
  ['cifar10-cnn.onnx', { batch_size: 2 }, 1],
  ['sd-vae-encoder-light.onnx', { batch_size: 1, height: 32, width: 24 }, 1],
  ['squeezenet1.1-fp16.onnx', {}, 100],
] as const;

/** Half-precision gradients of probabilities would vanish without a factor. */
const LOSS_SCALE = 64;

const read = (file: string, dimensions: Readonly<Record<string, number>>): Graph =>
  withStaticShapes(decodeModel(readFileSync(folder + file)), { dimensions });

/** The same model in single precision. */
function inSinglePrecision(graph: Graph): Graph {
  const initializers = [...graph.initializers].map(([name, data]): [string, TensorData] => [
    name,
    data.type === 'float16' ? toSingle(data) : data,
  ]);
  const values = [...graph.values].map(([name, type]): [string, ValueType] => [
    name,
    type.elementType === 'float16' ? { ...type, elementType: 'float32' } : type,
  ]);
  return { ...graph, initializers: new Map(initializers), values: new Map(values) };
}

/** Outputs `y` and the gradient `g` of sum(weights * y) with respect to the model's input `x`. */
function differentiated(graph: Graph): Graph {
  const b = builderFrom(graph);
  const x = b.value(graph.inputs[0] ?? '');
  const y = b.value(graph.outputs[0] ?? '');
  const weights = formula(5, y.shape, -LOSS_SCALE, LOSS_SCALE);
  const stored = y.elementType === 'float16' ? toHalf(weights) : weights;
  const loss = b.ReduceSum(b.Mul(y, b.initializer('loss weights', stored)));
  const [gradient] = gradients(b, loss, [x]);
  b.output('y', y);
  b.output('g', gradient!);
  return lower(b.finish('differentiated')).graph;
}

const norm = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

const inputOf = (graph: Graph, scale: number): TensorOf<'float32'> =>
  formula(6, graph.values.get(graph.inputs[0] ?? '')?.shape as readonly number[], -scale, scale);

async function gradientOf(executable: Executable, name: string, x: TensorData): Promise<Float32Array> {
  const { g } = await executable.run({ [name]: x }, { outputs: ['g'] });
  return toSingle(g!).data;
}

async function lossAt(executable: Executable, name: string, x: TensorOf<'float32'>): Promise<number> {
  const { y } = await executable.run({ [name]: x }, { outputs: ['y'] });
  const { data, dims } = toSingle(y!);
  const weights = formula(5, dims, -LOSS_SCALE, LOSS_SCALE).data;
  return data.reduce((sum, value, i) => sum + value * weights[i]!, 0);
}

test.skipIf(!existsSync(folder))('no file of the folder is left out', () => {
  expect(readdirSync(folder).toSorted()).toEqual(files.map(([file]) => file).toSorted());
});

test.skipIf(!existsSync(folder)).each(files)(
  '%s, read from its file, rises along its gradient by the length of the gradient',
  async (file, dimensions, scale) => {
    const graph = inSinglePrecision(read(file, dimensions));
    const name = graph.inputs[0] ?? '';
    const x = inputOf(graph, scale);
    const executable = await onnxRuntime.load(differentiated(graph), { threads: 1 });
    const gradient = await gradientOf(executable, name, x);
    const length = norm(gradient);
    expect(length).toBeGreaterThan(0);
    const step = 0.01 * scale;
    const moved = (by: number): TensorOf<'float32'> =>
      float32(
        x.dims,
        x.data.map((value, i) => value + (by * gradient[i]!) / length),
      );
    const difference =
      (await lossAt(executable, name, moved(step))) - (await lossAt(executable, name, moved(-step)));
    expect(difference / (2 * step) / length).toBeCloseTo(1, 1.7);
    await executable.dispose();
  },
);

test.skipIf(!existsSync(folder))(
  'a half-precision model is differentiable as it is, and its gradient is that of single precision within rounding',
  async () => {
    const half = read('squeezenet1.1-fp16.onnx', {});
    const single = inSinglePrecision(half);
    const name = half.inputs[0] ?? '';
    const x = inputOf(half, 100);
    const [exact, rounded] = await Promise.all(
      [single, half].map((graph) => onnxRuntime.load(differentiated(graph), { threads: 1 })),
    );
    const wanted = await gradientOf(exact!, name, x);
    const given = await gradientOf(rounded!, name, toHalf(x));
    const difference = norm(given.map((value, i) => value - wanted[i]!));
    expect(difference / norm(wanted)).toBeLessThan(0.05);
    await exact!.dispose();
    await rounded!.dispose();
  },
);
