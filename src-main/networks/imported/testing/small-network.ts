import type { StatedInput } from '../../../../src-shared/domain/network-input.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../graph/builder/graph-builder.ts';
import { formula } from '../../../graph/testing/formula.ts';
import type { Graph, Value } from '../../../graph/graph.ts';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import { type ImportedNetwork, importNetwork } from '../imported-network.ts';

/** A small network of PyTorch's form: convolution, batch norm, pooling, fully connected layer. */
export function small(
  change: (b: GraphBuilder, parts: { images: Value; features: Value }) => Record<string, Value>,
  shape: readonly number[] = [2, 3, 8, 8],
): Graph {
  const b = createGraphBuilder();
  const images = b.input('input', 'float32', shape);
  const nchw = shape[1] === 3 ? images : b.Transpose(images, [0, 3, 1, 2]);
  const vector = (key: string, low: number, high: number) =>
    b.initializer(`bn1.${key}`, formula(9, [6], low, high));
  const x = b.Conv(nchw, b.initializer('conv1.weight', formula(1, [6, 3, 3, 3])));
  const y = b.BatchNormalization(
    x,
    vector('weight', 0.5, 1.5),
    vector('bias', -0.3, 0.3),
    vector('running_mean', -0.2, 0.2),
    vector('running_var', 0.5, 1.5),
    1e-3,
  );
  const features = b.Flatten(b.GlobalAveragePool(b.Relu(y)));
  for (const [key, value] of Object.entries(change(b, { images, features }))) b.output(key, value);
  const graph = b.finish('small', { mean: '[0.1,0.2,0.3]', std: '[1,1,1]', image_size: '8' });
  const values = new Map(graph.values);
  for (const key of [...graph.inputs, ...graph.outputs]) {
    const type = values.get(key)!;
    values.set(key, { ...type, shape: ['batch', ...(type.shape ?? []).slice(1)] });
  }
  return { ...graph, values };
}

export const fullyConnected = (b: GraphBuilder, { features }: { features: Value }): Value =>
  b.Gemm(
    features,
    b.initializer('fc.weight', formula(2, [5, 6])),
    b.initializer('fc.bias', formula(3, [5])),
    {
      transB: true,
    },
  );

export const read = (graph: Graph, input?: StatedInput): ImportedNetwork =>
  importNetwork(encodeModel(graph), { name: 'network.onnx', ...(input ? { stated: input } : {}) });
