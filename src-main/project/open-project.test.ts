import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createLog } from '../log/log.ts';
import { imageFilePath, thumbnailFilePath } from './files.ts';
import { LATEST_VERSION } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { createProject, openProject } from './open-project.ts';
import type { Project } from './project.ts';
import type { NewImage } from './queries/image-rows.ts';
import { newImage, sha256, temporaryFolder } from './testing/temporary-project.ts';

async function addImages(project: Project, images: readonly Partial<NewImage>[]): Promise<number> {
  const { database } = project;
  const [classId = 0] = await database.call('classes.ensure', ['cat']);
  const setId = await database.call('sets.create', {
    role: 'real',
    name: `Set ${Math.random()}`,
    origin: { kind: 'imported', label: 'test' },
    styleCoverage: 'unknown',
  });
  const rows = images.map((fields, i) => newImage(`picture ${i}`, classId, fields));
  await database.call('images.insertMany', { setId, images: rows });
  for (const row of rows) {
    if (row.storage === 'copied') await put(imageFilePath(project, row.sha256, row.format));
    await put(thumbnailFilePath(project, row.sha256));
  }
  return setId;
}

async function put(path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, 'content');
}

async function snapshot(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.sort().map(async (path) => [path, sha256(await readFile(path, 'latin1'))]),
  );
  return Object.fromEntries(contents) as Record<string, string>;
}

test('a project is created, closed, and found again as it was', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'new', 'Rosen & Möwen');
  const created = await createProject({ folder, name: 'Rosen & Möwen' });
  expect(created.info).toMatchObject({
    name: 'Rosen & Möwen',
    location: folder,
    readOnly: false,
    testOpenings: 0,
  });
  await created.database.call('classes.add', { name: '鳥' });
  await created.close();
  await created.close();
  // Closed means complete by itself: nothing but the database, to be copied or mailed.
  expect((await readdir(folder)).sort()).toEqual([
    'exports',
    'images',
    'project.sqlite',
    'runs',
    'temporary',
    'thumbnails',
  ]);
  await expect(created.database.call('classes.list')).rejects.toMatchObject({ code: 'no-project' });

  const copy = join(parent.path, 'copy');
  await cp(folder, copy, { recursive: true });
  const opened = await openProject(copy);
  expect(opened.info).toMatchObject({
    id: created.info.id,
    createdAt: created.info.createdAt,
    schemaVersion: LATEST_VERSION,
  });
  expect(await opened.database.call('classes.list')).toMatchObject([{ name: '鳥' }]);
  await opened.close();
});

test('no project is made over what is there already', async () => {
  await using parent = await temporaryFolder();
  await writeFile(join(parent.path, 'thesis.txt'), 'mine');
  await expect(createProject({ folder: parent.path, name: 'X' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await readdir(parent.path)).toEqual(['thesis.txt']);
  await expect(openProject(parent.path)).rejects.toMatchObject({ code: 'not-found' });
  await expect(openProject(join(parent.path, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
  await expect(createProject({ folder: join(parent.path, 'thesis.txt', 'x'), name: 'X' })).rejects.toThrow();
});

test('a project of a newer version is refused and left untouched', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  await (await createProject({ folder, name: 'Future' })).close();
  const db = new SqliteDatabase(join(folder, 'project.sqlite'));
  db.pragma('user_version = 99');
  db.close();
  const before = await snapshot(folder);
  await expect(openProject(folder)).rejects.toMatchObject({
    code: 'project-too-new',
    message: expect.stringContaining(
      `its format is 99, this version reads up to ${LATEST_VERSION}`,
    ) as string,
    advice: 'Install the newer version to open it.',
  });
  expect(await snapshot(folder)).toEqual(before);
});

test.each([
  ['empty', (file: string) => writeFile(file, '')],
  ['text', (file: string) => writeFile(file, 'This is no database.'.repeat(100))],
  ['cut short', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 50))],
  [
    'of another program',
    async (file: string) => {
      await rm(file);
      const db = new SqliteDatabase(file);
      db.exec('CREATE TABLE x (y)');
      db.close();
    },
  ],
  [
    'overwritten in the middle',
    async (file: string) => {
      const bytes = await readFile(file);
      bytes.fill(0x5a, 4096, 4096 * 8);
      await writeFile(file, bytes);
    },
  ],
])('a database that is %s is reported as damaged', async (_name, damage) => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  await (await createProject({ folder, name: 'Damaged' })).close();
  await damage(join(folder, 'project.sqlite'));
  await expect(openProject(folder)).rejects.toMatchObject({
    code: 'project-damaged',
    advice: expect.stringContaining('backups') as string,
  });
  expect(existsSync(join(folder, 'project.lock'))).toBe(false);
});

test('opening puts aside what no row needs, and only that', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  const project = await createProject({ folder, name: 'Swept' });
  await addImages(project, [{}, {}, { storage: 'referenced', referencePath: join(parent.path, 'mine.png') }]);
  const kept = Object.keys(await snapshot(project.paths.images));
  const orphan = imageFilePath(project, sha256('orphan'), 'png');
  const orphanThumbnail = thumbnailFilePath(project, sha256('orphan'));
  const foreign = join(project.paths.images, 'ab', 'notes.txt');
  const orphanRun = join(project.paths.runs, '77', 'checkpoint.safetensors');
  const leftover = join(project.paths.temporary, 'half-written');
  for (const path of [orphan, orphanThumbnail, foreign, orphanRun, leftover]) await put(path);
  await project.close();

  const lines: string[] = [];
  const log = createLog((_level, _area, message, facts) => lines.push(`${message} ${JSON.stringify(facts)}`));
  const again = await openProject(folder, { log });
  expect(lines).toEqual([expect.stringMatching(/^Put files aside that no entry needs {"files":3,/)]);
  for (const path of [orphan, orphanThumbnail, orphanRun, leftover]) expect(existsSync(path)).toBe(false);
  for (const path of [...kept, foreign]) expect(existsSync(path)).toBe(true);
  // Put aside, not deleted, until the project is opened once more.
  expect(await readdir(join(again.paths.temporary, 'orphans'))).toHaveLength(3);
  await again.close();
  const third = await openProject(folder);
  expect(await readdir(third.paths.temporary)).toEqual(['orphans']);
  expect(await readdir(join(third.paths.temporary, 'orphans'))).toEqual([]);
  await third.close();
});

test('files of a removed set go only if no other set needs them', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  const project = await createProject({ folder, name: 'Shared' });
  const shared = { sha256: sha256('shared'), pixelHash: sha256('shared pixels') };
  const first = await addImages(project, [shared, {}]);
  await addImages(project, [shared]);
  await project.database.call('sets.remove', first);
  // Fresh files stay while the project is open: an import may be about to enter them.
  expect(await project.reclaim()).toMatchObject({ removed: 0 });
  await project.close();
  const again = await openProject(folder);
  expect(Object.keys(await snapshot(again.paths.images))).toEqual([
    imageFilePath(again, shared.sha256, 'png'),
  ]);
  expect(await again.missingFiles()).toEqual([]);
  await again.close();
});

