import { inflateSync } from 'node:zlib';
import { encodeChunk, isPng, type PngChunk, pngChunks } from './png-chunks.ts';

/** Text in PNG files (PNG specification, third edition, 11.3.3): tEXt and zTXt hold Latin-1, iTXt UTF-8. */

/** Workflows of ComfyUI take a few megabytes; more than this is a compression bomb. */
const largestText = 64 * 2 ** 20;

/** Undefined for what does not decompress. */
function inflated(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: largestText });
  } catch {
    return undefined;
  }
}

/** The bytes up to the next zero, and what follows it. */
function untilZero(data: Buffer): readonly [string: Buffer, rest: Buffer] | undefined {
  const end = data.indexOf(0);
  return end < 0 ? undefined : [data.subarray(0, end), data.subarray(end + 1)];
}

/** `rest` of an iTXt: compressed or not, method, language, translated keyword, text. */
function internationalText(rest: Buffer): string | undefined {
  if (rest.length < 2) return undefined;
  const afterLanguage = untilZero(rest.subarray(2))?.[1];
  const text = afterLanguage && untilZero(afterLanguage)?.[1];
  if (!text) return undefined;
  return (rest[0] === 0 ? text : inflated(text))?.toString('utf8');
}

function readEntry({ type, data }: PngChunk): readonly [keyword: string, text: string] | undefined {
  const parts = untilZero(data);
  if (!parts) return undefined;
  const [keyword, rest] = parts;
  let text: string | undefined;
  if (type === 'tEXt') text = rest.toString('latin1');
  else if (type === 'zTXt') text = inflated(rest.subarray(1))?.toString('latin1');
  else if (type === 'iTXt') text = internationalText(rest);
  return text === undefined ? undefined : [keyword.toString('latin1'), text];
}

/**
 * Every text of a PNG by its keyword ('parameters', 'prompt', 'Comment', …); of a keyword that is there twice the last one, as Pillow
 * has it. Never throws: what is no PNG gives none, a truncated file what stands before its end, a damaged entry nothing.
 */
export function readPngText(bytes: Uint8Array): Map<string, string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new Map<string, string>();
  for (const chunk of pngChunks(file)) {
    const entry = readEntry(chunk);
    if (entry) texts.set(...entry);
  }
  return texts;
}

const isLatin1 = (text: string): boolean => /^[\t\n\x20-\x7e\u00a0-\u00ff]*$/.test(text);
const isKeyword = (text: string): boolean =>
  /^[\x21-\x7e](?:[\x20-\x7e]{0,77}[\x21-\x7e])?$/.test(text) && !text.includes('  ');

/** tEXt where Latin-1 can say it, which every tool reads, else iTXt; as A1111 does. */
function textChunk(keyword: string, text: string): Buffer {
  if (!isKeyword(keyword)) throw new RangeError(`"${keyword}" cannot be a keyword of a PNG text.`);
  if (isLatin1(text)) return encodeChunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
  return encodeChunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text.replaceAll('\0', '')}`, 'utf8'));
}

/** A copy of the PNG `file` with `texts` before its pixels, so that a reader finds them without reading those. */
export function addPngText(file: Buffer, texts: ReadonlyMap<string, string>): Buffer {
  const [header] = pngChunks(file);
  if (!isPng(file) || header?.type !== 'IHDR') throw new RangeError('Text can only be added to a PNG.');
  const chunks = Array.from(texts, ([keyword, text]) => textChunk(keyword, text));
  return Buffer.concat([file.subarray(0, header.end), ...chunks, file.subarray(header.end)]);
}
