import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeRgb } from './decode.ts';
import { inspectImage } from './inspect.ts';
import { resizeRgb } from './pillow-resize.ts';

const bytesOf = async (file: Buffer): Promise<number[]> => [...(await decodeRgb(file)).data];

function raw(values: Uint8Array | Uint16Array, width: number, height: number, channels: 1 | 2 | 3 | 4) {
  return sharp(values, { raw: { width, height, channels } });
}

const solid = (background: string, width = 8, height = 6) =>
  sharp({ create: { width, height, channels: 3, background } });

/** 3 x 2 grey pixels 1 … 6, row by row. */
const sixPixels = () =>
  raw(
    Uint8Array.from({ length: 18 }, (_, i) => Math.floor(i / 3) + 1),
    3,
    2,
    3,
  );

// EXIF orientation says how the stored picture must be turned; the rows are the upright picture of the six pixels.
test.each([
  [1, [1, 2, 3, 4, 5, 6]],
  [2, [3, 2, 1, 6, 5, 4]],
  [3, [6, 5, 4, 3, 2, 1]],
  [4, [4, 5, 6, 1, 2, 3]],
  [5, [1, 4, 2, 5, 3, 6]],
  [6, [4, 1, 5, 2, 6, 3]],
  [7, [6, 3, 5, 2, 4, 1]],
  [8, [3, 6, 2, 5, 1, 4]],
])('EXIF orientation %i is applied', async (orientation, expected) => {
  const file = await sixPixels().withMetadata({ orientation }).tiff({ compression: 'none' }).toBuffer();
  const { data, width, height } = await decodeRgb(file);
  const size = orientation < 5 ? { width: 3, height: 2 } : { width: 2, height: 3 };
  expect({ width, height }).toEqual(size);
  expect(await inspectImage(file)).toMatchObject({ kind: 'image', ...size });
  expect([...data].filter((_, i) => i % 3 === 0)).toEqual(expected);
});

test('of 16 bits the upper 8 are kept', async () => {
  const colour = await raw(Uint16Array.of(0, 0xff, 0x100, 0x7fff, 0x8000, 0xffff), 2, 1, 3)
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  expect(await inspectImage(colour)).toMatchObject({ bitsPerSample: 16, colourSpace: 'rgb16' });
  expect(await bytesOf(colour)).toEqual([0, 0, 1, 0x7f, 0x80, 0xff]);
  const grey = await raw(Uint16Array.of(0x80ff, 0x1234), 2, 1, 1).toColourspace('grey16').png().toBuffer();
  expect(await bytesOf(grey)).toEqual([0x80, 0x80, 0x80, 0x12, 0x12, 0x12]);
});

test('transparency is composited on white', async () => {
  const file = await raw(Uint8Array.of(255, 0, 0, 128, 0, 0, 0, 0, 10, 20, 30, 255), 3, 1, 4)
    .png()
    .toBuffer();
  expect(await inspectImage(file)).toMatchObject({ hasAlpha: true });
  expect(await bytesOf(file)).toEqual([255, 127, 127, 255, 255, 255, 10, 20, 30]);
  const grey = await raw(Uint8Array.of(100, 128, 200, 255), 2, 1, 2)
    .png()
    .toBuffer();
  expect(await bytesOf(grey)).toEqual([177, 177, 177, 200, 200, 200]);
});

test('greyscale and palette become RGB', async () => {
  const grey = await raw(Uint8Array.of(7, 250), 2, 1, 1).toColourspace('b-w').png().toBuffer();
  expect(await inspectImage(grey)).toMatchObject({ colourSpace: 'b-w' });
  expect(await bytesOf(grey)).toEqual([7, 7, 7, 250, 250, 250]);
  const colours = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0);
  expect(await bytesOf(await raw(colours, 4, 1, 3).png({ palette: true }).toBuffer())).toEqual([...colours]);
});

