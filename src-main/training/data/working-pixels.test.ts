import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { decodeRgb } from '../../imaging/decode.ts';
import { checkPicture, readWorkingPixels } from './working-pixels.ts';

const folder = mkdtempSync(join(tmpdir(), 'working-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Smooth with some grain, large enough in bytes that its header is looked at. */
async function photograph(name: string, width: number, height: number, orientation: number): Promise<string> {
  const path = join(folder, name);
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return 127 + 60 * Math.sin(x / 90 + (i % 3)) + 50 * Math.cos(y / 70) + ((i * 7919) % 13);
  });
  await sharp(data, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 95 })
    .toFile(path);
  return path;
}

test('a small picture keeps its size unless a square is wanted', async () => {
  const path = await photograph('small.jpg', 30, 20, 1);
  expect(await readWorkingPixels(path, { kind: 'shorter-side', side: 64 })).toMatchObject({
    width: 30,
    height: 20,
  });
  expect(await readWorkingPixels(path, { kind: 'square', side: 64 })).toMatchObject({
    width: 64,
    height: 64,
  });
});

test('a large photograph, turned by EXIF, looks as if it had been decoded whole', async () => {
  const path = await photograph('large.jpg', 1200, 700, 6);
  const quick = await readWorkingPixels(path, { kind: 'shorter-side', side: 73 });
  const whole = await decodeRgb(path, { size: 73, fit: 'shorter-side', filter: 'bilinear' });
  if ('unusable' in quick) throw new Error(quick.unusable);
  expect([quick.width, quick.height]).toEqual([73, 125]);
  expect([whole.width, whole.height]).toEqual([73, 125]);
  const differences = quick.data.map((value, i) => Math.abs(value - (whole.data[i] ?? 0)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(8);
  expect(differences.reduce((sum, x) => sum + x, 0) / differences.length).toBeLessThan(1);
});

test('the quick check looks at the header', async () => {
  expect(await checkPicture(await photograph('fine.jpg', 40, 40, 1))).toBeUndefined();
  expect(await checkPicture(folder)).toEqual({ unusable: 'It is a folder, not a file.' });
});
