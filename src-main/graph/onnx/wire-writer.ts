import { wireType } from './wire-reader.ts';

const encoder = new TextEncoder();

/** Chunks up to this size are gathered byte by byte. */
const smallChunk = 64;

/** Writes one Protocol Buffers message as a list of chunks, so that large tensors are copied once, at the end. */
export class WireWriter {
  readonly #chunks: Uint8Array[] = [];
  /** Bytes after the last chunk. */
  #tail: number[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** A signed 64-bit integer field. */
  int(field: number, value: bigint | number): this {
    return this.#key(field, wireType.varint).#varint(value);
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#key(field, wireType.fixed32).#push(bytes);
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#key(field, wireType.bytes).#varint(value.length).#push(value);
  }

  message(field: number, value: WireWriter): this {
    this.#key(field, wireType.bytes).#varint(value.#length);
    for (const chunk of value.#chunks) this.#push(chunk);
    for (const byte of value.#tail) this.#tail.push(byte);
    this.#length += value.#tail.length;
    return this;
  }

  packedInts(field: number, values: readonly (bigint | number)[]): this {
    const packed = new WireWriter();
    for (const value of values) packed.#varint(value);
    return this.message(field, packed);
  }

  packedFloats(field: number, values: readonly number[]): this {
    const bytes = new Uint8Array(values.length * 4);
    const view = new DataView(bytes.buffer);
    values.forEach((value, i) => view.setFloat32(i * 4, value, true));
    return this.bytes(field, bytes);
  }

  finish(): Uint8Array {
    this.#flush();
    const result = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      result.set(chunk, at);
      at += chunk.length;
    }
    return result;
  }

  #key(field: number, type: number): this {
    return this.#varint(field * 8 + type);
  }

  #varint(value: bigint | number): this {
    return typeof value === 'number' && value >= 0
      ? this.#smallVarint(value)
      : this.#bigVarint(BigInt(value));
  }

  /** Of a safe integer >= 0; division, because shifts would cut it to 32 bits. */
  #smallVarint(value: number): this {
    let rest = value;
    while (rest > 0x7f) {
      this.#byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.#byte(rest);
  }

  /** Negative numbers are written as 64-bit two's complement. */
  #bigVarint(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    return this.#byte(Number(rest));
  }

  #byte(byte: number): this {
    this.#tail.push(byte);
    this.#length += 1;
    return this;
  }

  #push(chunk: Uint8Array): this {
    if (chunk.length <= smallChunk) {
      for (const byte of chunk) this.#tail.push(byte);
    } else {
      this.#flush();
      this.#chunks.push(chunk);
    }
    this.#length += chunk.length;
    return this;
  }

  #flush(): void {
    if (this.#tail.length === 0) return;
    this.#chunks.push(Uint8Array.from(this.#tail));
    this.#tail = [];
  }
}
