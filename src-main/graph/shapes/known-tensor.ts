import { fromFloat16Bits, toFloat16Bits } from '../../../src-shared/float16.ts';
import { elementCount, type NumericElementType, type TensorData, zeros } from '../tensor-data.ts';

/** A small tensor that is known before the graph runs. */
export interface Known {
  readonly type: NumericElementType;
  readonly dims: readonly number[];
  readonly numbers: readonly number[];
}

/** Larger tensors are data, not shapes, and stay in the graph. */
const largestKnown = 1024;

export function toKnown(data: TensorData | undefined): Known | undefined {
  if (data === undefined || data.type === 'string' || data.data.length > largestKnown) return undefined;
  if (data.type === 'bfloat16') return undefined;
  const numbers = Array.from<number | bigint, number>(data.data, Number);
  return {
    type: data.type,
    dims: data.dims,
    numbers: data.type === 'float16' ? numbers.map(fromFloat16Bits) : numbers,
  };
}

/** The largest integer, "to the end" in a Slice, is no double: it comes back as the next power of two, which would wrap around. */
function toInteger(x: number, type: 'int64' | 'uint64'): bigint {
  const [low, high] = type === 'int64' ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  const integer = BigInt(Math.trunc(x));
  return integer > high ? high : integer < low ? low : integer;
}

/** Nothing for bfloat16, and where an integer would have to hold a number that is not finite. */
export function fromNumbers(
  type: NumericElementType,
  dims: readonly number[],
  numbers: readonly number[],
): TensorData | undefined {
  const result = zeros(type, dims);
  if (result.type === 'string' || result.type === 'bfloat16') return undefined;
  if (!type.startsWith('float') && !numbers.every(Number.isFinite)) return undefined;
  if (result.type === 'int64' || result.type === 'uint64') {
    const { type: integer } = result;
    result.data.set(numbers.map((x) => toInteger(x, integer)));
  } else {
    result.data.set(type === 'float16' ? numbers.map(toFloat16Bits) : numbers);
  }
  return result;
}

/** Whether a tensor of this shape is small enough to be computed beforehand. */
export const isSmall = (shape: readonly number[]): boolean => elementCount(shape) <= largestKnown;

/** One number for every place of a shape, row-major. */
export function atEveryPlace(
  shape: readonly number[],
  numberAt: (place: readonly number[]) => number,
): readonly number[] {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  return Array.from({ length: elementCount(shape) }, (_unused, i) =>
    numberAt(shape.map((extent, axis) => Math.floor(i / strides[axis]!) % extent)),
  );
}

/** The number at a place; leading axes that the tensor lacks, and those of extent 1, are ignored, as in broadcasting. */
export function read({ dims, numbers }: Known, place: readonly number[]): number {
  const own = place.slice(place.length - dims.length);
  return (
    numbers[dims.reduce((flat, extent, axis) => flat * extent + (extent === 1 ? 0 : own[axis]!), 0)] ?? 0
  );
}
