import { toFloat16Bits } from '../../../src-shared/float16.ts';
import { type ElementType, tensor, type TensorData, toBytes, zeros } from '../tensor-data.ts';

/** Bit pattern and type of a small numeric tensor; larger ones are not worth comparing. */
export function constantKey(data: TensorData): string | undefined {
  if (data.type === 'string' || data.data.length > 16) return undefined;
  return `${data.type}[${data.dims.join()}]${Buffer.from(toBytes(data)).toString('hex')}`;
}

/** One number as a tensor without axes; throws a `TypeError` for types that numbers cannot be written in. */
export function scalarTensor(elementType: ElementType, value: number): TensorData {
  if (elementType === 'string' || elementType === 'bfloat16') {
    throw new TypeError(`There are no ${elementType} scalars here.`);
  }
  const result = zeros(elementType, []);
  if (result.type === 'float16') result.data[0] = toFloat16Bits(value);
  else if (result.type === 'int64' || result.type === 'uint64') result.data[0] = BigInt(value);
  else if (result.type !== 'string') result.data[0] = value;
  return result;
}

/** Real numbers as a tensor; throws a `TypeError` for types that are not real or that numbers cannot be written in. */
export function realTensor(
  elementType: ElementType,
  dims: readonly number[],
  values: readonly number[],
): TensorData {
  switch (elementType) {
    case 'float32':
      return tensor('float32', dims, Float32Array.from(values));
    case 'float64':
      return tensor('float64', dims, Float64Array.from(values));
    case 'float16':
      return tensor('float16', dims, Uint16Array.from(values, toFloat16Bits));
    default:
      throw new TypeError(`There are no ${elementType} constants of real numbers here.`);
  }
}
