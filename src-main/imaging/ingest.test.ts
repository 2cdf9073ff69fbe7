import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHash } from './hashes.ts';
import { ingest, ingestAll } from './ingest.ts';
import { writeThumbnail } from './thumbnail.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
const project = join(folder, 'project');
const file = (name: string): string => join(folder, name);
const inProject = (name: string): string => join(project, name);

const picture = (width: number, height: number) => {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 31) ^ (i >> 6));
  return sharp(data, { raw: { width, height, channels: 3 } });
};

beforeAll(async () => {
  mkdirSync(project);
  await picture(600, 300).jpeg().toFile(file('large.jpg'));
  await picture(32, 32).png().toFile(file('small.png'));
  await picture(32, 32).webp({ lossless: true }).toFile(file('small.webp'));
  writeFileSync(file('words.jpg'), 'words');
  writeFileSync(file('desktop.ini'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a picture is copied byte for byte, hashed and given a thumbnail', async () => {
  const copyTo = inProject('1.jpg.part');
  const thumbnailTo = inProject('1.webp.part');
  const result = await ingest({ source: file('large.jpg'), copyTo, thumbnailTo });
  const bytes = readFileSync(file('large.jpg'));
  expect(result).toMatchObject({
    kind: 'image',
    bytes: bytes.length,
    contentHash: contentHash(bytes),
    facts: { format: 'jpeg', width: 600, height: 300 },
  });
  expect(readFileSync(copyTo).equals(bytes)).toBe(true);
  expect(await sharp(thumbnailTo).metadata()).toMatchObject({ format: 'webp', width: 256, height: 128 });
  expect(structuredClone(result)).toEqual(result);
});

test('a small thumbnail shows the very pixels', async () => {
  const path = inProject('small.webp');
  await writeThumbnail(file('small.png'), path);
  const [thumbnail, original] = await Promise.all(
    [path, file('small.png')].map((each) => sharp(each).raw().toBuffer()),
  );
  expect(thumbnail).toEqual(original);
});

test('the same picture in two files has two content hashes and one pixel hash', async () => {
  const [png, webp] = await ingestAll([
    { source: file('small.png'), thumbnailTo: inProject('a') },
    { source: file('small.webp'), thumbnailTo: inProject('b') },
  ]);
  if (png?.kind !== 'image' || webp?.kind !== 'image') throw new Error('Both are pictures.');
  expect(png.pixelHash).toBe(webp.pixelHash);
  expect(png.contentHash).not.toBe(webp.contentHash);
});

test('bad files are results in their place, and leave nothing behind', async () => {
  const names = ['words.jpg', 'small.png', 'desktop.ini', 'missing.png', 'large.jpg'];
  const seen: number[] = [];
  const results = await ingestAll(
    names.map((name) => ({
      source: file(name),
      copyTo: inProject(`copy-${name}`),
      thumbnailTo: inProject(`thumb-${name}`),
    })),
    { concurrency: 3, onResult: (_, index) => seen.push(index) },
  );
  expect(results.map(({ kind }) => kind)).toEqual(['rejected', 'image', 'ignored', 'rejected', 'image']);
  expect(new Set(seen)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(
    readdirSync(project)
      .filter((name) => name.includes('-'))
      .sort(),
  ).toEqual(['copy-large.jpg', 'copy-small.png', 'thumb-large.jpg', 'thumb-small.png']);
});

test('after an abort no further file is begun', async () => {
  const controller = new AbortController();
  const tasks = Array.from({ length: 6 }, (_, i) => ({
    source: file('small.png'),
    thumbnailTo: inProject(`abort${i}`),
  }));
  const results = await ingestAll(tasks, {
    concurrency: 1,
    signal: controller.signal,
    onResult: (_, index) => index === 1 && controller.abort(),
  });
  expect(results).toHaveLength(2);
});

test('a project folder that is gone is a storage failure, and the other file is taken back', async () => {
  const copyTo = inProject('orphan.png');
  const result = await ingest({
    source: file('small.png'),
    copyTo,
    thumbnailTo: inProject('gone/thumb.webp'),
  });
  expect(result).toMatchObject({ kind: 'storage-failed', code: 'ENOENT' });
  expect(existsSync(copyTo)).toBe(false);
});

test.runIf(existsSync('/dev/full'))('a full disk is a storage failure', async () => {
  const full = inProject('full');
  symlinkSync('/dev/full', full);
  expect(await ingest({ source: file('small.png'), thumbnailTo: full })).toEqual({
    kind: 'storage-failed',
    source: file('small.png'),
    code: 'ENOSPC',
    message: 'The disk that holds the project is full.',
  });
  expect(existsSync('/dev/full')).toBe(true);
});
