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

/** Throws a `RangeError` for types that are not supported here (complex, 8-bit floats, 4-bit integers). */
export function elementTypeFromCode(code: number): ElementType {
  const type = typesByCode.get(code);
  if (type === undefined) throw new RangeError(`ONNX element type ${code} is not supported.`);
  return type;
}
