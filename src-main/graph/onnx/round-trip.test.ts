import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import type { Attribute, Graph, ValueType } from '../graph.ts';
import { elementCount, elementTypes, fromBytes, type TensorData } from '../tensor-data.ts';
import { bytesPerElement } from '../tensor-data.ts';
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';

const name = fc.string({ minLength: 1, maxLength: 8 });
const dims = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });

const tensorData: fc.Arbitrary<TensorData> = fc
  .record({ type: fc.constantFrom(...elementTypes), dims })
  .chain(({ type, dims }) => {
    const count = elementCount(dims);
    if (type === 'string') {
      return fc
        .array(fc.string(), { minLength: count, maxLength: count })
        .map((data) => ({ type, dims, data }));
    }
    const bytes = count * bytesPerElement(type);
    return fc
      .uint8Array({ minLength: bytes, maxLength: bytes })
      .map((data) => fromBytes(type, dims, new Uint8Array(data).buffer));
  });

const float = fc.float({ noNaN: true });
const safeInt = fc.maxSafeInteger();

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.record({ kind: fc.constant('float' as const), value: float }),
  fc.record({ kind: fc.constant('int' as const), value: safeInt }),
  fc.record({ kind: fc.constant('string' as const), value: fc.string() }),
  fc.record({ kind: fc.constant('tensor' as const), value: tensorData }),
  fc.record({ kind: fc.constant('floats' as const), value: fc.array(float) }),
  fc.record({ kind: fc.constant('ints' as const), value: fc.array(safeInt) }),
  fc.record({ kind: fc.constant('strings' as const), value: fc.array(fc.string()) }),
  fc.record({ kind: fc.constant('tensors' as const), value: fc.array(tensorData, { maxLength: 2 }) }),
);

const valueType: fc.Arbitrary<ValueType> = fc.record({
  elementType: fc.constantFrom(...elementTypes),
  shape: fc.option(fc.array(fc.oneof(fc.nat({ max: 9 }), fc.string({ maxLength: 4 })), { maxLength: 4 })),
});

const keyed = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(name, value, { maxKeys: 3 });

const node = fc.record({
  name: fc.string({ maxLength: 8 }),
  op: name,
  domain: fc.constantFrom('', 'variegate', 'com.microsoft'),
  inputs: fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
  outputs: fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
  attributes: keyed(attribute),
});

/** Inputs, outputs and initializers with their types recorded, as decoding records them. */
const graph: fc.Arbitrary<Graph> = fc
  .record({
    name: fc.string(),
    inputs: fc.uniqueArray(name, { maxLength: 3 }),
    outputs: fc.uniqueArray(name, { maxLength: 3 }),
    nodes: fc.array(node, { maxLength: 4 }),
    stored: fc.array(fc.tuple(name, tensorData), { maxLength: 3 }),
    types: fc.array(fc.tuple(name, valueType), { maxLength: 4 }),
    opsets: fc.constant({ '': 20, variegate: 1 }),
    metadata: keyed(fc.string()),
  })
  .map(({ stored, types, inputs, ...rest }) => {
    const initializers = new Map(stored);
    const values = new Map<string, ValueType>(types);
    for (const [key, data] of initializers) values.set(key, { elementType: data.type, shape: data.dims });
    return { ...rest, inputs: inputs.filter((input) => !initializers.has(input)), initializers, values };
  });

/** Bit patterns compared as bytes, so that NaNs and negative zeros count. */
const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => {
      if (item instanceof Map) return [...item].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
      if (ArrayBuffer.isView(item))
        return Buffer.from(item.buffer, item.byteOffset, item.byteLength).toString('hex');
      return Object.is(item, -0) ? '-0' : item;
    }),
  );

test('any graph survives encoding and decoding', () => {
  fc.assert(
    fc.property(graph, (original) => {
      expect(comparable(decodeModel(encodeModel(original)))).toEqual(comparable(original));
    }),
    { numRuns: 200 },
  );
});

test('a nested graph survives, and open ends of slices stay in the range of 64 bits', () => {
  const inner: Graph = {
    name: 'inner',
    inputs: [],
    outputs: ['y'],
    nodes: [],
    initializers: new Map(),
    values: new Map(),
    opsets: { '': 20 },
    metadata: {},
  };
  const outer: Graph = {
    ...inner,
    nodes: [
      {
        name: '',
        op: 'If',
        domain: '',
        inputs: ['c'],
        outputs: ['y'],
        attributes: {
          then_branch: { kind: 'graph', value: inner },
          both: { kind: 'graphs', value: [inner, inner] },
          ends: { kind: 'ints', value: [Number(2n ** 63n - 1n), -(2 ** 63)] },
        },
      },
    ],
  };
  expect(decodeModel(encodeModel(outer))).toEqual(outer);
});

test('bytes that are no model, or end early, are refused with advice', () => {
  fc.assert(
    fc.property(graph, fc.double({ min: 0, max: 0.999, noNaN: true }), (original, part) => {
      const bytes = encodeModel({ ...original, opsets: {}, metadata: {} });
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      expect(() => decodeModel(cut)).toThrow(UserError);
    }),
  );
  expect(() => decodeModel(new TextEncoder().encode('<html>not a model</html>'))).toThrow(UserError);
});

test('arbitrary bytes never give anything but a UserError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        decodeModel(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 500 },
  );
});
