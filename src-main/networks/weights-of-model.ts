import { decodeModel } from '../graph/onnx/decode.ts';
import type { TensorData } from '../graph/tensor-data.ts';
import type { TensorFile } from './safetensors.ts';

/** How builders call the constants that they add; everything else that is stored in a model has the name of its parameter. */
const isConstant = (name: string): boolean => /(^|\/)constant_\d+$/.test(name);

/**
 * The trained tensors of a model that this program exported as ONNX, under timm's names, with its metadata (`labels`, `mean`, `std`,
 * `image_size`). `format` is what PyTorch's loaders expect there.
 */
export function weightsOfModel(model: Uint8Array, metadata: Readonly<Record<string, string>>): TensorFile {
  const graph = decodeModel(model);
  const tensors = new Map<string, TensorData>(
    [...graph.initializers].filter(([name, { type }]) => type === 'float32' && !isConstant(name)),
  );
  return { tensors, metadata: { format: 'pt', ...graph.metadata, ...metadata } };
}
