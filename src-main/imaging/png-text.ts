import { inflateSync } from 'node:zlib';
import { encodeChunk, isPng, pngChunks } from './png-chunks.ts';

/** Text in PNG files (PNG specification, third edition, 11.3.3): tEXt and zTXt hold Latin-1, iTXt UTF-8. */

/** Of all compressed texts of a file together. Workflows of ComfyUI take a few megabytes; more than this is a compression bomb. */
const MOST_INFLATED = 64 * 2 ** 20;
/** One byte of deflate gives at most so many (zlib's technical notes). */
const MOST_BYTES_PER_BYTE = 1032;

/** Undefined for what does not decompress, or would go beyond what is left. */
type Inflate = (data: Buffer) => Buffer | undefined;

/** Inflates what comes until `budget` bytes are spent. A failure costs what it may have produced, so that many of them cost no more than one. */
function withinBudget(budget: number): Inflate {
  let left = budget;
  return (data) => {
    if (left <= 0) return undefined;
    try {
      const text = inflateSync(data, { maxOutputLength: left });
      left -= text.length;
      return text;
    } catch {
      left -= data.length * MOST_BYTES_PER_BYTE;
      return undefined;
    }
  };
}

/** The bytes up to the next zero, and what follows it. */
function untilZero(data: Buffer): readonly [string: Buffer, rest: Buffer] | undefined {
  const end = data.indexOf(0);
  return end < 0 ? undefined : [data.subarray(0, end), data.subarray(end + 1)];
}

/** `rest` of an iTXt: compressed or not, method, language, translated keyword, text. */
function internationalText(rest: Buffer, inflated: Inflate): string | undefined {
  if (rest.length < 2) return undefined;
  const afterLanguage = untilZero(rest.subarray(2))?.[1];
  const text = afterLanguage && untilZero(afterLanguage)?.[1];
  if (!text) return undefined;
  return (rest[0] === 0 ? text : inflated(text))?.toString('utf8');
}

/** The text after the keyword of a chunk; undefined for other chunks and for what cannot be read. */
function textOf(type: string, rest: Buffer, inflated: Inflate): string | undefined {
  if (type === 'tEXt') return rest.toString('latin1');
  if (type === 'zTXt') return inflated(rest.subarray(1))?.toString('latin1');
  return type === 'iTXt' ? internationalText(rest, inflated) : undefined;
}

/**
 * The texts of a PNG by keyword ('parameters', 'prompt', 'Comment', …), or those of `keywords` only, which spares inflating the others; of a
 * keyword that is there twice the last one, as Pillow has it. Never throws: what is no PNG gives none, a truncated file what stands before its
 * end, a damaged entry nothing. Compressed texts beyond 64 MiB in all are left out.
 */
export function readPngText(bytes: Uint8Array, keywords?: ReadonlySet<string>): Map<string, string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const inflated = withinBudget(MOST_INFLATED);
  const texts = new Map<string, string>();
  for (const { type, data } of pngChunks(file)) {
    const parts = type.endsWith('Xt') ? untilZero(data) : undefined;
    const keyword = parts?.[0].toString('latin1');
    if (!parts || keyword === undefined || keywords?.has(keyword) === false) continue;
    const text = textOf(type, parts[1], inflated);
    if (text !== undefined) texts.set(keyword, text);
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
