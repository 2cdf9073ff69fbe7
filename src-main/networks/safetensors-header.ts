import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { bytesPerElement, elementCount, type NumericElementType } from '../graph/tensor-data.ts';

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
/** Bytes of the number that says how long the header is. */
export const LENGTH_BYTES = 8;
const METADATA = '__metadata__';

const size = z.number().int().nonnegative();
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});
const metadataSchema = z.record(z.string(), z.string());
const headerSchema = z.record(z.string(), z.unknown());

/** Where a tensor lies behind the header. */
export interface TensorEntry {
  readonly name: string;
  readonly type: NumericElementType;
  readonly dims: readonly number[];
  /** Bytes from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Length number and JSON, padded so that the tensors begin at a multiple of 8. */
export function encodeHeader({ entries, metadata }: Header): Uint8Array {
  const taken = entries.find(({ name }) => name === METADATA);
  if (taken) throw new TypeError(`A tensor cannot be called ${METADATA}.`);
  const described = entries.map(({ name, type, dims, begin, end }) => [
    name,
    { dtype: dtypes[type], shape: dims, data_offsets: [begin, end] },
  ]);
  const content: unknown = Object.fromEntries([[METADATA, metadata], ...described]);
  const json = new TextEncoder().encode(JSON.stringify(content));
  const padded = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const bytes = new Uint8Array(LENGTH_BYTES + padded).fill(0x20, LENGTH_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, LENGTH_BYTES);
  return bytes;
}

/**
 * Bytes of the header that follows the first 8 bytes. `fileSize` bounds it, so that a file cannot ask for more memory than it takes on
 * the disk. Throws a UserError 'bad-input'.
 */
export function headerLength(start: Uint8Array, fileSize: number): number {
  if (start.byteLength < LENGTH_BYTES) throw damaged('it is cut off');
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) {
    throw damaged(`its header claims ${length} bytes, more than the ${MAX_HEADER_BYTES} that are allowed`);
  }
  if (LENGTH_BYTES + Number(length) > fileSize) throw damaged('its header is cut off');
  return Number(length);
}

/**
 * The header's tensors in the order of their bytes. Throws a UserError 'bad-input' where they do not fill the `dataBytes` that follow it
 * without gaps or overlaps.
 */
export function decodeHeader(json: Uint8Array, dataBytes: number): Header {
  const { [METADATA]: rawMetadata = {}, ...raw } = parse(json);
  const metadata = metadataSchema.safeParse(rawMetadata);
  if (!metadata.success) throw damaged('its metadata is not text');
  const entries = Object.entries(raw).map(([name, entry]) => decodeEntry(name, entry, dataBytes));
  // A tensor without elements begins where the next one does.
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const [i, { name, begin, end }] of entries.entries()) {
    const before = entries[i - 1]?.name ?? '';
    if (begin < at) throw damaged(`"${name}" overlaps "${before}"`);
    if (begin > at) throw damaged(`there are ${begin - at} unused bytes before "${name}"`);
    at = end;
  }
  if (at !== dataBytes) throw damaged(`it has ${dataBytes - at} bytes that belong to no tensor`);
  return { entries, metadata: metadata.data };
}

function parse(json: Uint8Array): Record<string, unknown> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
}

function decodeEntry(name: string, raw: unknown, dataBytes: number): TensorEntry {
  const entry = entrySchema.safeParse(raw);
  if (!entry.success) throw damaged(`the entry of "${name}" is not complete`);
  const {
    dtype,
    shape: dims,
    data_offsets: [begin, end],
  } = entry.data;
  const type = typesByDtype.get(dtype);
  if (!type) throw damaged(`"${name}" has the type ${dtype}, which is not supported`);
  if (begin > end) throw damaged(`"${name}" ends before it begins`);
  if (end > dataBytes) throw damaged(`"${name}" is cut off`);
  // A huge shape loses precision, but not so much that it could pass for a small one.
  if (end - begin !== elementCount(dims) * bytesPerElement(type)) {
    throw damaged(`"${name}" does not have as many bytes as its shape says`);
  }
  return { name, type, dims, begin, end };
}

export const damaged = (reason: string, cause?: unknown): UserError =>
  new UserError(
    'bad-input',
    `This is not a usable safetensors file: ${reason}.`,
    'Download or write it again.',
    { cause },
  );
