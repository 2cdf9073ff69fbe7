import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import type * as tfjs from '@tensorflow/tfjs-core';
import { UserError } from '../../../../src-shared/errors.ts';
import { toSingle } from '../../half-weights.ts';
import type { StaticType } from '../../shapes/shape-context.ts';
import { type ElementType, type TensorData, zeros } from '../../tensor-data.ts';

/** The library, whichever package it came from. */
export type TensorFlow = typeof tfjs;

/** Types that TensorFlow.js lacks and that no other can stand for; float16 weights alone are exact in float32. */
const missing: ReadonlySet<ElementType> = new Set(['float16', 'bfloat16', 'float64', 'string']);

export const isMissing = (type: ElementType): boolean => missing.has(type);

const LARGEST = 2n ** 31n;

/** Whole numbers of 32 bits from wider ones; a `UserError` names the first that does not fit. */
function narrowed(name: string, values: BigInt64Array | BigUint64Array | Uint32Array): Int32Array {
  return Int32Array.from(values as Iterable<bigint | number>, (value) => {
    const wide = BigInt(value);
    if (wide >= -LARGEST && wide < LARGEST) return Number(wide);
    throw new UserError(
      'unsupported',
      `"${name}" holds ${wide}, and the whole numbers of TensorFlow.js have 32 bits.`,
      'Use the onnxruntime engine for this model.',
    );
  });
}

/** A tensor of the library's own types: whole numbers become int32. `name` is for messages. */
export function toTensor(tf: TensorFlow, name: string, value: TensorData): Tensor {
  const dims = [...value.dims];
  const int32 = (data: TensorLike): Tensor => tf.tensor(data, dims, 'int32');
  switch (value.type) {
    case 'float32':
      return tf.tensor(value.data, dims, 'float32');
    case 'float16':
      return tf.tensor(toSingle(value).data, dims, 'float32');
    case 'bool':
      return tf.tensor(value.data, dims, 'bool');
    case 'int32':
      return int32(value.data);
    case 'int8':
    case 'int16':
    case 'uint8':
    case 'uint16':
      return int32(Int32Array.from(value.data));
    case 'uint32':
    case 'int64':
    case 'uint64':
      return int32(narrowed(name, value.data));
    case 'bfloat16':
    case 'float64':
    case 'string':
      throw new UserError(
        'unsupported',
        `"${name}" is ${value.type}, which TensorFlow.js cannot hold.`,
        'Use the onnxruntime engine for this model.',
      );
    default:
      return value satisfies never;
  }
}

/** A copy of a tensor's values, as the type that the graph says they have; released afterwards. */
export async function fromTensor(value: Tensor, { elementType, shape }: StaticType): Promise<TensorData> {
  if (elementType === 'string') throw new TypeError('TensorFlow.js gives no texts here.');
  const values = await value.data();
  value.dispose();
  const result = zeros(elementType, shape);
  if (result.type === 'int64' || result.type === 'uint64')
    values.forEach((x, i) => (result.data[i] = BigInt(x)));
  else if (result.type !== 'string') result.data.set(values);
  return result;
}
