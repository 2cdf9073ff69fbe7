import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { LATEST_VERSION, migrate, type Migration, migrations, schemaVersion } from './migrations.ts';
import { createProject } from './open-project.ts';
import { temporaryFolder } from './testing/temporary-project.ts';

const NEXT = LATEST_VERSION + 1;

const addNotes: Migration = {
  version: NEXT,
  up: (db) => db.exec("ALTER TABLE image_set ADD COLUMN notes TEXT NOT NULL DEFAULT ''"),
};
/** A table is rebuilt while rows of another point to it, which only works with foreign keys off. */
const rebuildClasses: Migration = {
  version: NEXT + 1,
  up: (db) =>
    db.exec(`CREATE TABLE new_class (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
                                     position INTEGER NOT NULL, colour TEXT) STRICT;
             INSERT INTO new_class SELECT id, name, name_key, position, NULL FROM class;
             DROP TABLE class;
             ALTER TABLE new_class RENAME TO class;`),
};

async function olderProject(parent: string): Promise<{ file: string; backups: string }> {
  const folder = join(parent, 'project');
  const project = await createProject({ folder, name: 'Older' });
  await project.database.call('classes.ensure', ['cat', 'dog']);
  await project.close();
  return { file: join(folder, 'project.sqlite'), backups: join(folder, 'backups') };
}

const classNames = (db: SqliteDatabase.Database): unknown[] =>
  db.prepare('SELECT name FROM class ORDER BY position').pluck().all();

test('each step is preceded by a backup that can be opened', async () => {
  await using parent = await temporaryFolder();
  const { file, backups } = await olderProject(parent.path);
  const db = new SqliteDatabase(file);
  // Still in the write-ahead log when the backup is made.
  db.prepare("INSERT INTO class (name, name_key, position) VALUES ('emu', 'emu', 2)").run();
  const made = migrate(db, backups, [...migrations, addNotes, rebuildClasses]);
  expect(schemaVersion(db)).toBe(NEXT + 1);
  expect(classNames(db)).toEqual(['cat', 'dog', 'emu']);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  db.close();

  expect(made.map((path) => path.split('/').at(-1))).toEqual((await readdir(backups)).sort());
  const versions = made.map((path) => {
    const backup = new SqliteDatabase(path, { readonly: true });
    expect(classNames(backup)).toEqual(['cat', 'dog', 'emu']);
    const version = schemaVersion(backup);
    backup.close();
    return version;
  });
  expect(versions).toEqual([LATEST_VERSION, NEXT]);
});

test('a step that fails leaves everything as it was, and its backup', async () => {
  await using parent = await temporaryFolder();
  const { file, backups } = await olderProject(parent.path);
  const failing: Migration = {
    version: NEXT,
    up: (db) => {
      db.exec('DELETE FROM class');
      throw new Error('Power failure');
    },
  };
  const db = new SqliteDatabase(file);
  expect(() => migrate(db, backups, [...migrations, failing])).toThrow('Power failure');
  expect(schemaVersion(db)).toBe(LATEST_VERSION);
  expect(classNames(db)).toEqual(['cat', 'dog']);
  db.close();
  expect(await readdir(backups)).toHaveLength(1);
});

test('a step that would leave entries pointing nowhere is undone', async () => {
  await using parent = await temporaryFolder();
  const { file, backups } = await olderProject(parent.path);
  const db = new SqliteDatabase(file);
  db.exec(`INSERT INTO image_set (role, name, name_key, origin, drawn, style_coverage, created_at)
             VALUES ('ood', 'x', 'x', '{}', 0, 'unknown', '');
           INSERT INTO image (set_id, class_id, storage, source_name, sha256, pixel_hash, width, height, format, bytes, created_at)
             VALUES (1, 1, 'copied', 'a', '${'0'.repeat(64)}', '1', 1, 1, 'png', 1, '')`);
  const careless: Migration = { version: NEXT, up: (database) => database.exec('DELETE FROM class') };
  expect(() => migrate(db, backups, [...migrations, careless])).toThrow('point to others that are not there');
  expect(classNames(db)).toEqual(['cat', 'dog']);
  db.close();
});

test('no backup is made of a new project, nor when there is nothing to do', async () => {
  await using parent = await temporaryFolder();
  const { file, backups } = await olderProject(parent.path);
  const db = new SqliteDatabase(file);
  expect(migrate(db, backups)).toEqual([]);
  db.pragma('user_version = 99');
  expect(() => migrate(db, backups)).toThrow(expect.objectContaining({ code: 'project-too-new' }) as Error);
  db.close();
  await expect(readdir(backups)).rejects.toThrow();
});

test('a project of version 1 keeps its images and verdicts', async () => {
  await using parent = await temporaryFolder();
  const db = new SqliteDatabase(join(parent.path, 'old.sqlite'));
  const backups = join(parent.path, 'backups');
  migrate(db, backups, migrations.slice(0, 1));
  db.exec(`INSERT INTO class (name, name_key, position) VALUES ('cat', 'cat', 0);
           INSERT INTO image_set (role, name, name_key, origin, drawn, style_coverage, created_at)
             VALUES ('synthetic', 'x', 'x', '{"kind":"imported","label":"x"}', 0, 'unknown', '');
           INSERT INTO image (set_id, class_id, verdict, storage, source_name, sha256, pixel_hash, width, height, format, bytes, created_at)
             VALUES (1, 1, 'keep', 'copied', 'a', '${'0'.repeat(64)}', '1', 1, 1, 'png', 1, '')`);
  expect(migrate(db, backups)).toHaveLength(LATEST_VERSION - 1);
  expect(db.prepare('SELECT verdict, verdict_by FROM image').all()).toEqual([
    { verdict: 'keep', verdict_by: 'person' },
  ]);
  expect(db.prepare('SELECT name, phrase FROM class').all()).toEqual([{ name: 'cat', phrase: null }]);
  db.close();
});

test('a project of version 2 keeps its evaluations and their predictions', async () => {
  await using parent = await temporaryFolder();
  const db = new SqliteDatabase(join(parent.path, 'old.sqlite'));
  const backups = join(parent.path, 'backups');
  migrate(db, backups, migrations.slice(0, 2));
  db.exec(`INSERT INTO run (id, experiment, recipe, seed, status, settings, real_set_id, synthetic_set_ids, real_images,
                            synthetic_images, data_digest, synthetic_digest, class_names, total_steps, drawn, created_at)
             VALUES (1, 'First', 'real-only', 1, 'done', '{}', 1, '[]', 1, 0, '', '', '["a","b"]', 1, 0, '');
           INSERT INTO evaluation (id, run_id, name, kind, set_id, style_coverage, images, top1, mean_per_class, confusion)
             VALUES (7, 1, 'test', 'test', 1, 'unknown', 1, 1, 1, '[[1,0],[0,0]]');
           INSERT INTO prediction VALUES (7, 0, 0, 3, 0.9)`);
  migrate(db, backups);
  expect(db.prepare('SELECT name, top1, top5, calibration, features FROM evaluation').all()).toEqual([
    { name: 'test', top1: 1, top5: null, calibration: null, features: '[]' },
  ]);
  expect(db.prepare('SELECT image_digest, batch_norm FROM evaluation').all()).toEqual([
    { image_digest: null, batch_norm: null },
  ]);
  expect(db.prepare('SELECT count(*) FROM prediction').pluck().get()).toBe(1);
  db.exec('DELETE FROM run');
  expect(db.prepare('SELECT count(*) FROM prediction').pluck().get()).toBe(0);
  db.close();
});
