import { expect, test } from 'vitest';
import { proposeMapping } from './class-mapping.ts';
import { readLayout } from './layout.ts';
import type { Scan } from './scan.ts';

const scanOf = (...paths: string[]): Scan => ({
  files: paths.map((path) => {
    const parts = path.split('/');
    return { path, name: parts.at(-1) ?? '', parts: parts.slice(0, -1) };
  }),
  emptyFolders: [],
  ignored: 0,
});

test('one folder a class', () => {
  const layout = readLayout(scanOf('cat/1.jpg', 'cat/more/2.jpg', 'dog/1.jpg'));
  expect(layout.kind).toBe('class-folders');
  expect(layout.files.map((file) => file.folder)).toEqual(['cat', 'cat', 'dog']);
});

test('split folders above class folders, in other people’s spellings', () => {
  const layout = readLayout(scanOf('Training/cat/1.jpg', 'valid/cat/2.jpg', 'TEST/dog/3.jpg'));
  expect(layout.kind).toBe('split-folders');
  expect(layout.files.map((file) => [file.split, file.folder])).toEqual([
    ['train', 'cat'],
    ['val', 'cat'],
    ['test', 'dog'],
  ]);
});

test('a folder around the real tree is looked through, a single class folder is not', () => {
  expect(
    readLayout(scanOf('archive/data/cat/1.jpg', 'archive/data/dog/1.jpg')).files.map((f) => f.folder),
  ).toEqual(['cat', 'dog']);
  expect(readLayout(scanOf('cat/1.jpg', 'cat/2.jpg')).files.map((f) => f.folder)).toEqual(['cat', 'cat']);
  expect(readLayout(scanOf('archive/train/cat/1.jpg', 'archive/train/dog/1.jpg')).kind).toBe('split-folders');
});

test('a class called test beside others is a class', () => {
  const layout = readLayout(scanOf('test/1.jpg', 'cat/1.jpg'));
  expect(layout.kind).toBe('class-folders');
});

test('loose pictures are flat, nothing is empty', () => {
  expect(readLayout(scanOf('1.jpg', '2.jpg')).kind).toBe('flat');
  expect(readLayout(scanOf()).kind).toBe('empty');
});

test('a class folder without pictures is named', () => {
  const scan = { ...scanOf('cat/1.jpg', 'dog/1.jpg'), emptyFolders: ['bird', 'cat/sub'] };
  expect(readLayout(scan).emptyFolders).toEqual(['bird']);
});

test('folders become classes that exist, or readable names; what cannot be a name is said', () => {
  const longName = 'x'.repeat(201);
  const layout = readLayout(
    scanOf('Fire_Truck/1.jpg', 'red_panda/1.jpg', 'CON/1.jpg', '🦊/1.jpg', `${longName}/1.jpg`),
  );
  const { folders, warnings } = proposeMapping(layout, [{ id: 4, name: 'fire truck' }]);
  const proposals = new Map(folders.map((folder) => [folder.folder, folder.proposedClass]));
  expect(proposals.get('Fire_Truck')).toBe('fire truck');
  expect(folders.find((folder) => folder.folder === 'Fire_Truck')?.matchesClassId).toBe(4);
  expect(proposals.get('red_panda')).toBe('red panda');
  expect(proposals.get('CON')).toBe('CON');
  expect(proposals.get('🦊')).toBe('🦊');
  expect(proposals.get(longName)).toBe('');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('cannot be a class name');
});

test('one class only is pointed out', () => {
  const { warnings } = proposeMapping(readLayout(scanOf('cat/1.jpg')), []);
  expect(warnings.join()).toContain('one class only');
});
