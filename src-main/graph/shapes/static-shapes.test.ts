import { expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import { int } from '../attributes.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import { toFloat16Bits } from '../../../src-shared/float16.ts';
import type { Attributes, Graph, Node } from '../graph.ts';
import { int64s, tensor, type TensorData } from '../tensor-data.ts';
import { withStaticShapes } from './static-shapes.ts';

const node = (op: string, inputs: readonly string[], output: string, attributes: Attributes = {}): Node => ({
  name: output,
  op,
  domain: '',
  inputs,
  outputs: [output],
  attributes,
});

/** Splits [batch, tokens, 6] into heads, as exporters write it: with the shape taken apart and put together again. */
const exported: Graph = {
  name: 'exported',
  inputs: ['x'],
  outputs: ['y'],
  nodes: [
    node('Shape', ['x'], 'shape'),
    node('Gather', ['shape', 'zero'], 'batch'),
    node('Gather', ['shape', 'one'], 'tokens'),
    node('Constant', [], 'heads', { value: { kind: 'tensor', value: int64s([2]) } }),
    node('Slice', ['shape', 'last', 'end'], 'width'),
    node('Div', ['width', 'heads'], 'size'),
    node('Unsqueeze', ['batch', 'axis'], 'batch1'),
    node('Unsqueeze', ['tokens', 'axis'], 'tokens1'),
    node('Concat', ['batch1', 'tokens1', 'heads', 'size'], 'target', { axis: int(0) }),
    node('Reshape', ['x', 'target'], 'y'),
  ],
  initializers: new Map<string, TensorData>([
    ['zero', tensor('int64', [], BigInt64Array.of(0n))],
    ['one', tensor('int64', [], BigInt64Array.of(1n))],
    ['last', int64s([-1])],
    ['end', int64s([9])],
    ['axis', int64s([0])],
  ]),
  values: new Map([
    ['x', { elementType: 'float32', shape: ['batch', 'tokens', 6] }],
    ['y', { elementType: 'float32', shape: null }],
  ]),
  opsets: { '': 17 },
  metadata: {},
};

test('shape arithmetic becomes plain numbers, and the graph computes the same', async () => {
  const fixed = withStaticShapes(exported, { dimensions: { batch: 3, tokens: 5 } });
  expect(fixed.nodes.map(({ op }) => op)).toEqual(['Reshape']);
  expect(fixed.initializers.get('target')).toEqual(int64s([3, 5, 2, 3]));
  expect(fixed.values.get('y')?.shape).toEqual([3, 5, 2, 3]);
  const feeds = { x: formula(1, [3, 5, 6]) };
  const [original, simplified] = await Promise.all([exported, fixed].map((graph) => onnxRuntime.load(graph)));
  expect(await simplified!.run(feeds)).toEqual(await original!.run(feeds));
  await original!.dispose();
  await simplified!.dispose();
});

/** Halves [batch, tokens] in real numbers, as exporters write it around a Resize. */
const halfPrecision = (to: number): Graph => ({
  ...exported,
  nodes: [
    node('Shape', ['x'], 'shape'),
    node('Slice', ['shape', 'first', 'second'], 'leading'),
    node('Cast', ['leading'], 'real', { to: int(to) }),
    node('Div', ['real', 'three'], 'third'),
    node('Mul', ['third', 'three'], 'again'),
    node('ConstantOfShape', ['one1'], 'half', {
      value: { kind: 'tensor', value: tensor('float16', [1], Uint16Array.of(toFloat16Bits(0.5))) },
    }),
    node('Cast', ['half'], 'half16', { to: int(to) }),
    node('Mul', ['again', 'half16'], 'halved'),
    node('Floor', ['halved'], 'floored'),
    node('Cast', ['floored'], 'target', { to: int(7) }),
    node('Expand', ['scalar', 'target'], 'y'),
  ],
  initializers: new Map<string, TensorData>([
    ['first', int64s([0])],
    ['second', int64s([2])],
    ['one1', int64s([1])],
    ['three', tensor('float16', [], Uint16Array.of(toFloat16Bits(3)))],
    ['scalar', tensor('float32', [], Float32Array.of(2))],
  ]),
});

test('shape arithmetic in half precision rounds as the runtime does', async () => {
  const fixed = withStaticShapes(halfPrecision(10), { dimensions: { batch: 7, tokens: 100 } });
  expect(fixed.nodes.map(({ op }) => op)).toEqual(['Expand']);
  expect(fixed.initializers.get('real')).toEqual(
    tensor('float16', [2], Uint16Array.of(toFloat16Bits(7), toFloat16Bits(100))),
  );
  const feeds = { x: formula(1, [7, 100, 6]) };
  const graphs = [halfPrecision(10), fixed];
  const [original, simplified] = await Promise.all(graphs.map((graph) => onnxRuntime.load(graph)));
  expect(await simplified!.run(feeds)).toEqual(await original!.run(feeds));
  await original!.dispose();
  await simplified!.dispose();
});

test('an extent beyond half precision is not folded into a wrong integer', () => {
  const graph: Graph = {
    ...halfPrecision(10),
    nodes: [
      node('Shape', ['x'], 'shape'),
      node('Cast', ['shape'], 'real', { to: int(10) }),
      node('Cast', ['real'], 'y', { to: int(7) }),
    ],
  };
  const fixed = withStaticShapes(graph, { inputs: { x: [70000, 1, 6] } });
  expect(fixed.nodes.map(({ outputs }) => outputs[0])).toEqual(['y']);
});

test('bfloat16 arithmetic stays in the graph', () => {
  const graph: Graph = {
    ...halfPrecision(16),
    nodes: [node('Shape', ['x'], 'shape'), node('Cast', ['shape'], 'y', { to: int(16) })],
  };
  const fixed = withStaticShapes(graph, { inputs: { x: [2, 3, 6] } });
  expect(fixed.nodes.map(({ op }) => op)).toEqual(['Cast']);
});

test('a whole input shape can be given instead of names', () => {
  const fixed = withStaticShapes(exported, { inputs: { x: [1, 2, 6] } });
  expect(fixed.values.get('y')?.shape).toEqual([1, 2, 2, 3]);
});

test('an extent that stays open is named', () => {
  expect(() => withStaticShapes(exported, { dimensions: { batch: 3 } })).toThrow(UserError);
  expect(() => withStaticShapes(exported)).toThrow(
    /"x" of the model has the open shape \[batch, tokens, 6\]/,
  );
});

test('an extent that is no whole number from 0 on is refused', () => {
  for (const batch of [-1, 1.5, NaN, Infinity]) {
    expect(() => withStaticShapes(exported, { dimensions: { batch, tokens: 5 } })).toThrow(UserError);
    expect(() => withStaticShapes(exported, { inputs: { x: [batch, 2, 6] } })).toThrow(
      /whole numbers|cannot have/,
    );
  }
});
