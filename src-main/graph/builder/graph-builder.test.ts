import { expect, test } from 'vitest';
import { int } from '../attributes.ts';
import { float32, tensor } from '../tensor-data.ts';
import { builderFrom, createGraphBuilder } from './graph-builder.ts';

test('methods infer shapes', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 3, 8, 8]);
  const w = b.input('w', 'float32', [4, 3, 3, 3]);
  const y = b.Conv(x, w, undefined, { strides: [2, 2], pads: [1, 1, 1, 1] });
  expect(y.shape).toEqual([2, 4, 4, 4]);
  expect(b.MaxPool(y, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }).shape).toEqual([2, 4, 2, 2]);
  expect(b.Reshape(y, [0, -1]).shape).toEqual([2, 64]);
  expect(b.Greater(y, 0).elementType).toBe('bool');
  expect(b.ReduceMean(y, [0, 2, 3], false).shape).toEqual([4]);
  expect(b.Slice(x, { starts: [-1], ends: [-9], axes: [2], steps: [-1] }).shape).toEqual([2, 3, 8, 8]);
  expect(b.Slice(x, { starts: [1], ends: [2 ** 40], axes: [3], steps: [3] }).shape).toEqual([2, 3, 8, 3]);
});

test('what does not fit is refused with the operator and node', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 3]);
  const y = b.input('y', 'float32', [4, 5]);
  const i = b.input('i', 'int64', [2, 3]);
  expect(() => b.MatMul(x, y)).toThrow(/MatMul \(node MatMul_\d+\).*do not multiply/);
  expect(() => b.scoped('block', () => b.Add(x, y))).toThrow(/Add \(node block\/Add_\d+\).*broadcast/);
  expect(() => b.Add(x, i)).toThrow(/float32 and int64/);
  expect(() => b.emit('Nonsense', [x])).toThrow(/Nonsense.*no shape function/);
  expect(() => b.emit('Softmax', [x], { attributes: { axis: { kind: 'float', value: 1 } } })).not.toThrow();
  expect(() => b.emit('Concat', [x], { attributes: { axis: { kind: 'float', value: 1 } } })).toThrow(
    /axis is float/,
  );
});

test('outputs take their public names and equal constants are stored once', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2]);
  const y = b.Mul(b.Add(x, 1), b.Sub(x, 1));
  b.output('y', y);
  b.output('again', y);
  b.output('copy', x);
  const graph = b.finish('named', { made: 'here' });
  expect(graph.outputs).toEqual(['y', 'again', 'copy']);
  expect(graph.initializers.size).toBe(1);
  expect(graph.nodes.map((node) => node.op)).toEqual(['Add', 'Sub', 'Mul', 'Identity', 'Identity']);
  expect(graph.nodes[2]?.outputs).toEqual(['y']);
  expect(graph.nodes[3]?.inputs).toEqual(['y']);
  expect(graph.values.get('y')).toEqual({ elementType: 'float32', shape: [2] });
});

test('a builder can go on from a finished graph', () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2]);
  b.output('y', b.Mul(x, b.initializer('w', float32([2], [3, 4]))));
  const more = builderFrom(b.finish('first'));
  const z = more.Neg(more.value('y'));
  expect(z.shape).toEqual([2]);
  expect(more.dataOf(more.value('w'))).toEqual(float32([2], [3, 4]));
  expect(more.nodes.map((node) => node.op)).toEqual(['Mul', 'Neg']);
});

test('scalars take the type of their neighbour', () => {
  const b = createGraphBuilder();
  const i = b.input('i', 'int64', [2]);
  b.output('y', b.Add(i, 3));
  expect([...b.finish('ints').initializers.values()]).toEqual([tensor('int64', [], BigInt64Array.of(3n))]);
  expect(int(3)).toEqual({ kind: 'int', value: 3 });
});
