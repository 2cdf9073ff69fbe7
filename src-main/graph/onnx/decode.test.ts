import { expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import type { Graph } from '../graph.ts';
import { float32 } from '../tensor-data.ts';
import { decodeModel } from './decode.ts';
import type { ExternalLocation } from './decode-tensor.ts';
import {
  attributeFields,
  dimFields,
  entryFields,
  graphFields,
  modelFields,
  nodeFields,
  shapeFields,
  tensorFields,
  tensorTypeFields,
  typeFields,
  valueInfoFields,
} from './fields.ts';
import { WireWriter } from './wire-writer.ts';

const message = (): WireWriter => new WireWriter();

const modelWith = (field: number, part: WireWriter): Uint8Array =>
  message().message(modelFields.graph, message().message(field, part)).finish();

/** A value `x` with one extent. */
function valueInfo(elementType: number, extent: number): WireWriter {
  const shape = message().message(shapeFields.dim, message().int(dimFields.value, extent));
  const type = message()
    .int(tensorTypeFields.elementType, elementType)
    .message(tensorTypeFields.shape, shape);
  return message()
    .text(valueInfoFields.name, 'x')
    .message(valueInfoFields.type, message().message(typeFields.tensor, type));
}

const entry = (key: string, value: string): WireWriter =>
  message().text(entryFields.key, key).text(entryFields.value, value);

/** Two float32 kept in `weights.bin`. */
const external = (offset: string, length: string): WireWriter =>
  message()
    .packedInts(tensorFields.dims, [2])
    .int(tensorFields.dataType, 1)
    .text(tensorFields.name, 'w')
    .message(tensorFields.externalData, entry('location', 'weights.bin'))
    .message(tensorFields.externalData, entry('offset', offset))
    .message(tensorFields.externalData, entry('length', length))
    .int(tensorFields.dataLocation, 1);

test('a negative extent stands for any', () => {
  const { inputs, values } = decodeModel(modelWith(graphFields.input, valueInfo(1, -1)));
  expect(inputs).toEqual(['x']);
  expect(values.get('x')).toEqual({ elementType: 'float32', shape: [''] });
});

test('a value of an unsupported element type gets no type, and the model can be read', () => {
  const { inputs, values } = decodeModel(modelWith(graphFields.input, valueInfo(17, 4)));
  expect(inputs).toEqual(['x']);
  expect(values.has('x')).toBe(false);
});

test('weights of an unsupported element type are refused by name', () => {
  const weights = message().packedInts(tensorFields.dims, [2]).int(tensorFields.dataType, 22);
  expect(() => decodeModel(modelWith(graphFields.initializer, weights))).toThrow(
    expect.objectContaining({ code: 'unsupported', message: expect.stringContaining('int4') as unknown }),
  );
});

test('tensors in attributes are read from beside the model', () => {
  const attribute = message()
    .text(attributeFields.name, 'value')
    .message(attributeFields.tensor, external('8', '8'));
  const node = message().text(nodeFields.opType, 'Constant').message(nodeFields.attribute, attribute);
  const asked: ExternalLocation[] = [];
  const { nodes } = decodeModel(modelWith(graphFields.node, node), {
    readExternal: (location) => {
      asked.push(location);
      return new Uint8Array(Float32Array.of(1, 2).buffer);
    },
  });
  expect(asked).toEqual([{ path: 'weights.bin', offset: 8, length: 8 }]);
  expect(nodes[0]?.attributes['value']).toEqual({ kind: 'tensor', value: float32([2], [1, 2]) });
});

test.each([
  ['-8', '8'],
  ['0', '-1'],
  ['0.5', '8'],
  ['far', '8'],
  ['9007199254740993', '8'],
])('external bytes from %s, %s long, are a damaged file', (offset, length) => {
  const bytes = modelWith(graphFields.initializer, external(offset, length));
  const read = (): Graph => decodeModel(bytes, { readExternal: () => new Uint8Array(8) });
  expect(read).toThrow(UserError);
  expect(read).toThrow(/damaged/);
});
