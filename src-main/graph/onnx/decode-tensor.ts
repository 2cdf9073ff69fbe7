import { UserError } from '../../../src-shared/errors.ts';
import {
  bytesPerElement,
  elementCount,
  type ElementType,
  fromBytes,
  type NumericElementType,
  type TensorData,
  tensor,
  zeros,
} from '../tensor-data.ts';
import { elementTypeFromCode } from './element-types.ts';
import { entryFields, tensorFields } from './fields.ts';
import { damagedFile, readFields, readRepeated, type WireReader } from './wire-reader.ts';

/** Where a tensor's bytes lie when they are kept beside the model (`TensorProto.external_data`). */
export interface ExternalLocation {
  /** Path relative to the model file, as the file says it: check it before opening. */
  readonly path: string;
  readonly offset: number;
  /** Bytes; undefined means up to the end. */
  readonly length: number | undefined;
}

export type ReadExternal = (location: ExternalLocation) => Uint8Array;

interface RawTensor {
  name: string;
  dims: number[];
  dataType: number;
  raw: Uint8Array | undefined;
  readonly floats: number[];
  readonly integers: bigint[];
  readonly strings: string[];
  readonly external: Map<string, string>;
  isExternal: boolean;
}

/** Key and value of a `StringStringEntryProto`. */
export function readEntry(reader: WireReader): [string, string] {
  let key = '';
  let value = '';
  readFields(reader, (field) => {
    if (field.number === entryFields.key) key = reader.text();
    else if (field.number === entryFields.value) value = reader.text();
    else return false;
    return true;
  });
  return [key, value];
}

export const readEntries = (reader: WireReader, into: Map<string, string>): void => {
  const [key, value] = readEntry(reader.message());
  into.set(key, value);
};

function readRaw(reader: WireReader): RawTensor {
  const result: RawTensor = {
    name: '',
    dims: [],
    dataType: 0,
    raw: undefined,
    floats: [],
    integers: [],
    strings: [],
    external: new Map(),
    isExternal: false,
  };
  const dims: bigint[] = [];
  readFields(reader, (field) => {
    switch (field.number) {
      case tensorFields.dims:
        readRepeated(reader, field, dims, (from) => from.int64());
        return true;
      case tensorFields.dataType:
        result.dataType = Number(reader.varint());
        return true;
      case tensorFields.floatData:
        readRepeated(reader, field, result.floats, (from) => from.float());
        return true;
      case tensorFields.doubleData:
        readRepeated(reader, field, result.floats, (from) => from.double());
        return true;
      case tensorFields.int32Data:
      case tensorFields.int64Data:
      case tensorFields.uint64Data:
        readRepeated(reader, field, result.integers, (from) => from.int64());
        return true;
      case tensorFields.stringData:
        result.strings.push(reader.text());
        return true;
      case tensorFields.name:
        result.name = reader.text();
        return true;
      case tensorFields.rawData:
        result.raw = reader.bytes();
        return true;
      case tensorFields.externalData:
        readEntries(reader, result.external);
        return true;
      case tensorFields.dataLocation:
        result.isExternal = reader.varint() === 1n;
        return true;
      default:
        return false;
    }
  });
  result.dims = dims.map(Number);
  return result;
}

/** A number of bytes; ONNX writes it as text. */
function byteCount(raw: RawTensor, key: string): number | undefined {
  const written = raw.external.get(key);
  if (written === undefined) return undefined;
  const count = Number(written);
  if (!Number.isSafeInteger(count) || count < 0) {
    throw damagedFile(`tensor "${raw.name}" has the external ${key} "${written}"`);
  }
  return count;
}

function externalBytes(raw: RawTensor, read: ReadExternal | undefined): Uint8Array {
  const location: ExternalLocation = {
    path: raw.external.get('location') ?? '',
    offset: byteCount(raw, 'offset') ?? 0,
    length: byteCount(raw, 'length'),
  };
  if (read === undefined) {
    throw new UserError(
      'unsupported',
      `The weights of this ONNX model are in another file, ${location.path}.`,
      'Keep that file beside the model and open the model from its folder.',
    );
  }
  return read(location);
}

function fromRawBytes(raw: RawTensor, type: NumericElementType, bytes: Uint8Array): TensorData {
  const expected = elementCount(raw.dims) * bytesPerElement(type);
  if (bytes.length !== expected) {
    throw damagedFile(`tensor "${raw.name}" has ${bytes.length} bytes, its shape needs ${expected}`);
  }
  const copy = new ArrayBuffer(expected);
  new Uint8Array(copy).set(bytes);
  return fromBytes(type, raw.dims, copy);
}

function fromTypedFields(raw: RawTensor, type: NumericElementType): TensorData {
  const values = raw.floats.length > 0 ? raw.floats : raw.integers;
  if (values.length !== elementCount(raw.dims)) {
    throw damagedFile(`tensor "${raw.name}" has ${values.length} elements, shape [${raw.dims.join(', ')}]`);
  }
  const result = zeros(type, raw.dims);
  if (result.type === 'string') return result;
  if (result.data instanceof BigInt64Array || result.data instanceof BigUint64Array) {
    result.data.set(raw.integers);
  } else {
    result.data.set(Array.from<bigint | number, number>(values, Number));
  }
  return result;
}

/** Reads a `TensorProto`; throws a `UserError` when it is damaged, external without `external`, or of an unknown type. */
export function decodeTensor(
  reader: WireReader,
  external?: ReadExternal,
): { readonly name: string; readonly data: TensorData } {
  const raw = readRaw(reader);
  const type: ElementType = elementTypeFromCode(raw.dataType);
  if (raw.dims.some((dim) => !Number.isSafeInteger(dim) || dim < 0)) {
    throw damagedFile(`tensor "${raw.name}" has shape [${raw.dims.join(', ')}]`);
  }
  if (type === 'string') {
    if (raw.strings.length !== elementCount(raw.dims))
      throw damagedFile(`tensor "${raw.name}" lacks strings`);
    return { name: raw.name, data: tensor('string', raw.dims, raw.strings) };
  }
  const bytes = raw.isExternal ? externalBytes(raw, external) : raw.raw;
  const data = bytes === undefined ? fromTypedFields(raw, type) : fromRawBytes(raw, type, bytes);
  return { name: raw.name, data };
}
