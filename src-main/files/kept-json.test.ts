import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { keptJson } from './kept-json.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-kept-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const whole = z.object({ version: z.literal(1), names: z.array(z.string()) });
const tolerant = z.object({
  version: z.literal(1),
  names: z.array(z.unknown()).transform((names) => names.filter((name) => typeof name === 'string')),
});
const list = () =>
  keptJson({ path: () => join(home, 'deep', 'list.json'), schema: tolerant, whole, mode: 0o600 });
const others = async () => (await readdir(join(home, 'deep'))).filter((name) => name !== 'list.json');

test('what it was given comes back, and nothing lies beside it', async () => {
  expect(await list().read()).toBeNull();
  await list().write({ version: 1, names: ['a'] });
  await list().write({ version: 1, names: ['a', 'b'] });
  expect(await list().read()).toEqual({ version: 1, names: ['a', 'b'] });
  expect(await others()).toEqual([]);
});

test.each([
  ['a newer one', '{"version":2,"names":{"a":1}}', null],
  ['one that is damaged', '{"version":1,"na', null],
  ['one that is read in part', '{"version":1,"names":["a",{"new":true}]}', { version: 1, names: ['a'] }],
])('%s is put aside before it is replaced', async (_name, content, read) => {
  await list().write({ version: 1, names: [] });
  await writeFile(join(home, 'deep', 'list.json'), content);
  expect(await list().read()).toEqual(read);
  await list().write({ version: 1, names: ['b'] });
  await list().write({ version: 1, names: ['c'] });
  expect(await list().read()).toEqual({ version: 1, names: ['c'] });
  const [aside = '', ...more] = await others();
  expect(more).toEqual([]);
  expect(aside).toMatch(/^list\.json\.unreadable-/);
  expect(await readFile(join(home, 'deep', aside), 'utf8')).toBe(content);
  if (process.platform !== 'win32') {
    expect((await stat(join(home, 'deep', aside))).mode & 0o777).toBe(0o600);
  }
});
