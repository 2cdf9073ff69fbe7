import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenOnLoopback } from './listen.ts';
import { startHost } from './start-host.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-host-'));
  process.env['VARIEGATE_HOME'] = folder;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a host that cannot start listens no longer, so that its process can end', async () => {
  await mkdir(join(folder, 'incoming'));
  // Looking at a link to itself fails.
  await symlink('loop', join(folder, 'incoming', 'loop'));
  const probe = await listenOnLoopback(0);
  await new Promise((resolve) => probe.server.close(resolve));
  const start = startHost({ entry: 'serve', servePage: false, port: probe.port });
  await expect(start).rejects.toMatchObject({ code: 'ELOOP' });
  const next = await listenOnLoopback(probe.port);
  expect(next.port).toBe(probe.port);
  await new Promise((resolve) => next.server.close(resolve));
});
