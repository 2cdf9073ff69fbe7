import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeChunk } from './png-chunks.ts';
import { addPngText, readPngText } from './png-text.ts';

const fixture = z
  .object({
    pillow: z.string(),
    cases: z.array(z.object({ name: z.string(), png: z.base64(), texts: z.record(z.string(), z.string()) })),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/png-text.json', import.meta.url), 'utf8')));

const plainPng = () =>
  sharp({ create: { width: 4, height: 3, channels: 3, background: '#285' } })
    .png()
    .toBuffer();

describe(`PNG text written by Pillow ${fixture.pillow}`, () => {
  test.each(fixture.cases)('$name', ({ png, texts }) => {
    expect(Object.fromEntries(readPngText(Buffer.from(png, 'base64')))).toEqual(texts);
  });
});

test('libpng reads what is written, and the picture is the same', async () => {
  const plain = await plainPng();
  const texts = new Map([
    ['parameters', 'a photo of a crane\nSteps: 25, Seed: 7'],
    ['variegate', '{"prompt": "鶴 🐦"}'],
  ]);
  const file = addPngText(plain, texts);
  const { comments } = await sharp(file).metadata();
  expect(new Map(comments?.map(({ keyword, text }) => [keyword, text]))).toEqual(texts);
  expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(plain).raw().toBuffer());
});

test('any text comes back as it was', async () => {
  const plain = await plainPng();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = text.replaceAll('\0', '');
      expect(readPngText(addPngText(plain, new Map([['parameters', written]]))).get('parameters')).toBe(
        written,
      );
    }),
  );
});

test('a file cut anywhere gives the texts that are whole, and never an error', async () => {
  const texts = new Map([
    ['parameters', 'first'],
    ['variegate', 'second'],
  ]);
  const file = addPngText(await plainPng(), texts);
  for (let length = 0; length <= file.length; length++) {
    for (const [keyword, text] of readPngText(file.subarray(0, length)))
      expect(texts.get(keyword)).toBe(text);
  }
  expect(readPngText(file.subarray(0, file.length - 20))).toEqual(texts);
});

test('damaged entries are left out, the others stay', async () => {
  const damaged = Buffer.concat([
    encodeChunk('zTXt', Buffer.from('broken\0\0no deflate stream', 'latin1')),
    encodeChunk('iTXt', Buffer.from('half\0\x01', 'latin1')),
    encodeChunk('tEXt', Buffer.from('no zero byte', 'latin1')),
    encodeChunk('zTXt', Buffer.concat([Buffer.from('bomb\0\0'), deflateSync(Buffer.alloc(80 * 2 ** 20))])),
  ]);
  const file = addPngText(await plainPng(), new Map([['parameters', 'here']]));
  const afterHeader = 8 + 25;
  const bytes = Buffer.concat([file.subarray(0, afterHeader), damaged, file.subarray(afterHeader)]);
  expect(readPngText(bytes)).toEqual(new Map([['parameters', 'here']]));
});

describe('compressed texts of a file', () => {
  const large = deflateSync(Buffer.alloc(40 * 2 ** 20, 'a'), { level: 1 });
  const entry = (keyword: string, deflated: Buffer) =>
    encodeChunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflated]));
  const withChunks = async (...chunks: Buffer[]) => {
    const plain = await plainPng();
    const afterHeader = 8 + 25;
    return Buffer.concat([plain.subarray(0, afterHeader), ...chunks, plain.subarray(afterHeader)]);
  };
  const keywords = new Set(['parameters', 'prompt']);

  test('may take 64 MiB together, however many they are', async () => {
    const bytes = await withChunks(
      entry('parameters', large),
      ...Array.from({ length: 4 }, (_, i) => entry(`more ${i}`, large)),
      encodeChunk('tEXt', Buffer.from('prompt\0uncompressed')),
    );
    expect([...readPngText(bytes).keys()]).toEqual(['parameters', 'prompt']);
  });

  test('are left alone where nobody asks for them', async () => {
    const bytes = await withChunks(
      ...Array.from({ length: 3 }, (_, i) => entry(`icc ${i}`, large)),
      entry('prompt', deflateSync('a crane')),
    );
    expect(readPngText(bytes, keywords)).toEqual(new Map([['prompt', 'a crane']]));
  });

  test('cost little where they are short and damaged', async () => {
    const broken = encodeChunk('zTXt', Buffer.from('parameters\0\0no deflate stream'));
    const bytes = await withChunks(broken, broken, entry('prompt', deflateSync('a crane')));
    expect(readPngText(bytes, keywords)).toEqual(new Map([['prompt', 'a crane']]));
  });
});

test('what is no PNG has no text and takes none', () => {
  expect(readPngText(Buffer.from('GIF89a'))).toEqual(new Map());
  expect(() => addPngText(Buffer.from('GIF89a'), new Map([['a', 'b']]))).toThrow(RangeError);
});

test('refuses keywords that PNG does not have', async () => {
  const plain = await plainPng();
  for (const keyword of ['', ' a', 'a  b', 'ü', 'x'.repeat(80)]) {
    expect(() => addPngText(plain, new Map([[keyword, 'text']]))).toThrow(RangeError);
  }
});
