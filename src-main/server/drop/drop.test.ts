import { expect, test } from 'vitest';
import { multipartBoundary, readMultipart } from './multipart.ts';
import { safeRelativePath } from './relative-path.ts';

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function parse(bytes: Buffer, boundary: string, size: number) {
  const parts: { fileName: string | null; content: string }[] = [];
  for await (const { fileName, content } of readMultipart(inPieces(bytes, size), boundary)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    parts.push({ fileName, content: Buffer.concat(pieces).toString('latin1') });
  }
  return parts;
}

/** What the platform's own encoder makes of a form. */
async function encode(form: FormData) {
  const response = new Response(form);
  const boundary = multipartBoundary(response.headers.get('content-type') ?? '') ?? '';
  return { bytes: Buffer.from(await response.arrayBuffer()), boundary };
}

const tricky = Buffer.from(
  Uint8Array.from({ length: 3_000 }, (_, index) => (index % 7 < 2 ? [13, 10][index % 2] : 45) ?? 0),
);

test.each([1, 2, 3, 7, 64, 1_000, 1_000_000])(
  'a form read in pieces of %i bytes is what was sent',
  async (size) => {
    const form = new FormData();
    form.append('note', 'not a file');
    form.append('file', new Blob(['']), 'empty.png');
    form.append('file', new Blob([tricky]), 'a/b "c".png');
    const { bytes, boundary } = await encode(form);
    expect(await parse(bytes, boundary, size)).toEqual([
      { fileName: null, content: 'not a file' },
      { fileName: 'empty.png', content: '' },
      { fileName: 'a/b "c".png', content: tricky.toString('latin1') },
    ]);
  },
);

test('a form that is cut off anywhere is an error', async () => {
  const form = new FormData();
  form.append('file', new Blob(['content']), 'a.png');
  const { bytes, boundary } = await encode(form);
  // The line break after the last boundary may be missing.
  for (let length = 0; length < bytes.length - 2; length++) {
    await expect(parse(bytes.subarray(0, length), boundary, 5)).rejects.toThrow('cut off');
  }
});

test.each([
  ['a/b/c.jpg', 'a/b/c.jpg', 'a/b/c.jpg'],
  ['../../etc/passwd', 'etc/passwd', 'etc/passwd'],
  ['/absolute.jpg', 'absolute.jpg', 'absolute.jpg'],
  ['C:\\Windows\\x.jpg', 'C:\\Windows\\x.jpg', 'C_/Windows/x.jpg'],
  ['CON/nul.txt', 'CON/nul.txt', '_CON/_nul.txt'],
  ['what? *.png', 'what? *.png', 'what_ _.png'],
  ['ends. /x', 'ends. /x', 'ends/x'],
  ['tab\there/🙂.png', 'tab_here/🙂.png', 'tab_here/🙂.png'],
  ['..', null, null],
  ['', null, null],
])('%j becomes %j, and %j on Windows', (path, posix, windows) => {
  expect(safeRelativePath(path, 'linux')).toBe(posix);
  expect(safeRelativePath(path, 'win32')).toBe(windows);
});

test('a name that is too long keeps its beginning and its extension', () => {
  const safe = safeRelativePath(`${'🦊'.repeat(200)}.jpeg`, 'linux') ?? '';
  expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
  expect(safe).toMatch(/^🦊+…🦊*\.jpeg$/u);
});
