import { UserError } from '../../../src-shared/errors.ts';

/** Protocol Buffers wire types that ONNX files use. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export interface Field {
  readonly number: number;
  readonly type: number;
}

const decoder = new TextDecoder();

export function damagedFile(problem: string): UserError {
  return new UserError(
    'bad-input',
    `The ONNX file is damaged or incomplete: ${problem}.`,
    'Download or export the model again.',
  );
}

/** Reads one Protocol Buffers message; every read is checked against the end and throws a `UserError` beyond it. */
export class WireReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next field's number and type, or nothing at the end. */
  next(): Field | undefined {
    if (this.#at >= this.#bytes.length) return undefined;
    const key = Number(this.varint());
    const number = Math.floor(key / 8);
    if (number === 0) throw damagedFile('field number 0');
    return { number, type: key % 8 };
  }

  /** An unsigned varint of up to 64 bits. */
  varint(): bigint {
    let low = 0;
    let shift = 0;
    for (; shift < 28; shift += 7) {
      const byte = this.#byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(low);
    }
    let result = BigInt(low);
    for (; shift < 70; shift += 7) {
      const byte = this.#byte();
      result |= BigInt(byte & 0x7f) << BigInt(shift);
      if (byte < 0x80) return BigInt.asUintN(64, result);
    }
    throw damagedFile('a number runs over ten bytes');
  }

  /** A signed 64-bit integer. */
  int64(): bigint {
    return BigInt.asIntN(64, this.varint());
  }

  float(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** A length-delimited field, as a view. */
  bytes(): Uint8Array {
    const length = Number(this.varint());
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(): string {
    return decoder.decode(this.bytes());
  }

  message(): WireReader {
    return new WireReader(this.bytes());
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  skip(type: number): void {
    if (type === wireType.varint) this.varint();
    else if (type === wireType.fixed64) this.#take(8);
    else if (type === wireType.fixed32) this.#take(4);
    else if (type === wireType.bytes) this.bytes();
    else throw damagedFile(`wire type ${type}`);
  }

  #byte(): number {
    return this.#bytes[this.#take(1)]!;
  }

  #take(count: number): number {
    const start = this.#at;
    if (count > this.#bytes.length - start) throw damagedFile('it ends in the middle of a field');
    this.#at = start + count;
    return start;
  }
}

/** Values of a repeated number field, which may come packed or one by one. */
export function readRepeated<T>(
  reader: WireReader,
  field: Field,
  into: T[],
  read: (from: WireReader) => T,
): void {
  if (field.type !== wireType.bytes) {
    into.push(read(reader));
    return;
  }
  const packed = reader.message();
  while (!packed.done) into.push(read(packed));
}

/** Calls `visit` for each field of a message; fields it does not consume (`false`) are skipped. */
export function readFields(reader: WireReader, visit: (field: Field) => boolean): void {
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (!visit(field)) reader.skip(field.type);
  }
}
