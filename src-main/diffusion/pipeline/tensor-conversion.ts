import { UserError } from '../../../src-shared/errors.ts';
import type { DeclaredValue } from '../../graph/executors/onnxruntime.ts';
import { fromFloat16Bits, toFloat16Bits } from '../../../src-shared/float16.ts';
import { type TensorData, tensor } from '../../graph/tensor-data.ts';

const unsupportedType = ({ name, type }: { name: string; type: string | undefined }): UserError =>
  new UserError(
    'unsupported',
    `The model's "${name}" is of type ${type ?? 'unknown'}, which text-to-image pipelines do not have.`,
    'Export the model again with Hugging Face Optimum.',
  );

/** Numbers as the model declares them: whole ones or real ones, of half, single or double precision. */
export function toDeclared(
  { name, type }: Pick<DeclaredValue, 'name' | 'type'>,
  dims: readonly number[],
  values: Float32Array | Int32Array,
): TensorData {
  switch (type) {
    case 'float32':
      return tensor(type, dims, values instanceof Float32Array ? values : Float32Array.from(values));
    case 'float16':
      return tensor(type, dims, Uint16Array.from(values, toFloat16Bits));
    case 'float64':
      return tensor(type, dims, Float64Array.from(values));
    case 'int32':
      return tensor(type, dims, values instanceof Int32Array ? values : Int32Array.from(values));
    case 'int64':
      return tensor(type, dims, BigInt64Array.from(values, BigInt));
    default:
      throw unsupportedType({ name, type });
  }
}

/** The values of a model's output in single precision; not a copy where they are so already. */
export function toFloats(name: string, value: TensorData): Float32Array {
  switch (value.type) {
    case 'float32':
      return value.data;
    case 'float16':
      return Float32Array.from(value.data, fromFloat16Bits);
    case 'float64':
      return Float32Array.from(value.data);
    default:
      throw unsupportedType({ name, type: value.type });
  }
}
