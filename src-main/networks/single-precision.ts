import { toSingle } from '../graph/half-weights.ts';
import { float32, tensor, type TensorData, type TensorOf } from '../graph/tensor-data.ts';

/** The same numbers in float32; null for types that hold no weights. */
export function toSinglePrecision(value: TensorData): TensorOf<'float32'> | null {
  switch (value.type) {
    case 'float32':
    case 'float16':
      return toSingle(value);
    case 'float64':
      return float32(value.dims, value.data);
    case 'bfloat16': {
      // The upper half of a float32.
      const bits = Uint32Array.from(value.data, (half) => half * 2 ** 16);
      return tensor('float32', value.dims, new Float32Array(bits.buffer));
    }
    default:
      return null;
  }
}
