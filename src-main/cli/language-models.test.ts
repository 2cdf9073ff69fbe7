import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type FaultyServer, startFaultyServer } from '../language-models/testing/faulty-server.ts';
import { cli } from './testing/run.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

const KEY = 'sk-very-secret-0123456789';
let home = '';
let server: FaultyServer;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-language-models-'));
  server = await startFaultyServer({ answer: () => ({ animals: ['fox', 'owl'] }), key: KEY });
});
afterAll(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

test('a server is connected with its key, checked, listed and removed', async () => {
  const nothing = await cli(home, 'language-models');
  expect(nothing.stdout).toContain('prompts come from the built-in grammar');
  expect(await cli(home, 'language-models', 'add', 'here', '--url', server.baseUrl)).toMatchObject({
    code: 2,
  });

  const where = ['--url', server.baseUrl, '--model', 'tiny'];
  const added = await cli(home, 'language-models', 'add', 'here', ...where, '--json');
  expect(JSON.parse(added.stdout)).toMatchObject({
    connections: [{ name: 'here', usual: true, hasKey: false }],
    keyStore: 'file',
  });
  const refused = await cli(home, 'language-models', 'check');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('wants a key (401)');

  await writeFile(join(home, 'key.txt'), `${KEY}\n`);
  const keyed = await cli(home, 'language-models', 'add', 'HERE', ...where, '--key-file', 'key.txt');
  expect(keyed.stdout).toMatch(/\* +HERE +http:\/\/127\.0\.0\.1:\d+\/v1 +tiny, 2 at once, with a key/);
  const checked = await cli(home, 'language-models', 'check', 'here', '--json');
  expect(JSON.parse(checked.stdout)).toMatchObject({ works: true, models: ['tiny'], structured: true });

  expect(await cli(home, 'language-models', 'remove', 'elsewhere')).toMatchObject({ code: 2 });
  const removed = await cli(home, 'language-models', 'remove', 'here', '--json');
  expect(JSON.parse(removed.stdout)).toMatchObject({ connections: [] });
});
