import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import type { Inspection } from './image-facts.ts';
import { inspectImage } from './inspect.ts';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

function inspectFile(name: string, bytes: Uint8Array | string): Promise<Inspection> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return inspectImage(path);
}

/** Waves and steps, which no codec stores in a few bytes. */
const photograph = () => {
  const [width, height] = [160, 120];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => ((i * 7919) >> 3) ^ (i % 480));
  return sharp(data, { raw: { width, height, channels: 3 } });
};

const formats = {
  jpeg: () => photograph().jpeg().toBuffer(),
  'progressive jpeg': () => photograph().jpeg({ progressive: true }).toBuffer(),
  png: () => photograph().png().toBuffer(),
  'interlaced png': () => photograph().png({ progressive: true }).toBuffer(),
  webp: () => photograph().webp().toBuffer(),
  gif: () => photograph().gif().toBuffer(),
  tiff: () => photograph().tiff({ compression: 'lzw' }).toBuffer(),
  avif: () => photograph().avif({ effort: 0 }).toBuffer(),
};

test.each(Object.entries(formats))(
  '%s: whole under any name, truncated at any place',
  async (format, make) => {
    const bytes = await make();
    const facts = {
      kind: 'image',
      format: format.split(' ').at(-1),
      width: 160,
      height: 120,
      bitsPerSample: 8,
    };
    expect(await inspectFile('whole.txt', bytes)).toMatchObject(facts);
    expect(
      await inspectFile('trailing.jpg', Buffer.concat([bytes, Buffer.from('stray bytes')])),
    ).toMatchObject(facts);
    for (const share of [0.05, 0.3, 0.5, 0.9, 0.98]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect(await inspectFile('cut.jpg', cut)).toMatchObject({ kind: 'rejected', reason: 'truncated' });
    }
  },
);

test('damage inside the file is found', async () => {
  for (const format of ['png', 'gif', 'avif'] as const) {
    const bytes = await formats[format]();
    const middle = Math.floor(bytes.length * 0.6);
    bytes.fill(0xff, middle, middle + 64);
    expect(await inspectImage(bytes), format).toMatchObject({ kind: 'rejected', reason: 'corrupt' });
  }
  const jpeg = await formats.jpeg();
  jpeg.set([0xff, 0xd5], Math.floor(jpeg.length * 0.6));
  expect(await inspectImage(jpeg)).toMatchObject({ kind: 'rejected', reason: 'corrupt' });
});

test('bytes that lose no pixel are no damage', async () => {
  const jpeg = await photograph().jpeg().toBuffer();
  const end = jpeg.lastIndexOf(Buffer.of(0xff, 0xd9));
  const stray = Buffer.concat([jpeg.subarray(0, end), Buffer.alloc(20), jpeg.subarray(end)]);
  expect(await inspectImage(stray)).toMatchObject({ kind: 'image' });
});

const rejected = (reason: string, message: RegExp) => ({
  kind: 'rejected',
  reason,
  message: expect.stringMatching(message),
});

test('what is no picture is rejected with its reason', async () => {
  expect(await inspectFile('empty.png', '')).toEqual(rejected('empty', /0 bytes/));
  expect(await inspectFile('a.jpg', 'just some words\n')).toEqual(rejected('not-an-image', /text/));
  expect(await inspectFile('b.jpg', 'BMX bikes and other words')).toEqual(rejected('not-an-image', /text/));
  expect(await inspectFile('a.png', '<!DOCTYPE html><html></html>')).toEqual(
    rejected('not-an-image', /web page/),
  );
  expect(await inspectFile('l.jpg', 'version https://git-lfs.github.com/spec/v1\noid')).toEqual(
    rejected('not-an-image', /git lfs pull/),
  );
  expect(await inspectFile('n.jpg', Uint8Array.of(0, 255, 17, 3, 200))).toEqual(
    rejected('not-an-image', /not a picture/),
  );
  expect(await inspectFile('film.jpg', `\0\0\0\x18ftypisom\0\0\0\0isommp42`)).toEqual(
    rejected('not-an-image', /film/),
  );
});

test('pictures of other formats are named', async () => {
  expect(await inspectFile('a.svg', '<?xml version="1.0"?>\n<svg xmlns="x"></svg>')).toEqual(
    rejected('unsupported', /SVG/),
  );
  expect(await inspectFile('a.jpg', '\0\0\0\x18ftypheic\0\0\0\0mif1heic')).toEqual(
    rejected('unsupported', /HEIC/),
  );
  const bmp = Buffer.from('424d460000000000000036000000280000000200000002000000010018000000', 'hex');
  expect(await inspectFile('a.bmp', bmp)).toEqual(rejected('unsupported', /BMP/));
  expect(await inspectFile('a.ppm', 'P6\n# made by hand\n2 1 255\nabcdef')).toEqual(
    rejected('unsupported', /Netpbm/),
  );
  expect(await inspectFile('a.jpg', 'P6 is a name')).toEqual(rejected('not-an-image', /text/));
});

test('book-keeping files are ignored, pictures under such names are not', async () => {
  const signature = Buffer.from('0000000142756431000000', 'hex');
  expect(await inspectFile('.DS_Store', signature)).toEqual({ kind: 'ignored' });
  expect(await inspectImage(signature)).toEqual({ kind: 'ignored' });
  expect(await inspectFile('Thumbs.db', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual({ kind: 'ignored' });
  expect(await inspectFile('desktop.ini', '[.ShellClassInfo]')).toEqual({ kind: 'ignored' });
  expect(await inspectFile('._photo.jpg', Buffer.from('0005160700020000', 'hex'))).toEqual({
    kind: 'ignored',
  });
  expect(await inspectFile('.localized', '')).toEqual({ kind: 'ignored' });
  expect(await inspectFile('._real.jpg', await photograph().jpeg().toBuffer())).toMatchObject({
    kind: 'image',
  });
});

function pngOf(width: number, height: number, pixels: Uint8Array): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', new Uint8Array()),
  ]);
}

test('a decompression bomb is refused by its header', async () => {
  const inspection = await inspectImage(pngOf(60_000, 60_000, Buffer.alloc(1000)));
  expect(inspection).toEqual(rejected('too-large', /60000 x 60000 pixels/));
});

test('a picture with fewer rows than its header promises is rejected', async () => {
  expect(await inspectImage(pngOf(100, 100, Buffer.alloc(301 * 50)))).toEqual(rejected('corrupt', /damaged/));
});

test('what cannot be read is rejected', async () => {
  expect(await inspectImage(join(folder, 'nowhere.jpg'))).toEqual(rejected('unreadable', /not there/));
  expect(await inspectImage(folder)).toEqual(rejected('unreadable', /folder/));
});

test.runIf(process.platform !== 'win32')('a pipe does not block', async () => {
  const pipe = join(folder, 'pipe.jpg');
  execFileSync('mkfifo', [pipe]);
  expect(await inspectImage(pipe)).toEqual(rejected('unreadable', /pipe/));
});
