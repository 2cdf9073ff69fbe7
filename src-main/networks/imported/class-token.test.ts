import { expect, test } from 'vitest';
import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import { formula } from '../../graph/testing/formula.ts';
import type { Node } from '../../graph/graph.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { float32, int64s, type TensorData } from '../../graph/tensor-data.ts';
import { portableGraph } from '../portable-graph.ts';
import { importNetwork } from './imported-network.ts';
import { expectClose, original } from './testing/answers.ts';

test('a class token that is expanded to the number of pictures is there for every picture', async () => {
  const b = createGraphBuilder();
  const images = b.input('input', 'float32', [1, 3, 8, 8]);
  const patches = b.Conv(images, b.initializer('patch.weight', formula(1, [6, 3, 4, 4])), undefined, {
    strides: [4, 4],
  });
  const tokens = b.Transpose(b.Reshape(patches, [0, 6, -1]), [0, 2, 1]);
  const first = b.emit('Expand', [
    b.initializer('cls_token', formula(2, [1, 1, 6])),
    b.initializer('extents', int64s([1, 1, 6])),
  ])[0]!;
  const all = b.Concat([first, tokens], 1);
  b.output(
    'logits',
    b.MatMul(b.ReduceMean(all, [1], false), b.initializer('head.weight', formula(3, [6, 4]))),
  );
  const graph = b.finish('tokens', { mean: '[0,0,0]', std: '[1,1,1]' });
  const initializers = new Map(graph.initializers);
  initializers.delete('extents');
  const node = (op: string, inputs: string[], output: string, attributes: Node['attributes'] = {}): Node => ({
    name: '',
    op,
    domain: '',
    inputs,
    outputs: [output],
    attributes,
  });
  for (const [key, value] of Object.entries({ zero: [0], one: [1], rest: [1, 6] }))
    initializers.set(key, int64s(value));
  const extents = [
    node('Shape', ['input'], 'shape'),
    node('Slice', ['shape', 'zero', 'one'], 'count'),
    node('Concat', ['count', 'rest'], 'extents', { axis: { kind: 'int', value: 0 } }),
  ];
  const values = new Map(graph.values).set('input', { elementType: 'float32', shape: ['n', 3, 8, 8] });
  values.set('logits', { elementType: 'float32', shape: ['n', 4] });
  const file = encodeModel({ ...graph, nodes: [...extents, ...graph.nodes], initializers, values });
  const imported = importNetwork(file, { name: 'network.onnx' });
  const classifier = imported.createClassifier({ classes: 4, imageSize: 8 });
  expect(classifier.parameters.map((spec) => spec.name)).toEqual([
    'patch.weight',
    'cls_token',
    'head.weight',
    'head.bias',
  ]);
  const weight = formula(3, [6, 4]).data;
  const own = new Map<string, TensorData>([
    ...imported.weights,
    [
      'head.weight',
      float32(
        [4, 6],
        Array.from({ length: 24 }, (_, i) => weight[(i % 6) * 4 + Math.floor(i / 6)]!),
      ),
    ],
    ['head.bias', float32([4], [0, 0, 0, 0])],
  ]);
  const reference = (await original(file, formula(4, [3, 3, 8, 8]))).data as Float32Array;
  const portable = portableGraph({
    name: 'portable',
    specs: classifier,
    tensor: (key) => own.get(key)!,
    build: (builder, weights) => {
      const input = builder.input('images', 'float32', [1, 3, 8, 8]);
      return { logits: classifier.forward(builder, input, weights, 'inference').logits };
    },
  });
  const exportedAnswers = await original(encodeModel(portable), formula(4, [3, 3, 8, 8]));
  expectClose(exportedAnswers.data as Float32Array, reference, 1e-5);
});
