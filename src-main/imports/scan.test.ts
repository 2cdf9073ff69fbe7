import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanFolder } from './scan.ts';
import { createSourceRegistry } from './source-registry.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-scan-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function touch(...parts: string[]) {
  await mkdir(join(folder, ...parts.slice(0, -1)), { recursive: true });
  await writeFile(join(folder, ...parts), '');
}

test('pictures are listed in order, other files are counted', async () => {
  await touch('dog', 'b.PNG');
  await touch('dog', 'a.jpg');
  await touch('dog', '.DS_Store');
  await touch('dog', 'Thumbs.db');
  await touch('labels.csv');
  await mkdir(join(folder, 'bird'));
  const scan = await scanFolder(folder);
  expect(scan.files.map((file) => file.path)).toEqual([join('dog', 'a.jpg'), join('dog', 'b.PNG')]);
  expect(scan.ignored).toBe(3);
  expect(scan.emptyFolders).toEqual(['bird']);
});

test('a link to a folder above does not run in circles', async () => {
  await touch('dog', 'a.jpg');
  await symlink(folder, join(folder, 'dog', 'loop'));
  expect((await scanFolder(folder)).files).toHaveLength(1);
});

test('a missing folder is an error for a person', async () => {
  await expect(scanFolder(join(folder, 'gone'))).rejects.toMatchObject({
    name: 'UserError',
    code: 'not-found',
  });
});

test('ids stand for folders, unknown ids are refused', async () => {
  await touch('dog', 'a.jpg');
  const registry = createSourceRegistry({ projectsFolder: folder });
  const source = registry.register(folder);
  const { children } = await registry.children(source.id);
  expect(children.map((child) => child.name)).toEqual(['dog']);
  const dog = await registry.children(children[0]?.id ?? '');
  expect(dog).toMatchObject({ images: 1, parentId: source.id });
  await expect(registry.children('../../etc')).rejects.toMatchObject({ code: 'not-found' });
  expect(registry.register(folder).id).toBe(source.id);
});

test('files that may hold a trained network are listed beside the folders', async () => {
  await touch('networks', 'b.onnx');
  await touch('networks', 'a.safetensors');
  await touch('networks', 'notes.txt');
  const registry = createSourceRegistry({ projectsFolder: folder });
  const { children, files } = await registry.children(registry.register(join(folder, 'networks')).id);
  expect(children).toEqual([]);
  expect(files.map(({ name, kind }) => [name, kind])).toEqual([
    ['a.safetensors', 'file'],
    ['b.onnx', 'file'],
  ]);
  expect(registry.resolve(files[1]?.id ?? '')).toBe(join(folder, 'networks', 'b.onnx'));
});

test('a drop stays a drop, with all that is in it, also where it is moved', async () => {
  await touch('drop', 'photos', 'dog', 'a.jpg');
  const registry = createSourceRegistry({ projectsFolder: folder });
  const drop = registry.register(join(folder, 'drop', 'photos'), 'drop');
  expect(registry.register(join(folder, 'drop', 'photos'))).toEqual(drop);
  const [dog] = (await registry.children(drop.id)).children;
  expect(dog?.kind).toBe('drop');
  registry.relocate({ from: join(folder, 'drop'), to: join(folder, 'kept') });
  expect(registry.resolve(drop.id)).toBe(join(folder, 'kept', 'photos'));
  expect(registry.resolve(dog?.id ?? '')).toBe(join(folder, 'kept', 'photos', 'dog'));
  expect(registry.kindOf(drop.id)).toBe('drop');
  expect(registry.register(join(folder, 'kept', 'photos')).id).toBe(drop.id);
});
