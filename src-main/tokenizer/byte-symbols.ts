/**
 * The printable character that stands for each byte in the vocabularies of byte-level BPE (GPT-2's `bytes_to_unicode`): printable
 * Latin-1 bytes stand for themselves, the other 68 get the characters from U+0100 on.
 */
const isPrintable = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);

const symbols: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte).map((byte, _, bytes) =>
  isPrintable(byte)
    ? String.fromCodePoint(byte)
    : String.fromCodePoint(256 + bytes.slice(0, byte).filter((other) => !isPrintable(other)).length),
);

/** One symbol for each UTF-8 byte of `text`. */
export const byteSymbols = (text: string): string[] =>
  Array.from(Buffer.from(text, 'utf8'), (byte) => symbols[byte]!);