test('pictures whose file is gone are listed, and their rows stay', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  const project = await createProject({ folder, name: 'Missing' });
  const referencePath = join(parent.path, 'moved away.png');
  await addImages(project, [{}, {}, { storage: 'referenced', referencePath }]);
  const [first] = (await project.database.call('images.index', {})).ids;
  const path = (await project.imagePath(first ?? 0)) ?? '';
  await rm(path);
  const missing = await project.missingFiles();
  expect(missing).toEqual([{ imageId: first, path }, expect.objectContaining({ path: referencePath })]);
  await project.close();

  const lines: string[] = [];
  const log = createLog((level, _area, message) => lines.push(`${level} ${message}`));
  const again = await openProject(folder, { log });
  expect(lines).toEqual(['warn Pictures lack their file']);
  expect((await again.database.call('images.index', {})).total).toBe(3);
  await again.close();
});

test('paths of pictures and thumbnails', async () => {
  await using parent = await temporaryFolder();
  const project = await createProject({ folder: join(parent.path, 'p'), name: 'Paths' });
  await addImages(project, [{ format: 'jpeg' }, { storage: 'referenced', referencePath: '/photos/x.png' }]);
  const { ids } = await project.database.call('images.index', {});
  const hash = sha256('file picture 0');
  expect(await project.imagePath(ids[0] ?? 0)).toBe(
    join(project.folder, 'images', hash.slice(0, 2), `${hash}.jpeg`),
  );
  expect(await project.thumbnailPath(ids[0] ?? 0)).toBe(
    join(project.folder, 'thumbnails', hash.slice(0, 2), `${hash}.webp`),
  );
  expect(await project.imagePath(ids[1] ?? 0)).toBe('/photos/x.png');
  expect(await project.imagePath(12_345)).toBeNull();
  expect(await project.thumbnailPath(12_345)).toBeNull();
  await project.close();
});

test('a project is looked at, not changed, when opened for reading only; also while another has it open', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  const host = await createProject({ folder, name: 'Shown' });
  await host.database.call('classes.add', { name: 'cat' });
  const reader = await openProject(folder, { readOnly: true });
  expect(reader.info.readOnly).toBe(true);
  expect(await reader.database.call('classes.list')).toMatchObject([{ name: 'cat' }]);
  await expect(reader.database.call('classes.add', { name: 'dog' })).rejects.toMatchObject({
    code: 'read-only',
  });
  await expect(reader.reclaim()).rejects.toMatchObject({ code: 'read-only' });
  await host.database.call('classes.add', { name: 'emu' });
  expect(await reader.database.call('classes.list')).toHaveLength(2);
  await reader.close();
  expect(existsSync(join(folder, 'project.lock'))).toBe(true);
  await host.close();
});

test('a database on a disk that cannot be written is read from a copy, also if it was not closed properly', async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  const killed = join(parent.path, 'killed');
  const project = await createProject({ folder, name: 'Archive' });
  await project.database.call('classes.add', { name: 'cat' });
  // What a kill leaves: the database beside a write-ahead log with everything in it.
  await mkdir(killed);
  for (const name of ['project.sqlite', 'project.sqlite-wal']) {
    await copyFile(join(folder, name), join(killed, name));
  }
  await project.close();

  for (const place of [folder, killed]) {
    const before = await snapshot(place);
    const database = await openDatabase(place, { access: 'copy' });
    expect(await database.call('classes.list')).toMatchObject([{ name: 'cat' }]);
    await expect(database.call('classes.add', { name: 'dog' })).rejects.toMatchObject({ code: 'read-only' });
    await database.close();
    expect(await snapshot(place)).toEqual(before);
  }
});
