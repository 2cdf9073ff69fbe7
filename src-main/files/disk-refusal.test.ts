import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { explainDiskError, isDiskFull } from './disk-refusal.ts';
import { writeDurably } from './durable-write.ts';

const withCode = (code: string): Error => Object.assign(new Error('cause'), { code });

test('a quota that is used up counts as a full disk, and both say how it goes on', () => {
  expect(isDiskFull(withCode('EDQUOT'))).toBe(true);
  expect(explainDiskError(withCode('EDQUOT'), 'resume the export')).toMatchObject({
    code: 'disk-full',
    message: 'The disk quota is used up.',
    advice: 'Free some space, then resume the export. Nothing that was stored is lost.',
  });
  expect(explainDiskError(withCode('EROFS'), 'resume the job')).toMatchObject({ code: 'read-only' });
});

test('what is not of the disk passes as it is', () => {
  for (const error of [withCode('ENOENT'), new TypeError('bug'), 'text', new UserError('cancelled', 'No.')]) {
    expect(explainDiskError(error, 'try again')).toBe(error);
  }
});

test.skipIf(!existsSync('/dev/full'))('a disk that is really full is recognised', async () => {
  const error: unknown = await writeFile('/dev/full', 'x').catch((cause: unknown) => cause);
  expect(isDiskFull(error)).toBe(true);
});

test('a durable write replaces the whole file and leaves no part', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-files-'));
  const path = join(folder, 'settings.json');
  await writeDurably(path, Buffer.from('a longer first version'));
  await writeDurably(path, Buffer.from('second'));
  expect(await readFile(path, 'utf8')).toBe('second');
  expect(await readdir(folder)).toEqual(['settings.json']);
  await rm(folder, { recursive: true });
});
