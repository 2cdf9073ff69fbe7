import type { Dim, ValueType } from '../graph.ts';
import { knownElementType } from './element-types.ts';
import { dimFields, shapeFields, tensorTypeFields, typeFields, valueInfoFields } from './fields.ts';
import { readFields, type WireReader } from './wire-reader.ts';

/** A negative extent stands for any, as old exporters write it. */
function fixedDim(extent: number): Dim {
  return extent < 0 ? '' : extent;
}

function decodeDim(reader: WireReader): Dim {
  let dim: Dim = '';
  readFields(reader, (field) => {
    if (field.number === dimFields.value) dim = fixedDim(Number(reader.int64()));
    else if (field.number === dimFields.param) dim = reader.text();
    else return false;
    return true;
  });
  return dim;
}

function decodeShape(reader: WireReader): readonly Dim[] {
  const dims: Dim[] = [];
  readFields(reader, (field) => {
    if (field.number !== shapeFields.dim) return false;
    dims.push(decodeDim(reader.message()));
    return true;
  });
  return dims;
}

function decodeTensorType(reader: WireReader): ValueType | undefined {
  let code = 1;
  let shape: readonly Dim[] | null = null;
  readFields(reader, (field) => {
    if (field.number === tensorTypeFields.elementType) code = Number(reader.varint());
    else if (field.number === tensorTypeFields.shape) shape = decodeShape(reader.message());
    else return false;
    return true;
  });
  const elementType = knownElementType(code);
  return elementType === undefined ? undefined : { elementType, shape };
}

/** Reads a `ValueInfoProto`. Values that are not tensors (sequences, maps) or of an unsupported element type get no type. */
export function decodeValueInfo(reader: WireReader): { name: string; type: ValueType | undefined } {
  let name = '';
  let type: ValueType | undefined;
  const readType = (from: WireReader): void =>
    readFields(from, (field) => {
      if (field.number !== typeFields.tensor) return false;
      type = decodeTensorType(from.message());
      return true;
    });
  readFields(reader, (field) => {
    if (field.number === valueInfoFields.name) name = reader.text();
    else if (field.number === valueInfoFields.type) readType(reader.message());
    else return false;
    return true;
  });
  return { name, type };
}
