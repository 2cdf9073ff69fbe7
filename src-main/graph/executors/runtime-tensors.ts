import { elementTypes, type TensorData } from '../tensor-data.ts';
import { ort, type Tensor } from './runtime.ts';

/**
 * Where the JavaScript engine has Float16Array, the Tensor class insists on it, but the native binding cannot read one: show
 * it the bit patterns instead.
 */
function halfTensor(bits: Uint16Array, dims: readonly number[]): Tensor {
  const result = new ort.Tensor('float16', bits, dims);
  Object.defineProperty(result, 'data', { value: bits });
  return result;
}

/** Throws a `TypeError` for what ONNX Runtime for Node does not take. */
export function toOrt(data: TensorData): Tensor {
  switch (data.type) {
    case 'bfloat16':
      throw new TypeError('ONNX Runtime for Node takes no bfloat16 tensors from outside.');
    case 'string':
      return new ort.Tensor('string', [...data.data], data.dims);
    case 'float16':
      return halfTensor(data.data, data.dims);
    default:
      return new ort.Tensor(data.type, data.data, data.dims);
  }
}

/** Of a tensor in memory. */
export function fromOrt(value: Tensor): TensorData {
  const type = elementTypes.find((name) => name === value.type);
  if (type === undefined) throw new TypeError(`ONNX Runtime gave a ${value.type} tensor.`);
  const raw = value.data;
  const data =
    type === 'float16' && ArrayBuffer.isView(raw)
      ? new Uint16Array(raw.buffer, raw.byteOffset, raw.byteLength / 2)
      : raw;
  return { type, dims: value.dims, data } as TensorData;
}
