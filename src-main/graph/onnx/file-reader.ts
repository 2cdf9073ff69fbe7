import { readSync } from 'node:fs';
import { damagedFile } from './wire-reader.ts';

const windowBytes = 2 ** 18;

/**
 * Walks through an open Protocol Buffers file of any size with a window of 256 KiB; what is skipped is not read. Every step is checked
 * against the end of the file and throws a `UserError` beyond it.
 */
export class FileReader {
  readonly #file: number;
  readonly #size: number;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;
  #at = 0;

  constructor(file: number, size: number) {
    this.#file = file;
    this.#size = size;
  }

  get at(): number {
    return this.#at;
  }

  /** An unsigned varint; exact up to 2^53, beyond which no length or enumeration goes. */
  varint(): number {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw damagedFile('a number runs over ten bytes');
  }

  /** Moves over `count` bytes and gives the offset behind them. */
  skip(count: number): number {
    if (this.#at + count > this.#size) {
      const missing = this.#at + count - this.#size;
      throw damagedFile(`it ends early, at least ${missing} bytes are missing`);
    }
    this.#at += count;
    return this.#at;
  }

  /** The next `count` bytes. */
  bytes(count: number): Uint8Array {
    const start = this.#at;
    this.skip(count);
    return this.#read(start, count);
  }

  #byte(): number {
    const at = this.#at - this.#windowStart;
    if (at >= 0 && at < this.#window.length) {
      this.#at++;
      return this.#window[at]!;
    }
    if (this.#at >= this.#size) throw damagedFile('it ends early');
    this.#window = this.#read(this.#at, Math.min(windowBytes, this.#size - this.#at));
    this.#windowStart = this.#at++;
    return this.#window[0]!;
  }

  #read(start: number, count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const read = readSync(this.#file, bytes, filled, count - filled, start + filled);
      if (read === 0) throw damagedFile('it ends early');
      filled += read;
    }
    return bytes;
  }
}