test('CMYK becomes sRGB', async () => {
  const red = await solid('#ff0000', 16, 16).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
  expect(await inspectImage(red)).toMatchObject({ kind: 'image', colourSpace: 'cmyk' });
  const [r, g, b] = (await decodeRgb(red)).data;
  expect(r).toBeGreaterThan(220);
  expect(g).toBeLessThan(30);
  expect(b).toBeLessThan(30);
  const white = await solid('#ffffff', 16, 16).toColourspace('cmyk').tiff().toBuffer();
  expect((await bytesOf(white)).every((value) => value >= 254)).toBe(true);
});

test('an embedded colour profile is honoured', async () => {
  const colours = [200, 30, 60, 90, 150, 120];
  const file = await raw(Uint8Array.from(colours), 2, 1, 3).withIccProfile('p3').png().toBuffer();
  const stored = await sharp(file, { ignoreIcc: true }).raw().toBuffer();
  expect(Math.abs(stored[0]! - 200)).toBeGreaterThan(10);
  for (const [i, value] of (await bytesOf(file)).entries()) {
    expect(Math.abs(value - colours[i]!)).toBeLessThanOrEqual(2);
  }
});

test('of an animation the first frame counts', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#00ff00', '#0000ff'].map((colour) => solid(colour).png().toBuffer()),
  );
  const animation = () => sharp(frames, { join: { animated: true } });
  for (const file of [
    await animation().gif().toBuffer(),
    await animation().webp({ lossless: true }).toBuffer(),
  ]) {
    expect(await inspectImage(file)).toMatchObject({ kind: 'image', width: 8, height: 6, pages: 3 });
    expect((await bytesOf(file)).slice(0, 3)).toEqual([255, 0, 0]);
    expect((await decodeRgb(file)).height).toBe(6);
  }
});

test('every format that is decoded keeps its pixels', async () => {
  const lossless = [
    await sixPixels().png().toBuffer(),
    await sixPixels().webp({ lossless: true }).toBuffer(),
    await sixPixels().tiff({ compression: 'lzw' }).toBuffer(),
    await sixPixels().tiff({ compression: 'none', bigtiff: true }).toBuffer(),
    await sixPixels().gif().toBuffer(),
    await sixPixels().avif({ lossless: true }).toBuffer(),
  ];
  for (const file of lossless) {
    expect((await bytesOf(file)).filter((_, i) => i % 3 === 0)).toEqual([1, 2, 3, 4, 5, 6]);
  }
});

test('fitting: stretched, by the shorter side, covering', async () => {
  const gradient = Uint8Array.from({ length: 40 * 20 * 3 }, (_, i) => Math.floor(i / 3) % 40);
  const file = await raw(gradient, 40, 20, 3).png().toBuffer();
  const source = { data: gradient, width: 40, height: 20 };
  expect(await decodeRgb(file, { size: 10, fit: 'fill' })).toMatchObject({ width: 10, height: 10 });
  const shorter = await decodeRgb(file, { size: 10, fit: 'shorter-side', filter: 'bilinear' });
  expect(Buffer.compare(shorter.data, resizeRgb(source, 20, 10, 'bilinear').data)).toBe(0);
  const cover = await decodeRgb(file, { size: 20, fit: 'cover' });
  expect([...cover.data.slice(0, 3), ...cover.data.slice(57, 60)]).toEqual([10, 10, 10, 29, 29, 29]);
  expect(await decodeRgb(file, { size: { width: 7, height: 18 } })).toMatchObject({ width: 7, height: 18 });
});

test('a line of one pixel is not blown up beyond its middle', async () => {
  const file = await raw(
    Uint8Array.from({ length: 20_000 * 3 }, (_, i) => Math.floor(i / 3 / 80)),
    20_000,
    1,
    3,
  )
    .png()
    .toBuffer();
  expect(await decodeRgb(file, { size: 64, fit: 'shorter-side' })).toMatchObject({ width: 1024, height: 64 });
  const middle = (await decodeRgb(file, { size: 64 })).data;
  expect(new Set(middle)).toEqual(new Set([124, 125]));
});

test('what is no picture is an error that says why', async () => {
  await expect(decodeRgb(Buffer.from('plain words'))).rejects.toThrow('The file holds text, not a picture.');
});
