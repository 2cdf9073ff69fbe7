import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builderFrom } from '../builder/graph-builder.ts';
import type { Executable } from '../executors/executor.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../fixtures/formula.ts';
import type { Graph } from '../graph.ts';
import { lower } from '../lowering/lower.ts';
import { decodeModel } from '../onnx/decode.ts';
import { withStaticShapes } from '../shapes/static-shapes.ts';
import { float32, type TensorOf } from '../tensor-data.ts';
import { floats } from './cases/run-case.ts';
import { gradients } from './gradients.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/onnx/', import.meta.url));
const files = [
  ['mnist.onnx', {}],
  ['cifar10-cnn.onnx', { batch_size: 2 }],
  ['sd-vae-encoder-light.onnx', { batch_size: 1, height: 32, width: 24 }],
] as const;

/** Outputs `y` and the gradient `g` of sum(weights * y) with respect to the model's input `x`. */
function differentiated(graph: Graph): Graph {
  const b = builderFrom(graph);
  const x = b.value(graph.inputs[0] ?? '');
  const y = b.value(graph.outputs[0] ?? '');
  const loss = b.ReduceSum(b.Mul(y, b.initializer('loss weights', formula(5, y.shape))));
  const [gradient] = gradients(b, loss, [x]);
  b.output('y', y);
  b.output('g', gradient!);
  return lower(b.finish('differentiated')).graph;
}

async function lossAt(executable: Executable, name: string, x: TensorOf<'float32'>): Promise<number> {
  const outputs = await executable.run({ [name]: x }, { outputs: ['y'] });
  const weights = formula(5, outputs['y']?.dims ?? []).data;
  return floats(outputs, 'y').reduce((sum, value, i) => sum + value * weights[i]!, 0);
}

test.skipIf(!existsSync(folder)).each(files)(
  '%s, read from its file, rises along its gradient by the length of the gradient',
  async (file, dimensions) => {
    const graph = withStaticShapes(decodeModel(readFileSync(folder + file)), { dimensions });
    const name = graph.inputs[0] ?? '';
    const x = formula(6, graph.values.get(name)?.shape as readonly number[]);
    const executable = await onnxRuntime.load(differentiated(graph), { threads: 1 });
    const gradient = floats(await executable.run({ [name]: x }), 'g');
    const length = Math.hypot(...gradient);
    expect(length).toBeGreaterThan(0);
    const step = 0.01;
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
