import { crc32 } from 'node:zlib';

/** The structure of PNG files (PNG specification, third edition, section 5). */
const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length and type before the data, checksum after it. */
const headBytes = 8;
const tailBytes = 4;

export interface PngChunk {
  /** Four letters. */
  readonly type: string;
  readonly data: Buffer;
  /** Where the chunk, with its length, begins in the file. */
  readonly start: number;
  readonly end: number;
}

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, signature.length).equals(signature);

/** The chunks that are whole, in order, up to IEND or to where the file breaks off. Checksums are not looked at: a reader of text gains nothing. */
export function* pngChunks(bytes: Buffer): Generator<PngChunk> {
  if (!isPng(bytes)) return;
  let start = signature.length;
  while (start + headBytes <= bytes.length) {
    const length = bytes.readUInt32BE(start);
    const type = bytes.toString('latin1', start + 4, start + headBytes);
    const end = start + headBytes + length + tailBytes;
    if (end > bytes.length || type === 'IEND') return;
    yield { type, data: bytes.subarray(start + headBytes, end - tailBytes), start, end };
    start = end;
  }
}

export function encodeChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(headBytes + data.length + tailBytes);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, headBytes);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, headBytes + data.length)), headBytes + data.length);
  return chunk;
}
