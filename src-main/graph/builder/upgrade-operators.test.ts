import { expect, test } from 'vitest';
import { float, int, ints, text } from '../attributes.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import { type Attributes, builderOpset, type Graph, type Node } from '../graph.ts';
import { withStaticShapes } from '../shapes/static-shapes.ts';
import { float32, tensor, type TensorData } from '../tensor-data.ts';
import { builderFrom } from './graph-builder.ts';

const shape = [2, 3, 4];

/** A model of one node, as an exporter of that time wrote it. */
function oldModel(
  opset: number,
  op: string,
  attributes: Attributes,
  extra: Record<string, TensorData> = {},
): Graph {
  const node: Node = {
    name: '',
    op,
    domain: '',
    inputs: ['x', ...Object.keys(extra)],
    outputs: op === 'Split' || op === 'TopK' ? ['y', 'z'] : ['y'],
    attributes,
  };
  return {
    name: 'old',
    inputs: ['x'],
    outputs: node.outputs,
    nodes: [node],
    initializers: new Map(Object.entries(extra)),
    values: new Map([['x', { elementType: 'float32', shape }]]),
    opsets: { '': opset },
    metadata: {},
  };
}

const cases: readonly (readonly [string, Graph])[] = [
  ['Slice 9', oldModel(9, 'Slice', { starts: ints([1, -3]), ends: ints([99, -1]), axes: ints([1, 2]) })],
  ['Pad 9', oldModel(9, 'Pad', { pads: ints([0, 1, 0, 0, 0, 2]), value: float(0.5) })],
  ['Clip 7', oldModel(7, 'Clip', { min: float(-0.3), max: float(0.4) })],
  ['Unsqueeze 11', oldModel(11, 'Unsqueeze', { axes: ints([0, 2]) })],
  ['Split 11 with sizes', oldModel(11, 'Split', { axis: int(2), split: ints([1, 3]) })],
  ['Split 17 without sizes', oldModel(17, 'Split', { axis: int(2) })],
  ['ReduceMean 17', oldModel(17, 'ReduceMean', { axes: ints([0, 2]), keepdims: int(0) })],
  ['Softmax 11 over two axes', oldModel(11, 'Softmax', { axis: int(1) })],
  ['Softmax 11 over one axis', oldModel(11, 'Softmax', { axis: int(2) })],
  ['LogSoftmax 12 by default', oldModel(12, 'LogSoftmax', {})],
  ['TopK 9', oldModel(9, 'TopK', { k: int(2), axis: int(1) })],
  [
    'Scatter 9',
    oldModel(
      9,
      'Scatter',
      { axis: int(2) },
      { i: tensor('int64', [2, 3, 1], BigInt64Array.of(3n, 0n, 1n, 2n, 2n, 0n)), u: formula(2, [2, 3, 1]) },
    ),
  ],
  ['Dropout 7', oldModel(7, 'Dropout', { ratio: float(0.3) })],
  [
    'Upsample 7',
    oldModel(7, 'Upsample', { mode: text('nearest'), scales: { kind: 'floats', value: [1, 3, 2] } }),
  ],
  ['Upsample 9', oldModel(9, 'Upsample', { mode: text('nearest') }, { s: float32([3], [1, 2, 3]) })],
  ['Resize 10', oldModel(10, 'Resize', { mode: text('nearest') }, { s: float32([3], [1, 1, 2]) })],
];

async function run(graph: Graph): Promise<Record<string, TensorData>> {
  const executable = await onnxRuntime.load(graph, { threads: 1 });
  const outputs = await executable.run({ x: formula(1, shape) });
  await executable.dispose();
  return outputs;
}

test.each(cases)('%s computes the same in the newer operator set', async (_name, old) => {
  const builder = builderFrom(withStaticShapes(old));
  for (const name of old.outputs) builder.output(`${name} new`, builder.value(name));
  const graph = builder.finish('new');
  expect(graph.opsets).toEqual({ '': builderOpset });
  const [expected, actual] = [await run(old), await run(graph)];
  for (const name of old.outputs) expect(actual[`${name} new`]).toEqual(expected[name]);
});

test('operator sets that broadcast by attributes are refused', () => {
  expect(() => builderFrom(oldModel(6, 'Relu', {}))).toThrow(/operator set 6/);
});
