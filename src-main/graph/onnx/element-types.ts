import { UserError } from '../../../src-shared/errors.ts';
import type { ElementType } from '../tensor-data.ts';

/** `TensorProto.DataType` numbers. */
const codes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
};

const typesByCode = new Map(Object.entries(codes).map(([type, code]) => [code, type as ElementType]));

export function codeOfElementType(type: ElementType): number {
  return codes[type];
}

/** Types of onnx.proto3 that graphs cannot have here, by number. */
const otherTypes: Readonly<Record<number, string>> = {
  0: 'undefined',
  14: 'complex64',
  15: 'complex128',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
  24: 'float8e8m0',
  25: 'uint2',
  26: 'int2',
};

/** Nothing for a type that is not supported here (complex numbers, 8-bit floats, 4-bit integers). */
export function knownElementType(code: number): ElementType | undefined {
  return typesByCode.get(code);
}

/** Throws a `UserError` (`unsupported`) that names the type where it is not supported here. */
export function elementTypeFromCode(code: number): ElementType {
  const type = knownElementType(code);
  if (type !== undefined) return type;
  throw new UserError(
    'unsupported',
    `The ONNX model has a tensor of element type ${otherTypes[code] ?? `number ${code}`}, which is not supported.`,
    'Export the model with float32 weights.',
  );
}
