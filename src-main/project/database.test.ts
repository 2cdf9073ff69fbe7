import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, expectTypeOf, test } from 'vitest';
import { explainStorageError } from './database-errors.ts';
import { openDatabase } from './open-database.ts';
import { createProject } from './open-project.ts';
import { newImage, temporaryFolder, temporaryProject } from './testing/temporary-project.ts';

test('several calls are committed together or not at all, and give their outputs in order', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const outputs = await database.transaction([
    { name: 'classes.ensure', input: ['cat', 'dog'] },
    { name: 'classes.list' },
    { name: 'meta.get', input: 'project.name' },
  ]);
  expectTypeOf(outputs[0]).toEqualTypeOf<number[]>();
  expectTypeOf(outputs[2]).toEqualTypeOf<string | null>();
  expect(outputs[0]).toHaveLength(2);
  expect(outputs[1].map((entry) => entry.name)).toEqual(['cat', 'dog']);
  expect(outputs[2]).toBe('Test');

  const failing = database.transaction([
    { name: 'classes.add', input: { name: 'emu' } },
    { name: 'classes.add', input: { name: 'CAT' } },
  ]);
  await expect(failing).rejects.toMatchObject({
    code: 'conflict',
    message: 'There is already a class named "cat".',
  });
  expect((await database.call('classes.list')).map((entry) => entry.name)).toEqual(['cat', 'dog']);
});

test('calls are answered in the order in which they were made', async () => {
  await using t = await temporaryProject();
  const answers: string[] = [];
  const calls = Array.from({ length: 50 }, async (_, i) => {
    await t.project.database.call('meta.set', { key: 'n', value: String(i) });
    answers.push(String(i));
  });
  await Promise.all(calls);
  expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
  expect(await t.project.database.call('meta.get', 'n')).toBe('49');
});

test('an unexpected error arrives with its message and the place where it happened', async () => {
  await using t = await temporaryProject();
  const broken = t.project.database.call('images.insertMany', {
    setId: await t.project.database.call('sets.create', {
      role: 'ood',
      name: 'x',
      origin: { kind: 'imported', label: 'x' },
      styleCoverage: 'unknown',
    }),
    images: [newImage('x', 1, { sha256: '../../etc/passwd', split: null })],
  });
  const error: unknown = await broken.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toContain('Hashes must be 64 hex digits.');
  expect((error as Error).stack).toContain('image-rows');
});

test('a full disk is reported as such, and what was stored stays', async () => {
  await using parent = await temporaryFolder();
  await (await createProject({ folder: parent.path, name: 'Full' })).close();
  const pages = (await stat(join(parent.path, 'project.sqlite'))).size / 4096;
  const database = await openDatabase(parent.path, { maxPages: pages + 5 });
  await database.call('meta.set', { key: 'small', value: 'fits' });
  await expect(database.call('meta.set', { key: 'large', value: 'x'.repeat(100_000) })).rejects.toMatchObject(
    {
      code: 'disk-full',
      message: 'The disk that holds the project is full.',
      advice: expect.stringContaining('Free some space') as string,
    },
  );
  expect(await database.call('meta.get', 'small')).toBe('fits');
  expect(await database.call('meta.get', 'large')).toBeNull();
  await database.close();
});

test('a database that another program keeps to itself is reported as in use', async () => {
  await using t = await temporaryProject();
  const other = new SqliteDatabase(join(t.folder, 'project.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  await expect(t.project.database.call('meta.set', { key: 'a', value: 'b' })).rejects.toMatchObject({
    code: 'project-locked',
  });
  other.exec('ROLLBACK');
  other.close();
});

test('errors of SQLite and of the file system say what they mean', () => {
  const error = (code: string): Error => Object.assign(new Error('cause'), { code });
  const codeOf = (code: string): unknown =>
    Reflect.get(Object(explainStorageError(error(code), '/')), 'code');
  expect(codeOf('SQLITE_FULL')).toBe('disk-full');
  expect(codeOf('ENOSPC')).toBe('disk-full');
  expect(codeOf('EDQUOT')).toBe('disk-full');
  expect(codeOf('SQLITE_READONLY_DIRECTORY')).toBe('read-only');
  expect(codeOf('SQLITE_CANTOPEN')).toBe('read-only');
  expect(codeOf('EROFS')).toBe('read-only');
  expect(codeOf('EACCES')).toBe('read-only');
  expect(codeOf('SQLITE_CORRUPT_INDEX')).toBe('project-damaged');
  expect(codeOf('SQLITE_NOTADB')).toBe('project-damaged');
  expect(codeOf('SQLITE_BUSY')).toBe('project-locked');
  expect(codeOf('SQLITE_IOERR_READ')).toBe('unavailable');
  const other = error('ENOENT');
  expect(explainStorageError(other)).toBe(other);
});
