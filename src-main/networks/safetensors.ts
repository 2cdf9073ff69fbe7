import { fromBytes, type TensorData, toBytes } from '../graph/tensor-data.ts';
import {
  decodeHeader,
  encodeHeader,
  headerLength,
  LENGTH_BYTES,
  type TensorEntry,
} from './safetensors-header.ts';

/**
 * The safetensors layout (github.com/huggingface/safetensors, README "Format"): an unsigned 64-bit little-endian header length, a
 * JSON header `{name: {dtype, shape, data_offsets}, __metadata__}`, then the tensors' bytes without gaps.
 */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, TensorData>;
  /** Free text by name, e.g. the step of a checkpoint. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The file in pieces, to be written one after the other; the tensors' bytes are views, not copies. Tensors keep their order.
 * Throws a `TypeError` for tensors of strings.
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array[] {
  const entries: TensorEntry[] = [];
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (const [name, value] of tensors) {
    if (value.type === 'string') throw new TypeError(`"${name}" holds strings, which safetensors cannot.`);
    const bytes = toBytes(value);
    const end = offset + bytes.byteLength;
    entries.push({ name, type: value.type, dims: value.dims, begin: offset, end });
    offset = end;
    pieces.push(bytes);
  }
  return [encodeHeader({ entries, metadata }), ...pieces];
}

/** Reads a whole file; the tensors are copies. Throws a UserError 'bad-input' when it is cut off or not laid out as it should be. */
export function decodeSafetensors(file: Uint8Array): TensorFile {
  const length = headerLength(file, file.byteLength);
  const data = file.subarray(LENGTH_BYTES + length);
  const { entries, metadata } = decodeHeader(file.subarray(LENGTH_BYTES, LENGTH_BYTES + length), data.length);
  const tensors = entries.map(({ name, type, dims, begin, end }): [string, TensorData] => {
    // `slice` would copy a Uint8Array but share the memory of a Buffer.
    return [name, fromBytes(type, dims, new Uint8Array(data.subarray(begin, end)).buffer)];
  });
  return { tensors: new Map(tensors), metadata };
}
