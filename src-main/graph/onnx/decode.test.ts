import { expect, test } from 'vitest';
import { decodeModel } from './decode.ts';
import {
  dimFields,
  graphFields,
  modelFields,
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
