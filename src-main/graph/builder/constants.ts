import { toFloat16Bits } from '../float16.ts';
import { type ElementType, type TensorData, toBytes, zeros } from '../tensor-data.ts';

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
