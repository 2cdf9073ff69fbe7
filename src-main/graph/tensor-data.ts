/**
 * Element types that ONNX tensors can have here. `float16` and `bfloat16` are kept as their 16-bit patterns, `bool` as one
 * byte (0 or 1).
 */
export interface ArrayOf {
  float32: Float32Array;
  float64: Float64Array;
  float16: Uint16Array;
  bfloat16: Uint16Array;
  int8: Int8Array;
  int16: Int16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
  uint16: Uint16Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
  bool: Uint8Array;
  string: readonly string[];
}

export type ElementType = keyof ArrayOf;
export type NumericElementType = Exclude<ElementType, 'string'>;

export interface TensorOf<T extends ElementType> {
  readonly type: T;
  /** Row-major extents; `[]` is a scalar. */
  readonly dims: readonly number[];
  /** Exactly as many elements as the product of `dims`. */
  readonly data: ArrayOf[T];
}

/** A dense tensor in row-major order, discriminated by its element type. */
export type TensorData = { [T in ElementType]: TensorOf<T> }[ElementType];

const constructors = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const satisfies Record<NumericElementType, unknown>;

/** All element types, for checks at run time. */
export const elementTypes: readonly ElementType[] = [
  ...(Object.keys(constructors) as NumericElementType[]),
  'string',
];

/** Bytes one element takes in memory and in ONNX's `raw_data`. */
export function bytesPerElement(type: NumericElementType): number {
  return constructors[type].BYTES_PER_ELEMENT;
}

/** Product of the extents: 1 for a scalar. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Wraps `data`; throws a `RangeError` when its length is not the product of `dims`. */
export function tensor<T extends ElementType>(
  type: T,
  dims: readonly number[],
  data: ArrayOf[T],
): TensorOf<T> {
  if (data.length !== elementCount(dims)) {
    throw new RangeError(
      `A ${type} tensor of shape [${dims.join(', ')}] cannot hold ${data.length} elements.`,
    );
  }
  return { type, dims, data };
}

/** A zero-filled tensor. */
export function zeros(type: NumericElementType, dims: readonly number[]): TensorData {
  return fromBytes(type, dims, new ArrayBuffer(elementCount(dims) * bytesPerElement(type)));
}

/** Views `buffer` (little-endian, tightly packed, starting at offset 0) as a tensor, without a copy. */
export function fromBytes(
  type: NumericElementType,
  dims: readonly number[],
  buffer: ArrayBuffer,
): TensorData {
  const data = new constructors[type](buffer, 0, elementCount(dims));
  return { type, dims, data } as TensorData;
}

/** The bytes behind a numeric tensor, without a copy. */
export function toBytes(value: TensorOf<NumericElementType>): Uint8Array {
  return new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength);
}

/** A float32 tensor from plain numbers. */
export function float32(dims: readonly number[], values: Iterable<number>): TensorOf<'float32'> {
  return tensor('float32', dims, Float32Array.from(values));
}

/** A one-dimensional int64 tensor from plain integers, as ONNX wants shapes, axes and indices. */
export function int64s(values: readonly number[]): TensorOf<'int64'> {
  return tensor('int64', [values.length], BigInt64Array.from(values, BigInt));
}
