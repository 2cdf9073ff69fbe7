import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readFormCosts, writeFormCosts } from './form-costs-file.ts';

let home = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'form-costs-'));
  vi.stubEnv('VARIEGATE_HOME', join(home, 'app'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

test('what was measured is there again, each machine by itself', async () => {
  expect(await readFormCosts('one')).toEqual({});
  await writeFormCosts('one', { 'Conv a': { standard: 2, blocked: 1 } });
  await writeFormCosts('other', { 'Conv a': { standard: 5 } });
  await writeFormCosts('one', { 'Conv b': { standard: 3 } });
  expect(await readFormCosts('one')).toEqual({
    'Conv a': { standard: 2, blocked: 1 },
    'Conv b': { standard: 3 },
  });
  expect(await readFormCosts('other')).toEqual({ 'Conv a': { standard: 5 } });
});

test.each(['{"version":1,"machines":{"one":{"Conv a":{"standard":-1}}}}', '{"version":1,"mach'])(
  'a damaged file counts as empty and is written anew: %s',
  async (text) => {
    await writeFormCosts('one', { 'Conv a': { standard: 1 } });
    await writeFile(join(home, 'app', 'form-costs.json'), text);
    expect(await readFormCosts('one')).toEqual({});
    await writeFormCosts('one', { 'Conv a': { standard: 4 } });
    expect(await readFormCosts('one')).toEqual({ 'Conv a': { standard: 4 } });
  },
);

test('a folder that cannot be written to stops nothing', async () => {
  await writeFile(join(home, 'app'), 'a file in its place');
  await writeFormCosts('one', { 'Conv a': { standard: 1 } });
  expect(await readFormCosts('one')).toEqual({});
});
