import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import {
  bytesPerElement,
  elementCount,
  fromBytes,
  type NumericElementType,
  type TensorData,
  toBytes,
} from '../graph/tensor-data.ts';

/**
 * The safetensors layout (github.com/huggingface/safetensors, README "Format"): an unsigned 64-bit little-endian header length, a
 * JSON header `{name: {dtype, shape, data_offsets}, __metadata__}`, then the tensors' bytes without gaps.
 */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, TensorData>;
  /** Free text by name, e.g. the step of a checkpoint. */
  readonly metadata: Readonly<Record<string, string>>;
}

const dtypes = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint64: 'U64',
  uint32: 'U32',
  uint16: 'U16',
  uint8: 'U8',
  bool: 'BOOL',
} as const satisfies Record<NumericElementType, string>;

const typesByDtype = new Map<string, NumericElementType>(
  (Object.keys(dtypes) as NumericElementType[]).map((type) => [dtypes[type], type]),
);

/** The reference reader refuses larger headers. */
const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;
const METADATA = '__metadata__';

const size = z.number().int().nonnegative();
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});
const metadataSchema = z.record(z.string(), z.string());
const headerSchema = z.record(z.string(), z.unknown());

/**
 * The file in pieces, to be written one after the other; the tensors' bytes are views, not copies. Tensors keep their order.
 * Throws a `TypeError` for tensors of strings.
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array[] {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (const [name, value] of tensors) {
    if (name === METADATA) throw new TypeError(`A tensor cannot be called ${METADATA}.`);
    if (value.type === 'string') throw new TypeError(`"${name}" holds strings, which safetensors cannot.`);
    const bytes = toBytes(value);
    header[name] = {
      dtype: dtypes[value.type],
      shape: value.dims,
      data_offsets: [offset, offset + bytes.byteLength],
    };
    offset += bytes.byteLength;
    pieces.push(bytes);
  }
  return [encodeHeader(header), ...pieces];
}

function encodeHeader(header: Record<string, unknown>): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const bytes = new Uint8Array(LENGTH_BYTES + padded).fill(0x20, LENGTH_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, LENGTH_BYTES);
  return bytes;
}

/** Reads a whole file; the tensors are copies. Throws a UserError 'bad-input' when it is cut off or not laid out as it should be. */
export function decodeSafetensors(file: Uint8Array): TensorFile {
  const { header, dataStart } = decodeHeader(file);
  const metadata = metadataSchema.safeParse(header[METADATA] ?? {});
  if (!metadata.success) throw damaged('its metadata is not text');
  const tensors = new Map<string, TensorData>();
  for (const [name, entry] of Object.entries(header)) {
    if (name !== METADATA) tensors.set(name, decodeTensor(file.subarray(dataStart), name, entry));
  }
  return { tensors, metadata: metadata.data };
}

function decodeHeader(file: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (file.byteLength < LENGTH_BYTES) throw damaged('it is cut off');
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES || LENGTH_BYTES + Number(length) > file.byteLength) {
    throw damaged('its header is cut off');
  }
  const dataStart = LENGTH_BYTES + Number(length);
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(LENGTH_BYTES, dataStart));
    return { header: headerSchema.parse(JSON.parse(json)), dataStart };
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
}

function decodeTensor(data: Uint8Array, name: string, raw: unknown): TensorData {
  const entry = entrySchema.safeParse(raw);
  if (!entry.success) throw damaged(`the entry of "${name}" is not complete`);
  const {
    dtype,
    shape,
    data_offsets: [begin, end],
  } = entry.data;
  const type = typesByDtype.get(dtype);
  if (!type) throw damaged(`"${name}" has the unknown type ${dtype}`);
  if (end > data.byteLength) throw damaged(`"${name}" is cut off`);
  if (end - begin !== elementCount(shape) * bytesPerElement(type)) {
    throw damaged(`"${name}" does not have as many bytes as its shape says`);
  }
  // `slice` would copy a Uint8Array but share the memory of a Buffer.
  return fromBytes(type, shape, new Uint8Array(data.subarray(begin, end)).buffer);
}

const damaged = (reason: string, cause?: unknown): UserError =>
  new UserError(
    'bad-input',
    `This is not a usable safetensors file: ${reason}.`,
    'Download or write it again.',
    { cause },
  );
