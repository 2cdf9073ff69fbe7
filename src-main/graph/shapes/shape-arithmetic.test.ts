import { expect, test } from 'vitest';
import { float, int, ints } from '../attributes.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import type { Attributes, Graph, Node } from '../graph.ts';
import { codeOfElementType } from '../onnx/element-types.ts';
import { float32, int64s, tensor, type TensorData } from '../tensor-data.ts';
import { withStaticShapes } from './static-shapes.ts';

const node = (op: string, inputs: readonly string[], attributes: Attributes = {}): Node => ({
  name: '',
  op,
  domain: '',
  inputs,
  outputs: [`${op}:${inputs.join()}`],
  attributes,
});

/** Integers of two axes, in which exporters turn pads around. */
const constants = new Map<string, TensorData>([
  ['matrix', tensor('int64', [3, 2], BigInt64Array.of(7n, -2n, 3n, 5n, 9n, 11n))],
  ['row', int64s([4, -3])],
  ['column', tensor('int64', [3, 1], BigInt64Array.of(2n, -5n, 3n))],
  ['flags', tensor('bool', [3, 2], Uint8Array.of(1, 0, 0, 1, 1, 0))],
  ['start', int64s([-1])],
  ['end', int64s([Number.MIN_SAFE_INTEGER])],
  ['axis', int64s([0])],
  ['step', int64s([-1])],
  ['picks', tensor('int64', [2, 2], BigInt64Array.of(2n, 0n, -1n, 1n))],
  ['flat', int64s([2, 3])],
  ['large', int64s([2, 3, 2])],
  ['real', float32([3], [1.5, -2.25, 4])],
]);

function model(last: Node, inputs: Graph['inputs'] = []): Graph {
  return {
    name: 'arithmetic',
    inputs,
    outputs: last.outputs,
    nodes: [last],
    initializers: constants,
    values: new Map([['x', { elementType: 'float32', shape: [4, 5, 6, 7] }]]),
    opsets: { '': 18 },
    metadata: {},
  };
}

const nodes: readonly Node[] = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Equal', 'Less', 'GreaterOrEqual'].flatMap((op) => [
    node(op, ['matrix', 'row']),
    node(op, ['column', 'matrix']),
  ]),
  node('Mod', ['matrix', 'column']),
  node('Mod', ['matrix', 'column'], { fmod: int(1) }),
  node('Neg', ['matrix']),
  node('Not', ['flags']),
  node('And', ['flags', 'flags']),
  node('Where', ['flags', 'matrix', 'row']),
  node('Slice', ['matrix', 'start', 'end', 'axis', 'step']),
  node('Transpose', ['matrix']),
  node('Transpose', ['matrix'], { perm: ints([1, 0]) }),
  node('Concat', ['matrix', 'matrix'], { axis: int(0) }),
  node('Concat', ['column', 'matrix'], { axis: int(-1) }),
  node('Gather', ['matrix', 'picks'], { axis: int(0) }),
  node('Gather', ['matrix', 'start'], { axis: int(1) }),
  node('Reshape', ['matrix', 'flat']),
  node('Expand', ['row', 'large']),
  node('Unsqueeze', ['matrix', 'axis']),
  node('ReduceProd', ['row'], { keepdims: int(0) }),
  node('ReduceMax', ['row']),
  node('Cast', ['matrix'], { to: int(codeOfElementType('bool')) }),
  node('Cast', ['real'], { to: int(codeOfElementType('int64')) }),
  node('Floor', ['real']),
];

test.each(nodes.map((last) => [last.outputs[0]!, last] as const))(
  '%s is what ONNX Runtime computes',
  async (name, last) => {
    const folded = withStaticShapes(model(last));
    expect(folded.nodes).toEqual([]);
    const executable = await onnxRuntime.load(model(last), { threads: 1 });
    const outputs = await executable.run({});
    await executable.dispose();
    expect(folded.initializers.get(name)).toEqual(outputs[name]);
  },
);

test('a part of a shape is only that part', () => {
  const last = node('Shape', ['x'], { start: int(1), end: int(-1) });
  const folded = withStaticShapes(model(last, ['x']));
  expect(folded.initializers.get(last.outputs[0]!)).toEqual(int64s([5, 6]));
});

test.each([
  ['value_int', int(-3), tensor('int64', [], BigInt64Array.of(-3n))],
  ['value_ints', ints([4, 5]), int64s([4, 5])],
  ['value_float', float(0.5), float32([], [0.5])],
  ['value_floats', { kind: 'floats', value: [0.5, 2] }, float32([2], [0.5, 2])],
] as const)('a constant may be given as %s', (name, attribute, expected) => {
  const last = node('Constant', [], { [name]: attribute });
  const folded = withStaticShapes(model(last));
  expect(folded.initializers.get(last.outputs[0]!)).toEqual(expected);
});

test('the largest integer stays the largest', () => {
  const largest = tensor('int64', [], BigInt64Array.of(2n ** 63n - 1n));
  const graph = model(node('Unsqueeze', ['largest', 'axis']));
  const folded = withStaticShapes({ ...graph, initializers: new Map([...constants, ['largest', largest]]) });
  expect(folded.initializers.get(graph.outputs[0]!)).toEqual(
    tensor('int64', [1], BigInt64Array.of(2n ** 63n - 1n)),
  );
});

test.each([
  ['matrices', 'Transpose', float32([2, 2], [1, 2, 3, 4])],
  ['long vectors', 'Neg', float32([16], Array(16).fill(2))],
])('%s of real numbers are weights and stay in the graph', (_what, op, weights) => {
  const graph = model(node(op, ['weights']));
  const fixed = withStaticShapes({ ...graph, initializers: new Map([['weights', weights]]) });
  expect(fixed.nodes.length).toBe(1);
});
