import { existsSync } from 'node:fs';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../open-project.ts';
import { createProject } from '../open-project.ts';
import { startOtherProcess } from '../testing/start-other-process.ts';
import { temporaryFolder } from '../testing/temporary-project.ts';
import type { LockHolder } from './lock-file.ts';
import { ownIdentity } from './process-identity.ts';
import { acquireLock, lockHolder, ProjectLockedError } from './project-lock.ts';

const lockIn = (folder: string): string => join(folder, 'project.lock');

const holderText = (fields: Partial<LockHolder>): string =>
  JSON.stringify({
    pid: process.pid,
    host: hostname(),
    startedAt: null,
    hold: 'somebody',
    since: '2026-01-01T00:00:00.000Z',
    address: null,
    token: null,
    ...fields,
  });

async function closedProject(parent: string): Promise<string> {
  const folder = join(parent, 'project');
  await (await createProject({ folder, name: 'Locked' })).close();
  return folder;
}

test('a second process is told who holds the project, and where it can be reached', async () => {
  await using parent = await temporaryFolder();
  const folder = await closedProject(parent.path);
  const project = await openProject(folder);
  await project.advertise('http://127.0.0.1:4711', 'secret');
  expect((await stat(lockIn(folder))).mode & 0o777).toBe(0o600);

  const other = startOtherProcess(folder);
  expect(await other.said).toBe('project-locked');
  await other.end();
  expect(await lockHolder(folder)).toMatchObject({
    pid: process.pid,
    host: hostname(),
    address: 'http://127.0.0.1:4711',
    token: 'secret',
  });
  await project.close();
  expect(await lockHolder(folder)).toBeNull();
  expect(existsSync(lockIn(folder))).toBe(false);
});

test('the error names the holder', async () => {
  await using parent = await temporaryFolder();
  const folder = await closedProject(parent.path);
  const other = startOtherProcess(folder);
  expect(await other.said).toBe('open');
  const error: unknown = await openProject(folder).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProjectLockedError);
  if (!(error instanceof ProjectLockedError)) return;
  expect(error.code).toBe('project-locked');
  expect(error.message).toContain(`process ${other.pid} on ${hostname()}`);
  expect(error.holder).toMatchObject({ pid: other.pid });
  await other.end();
  await (await openProject(folder)).close();
});

test('the lock of a killed process is taken over', async () => {
  await using parent = await temporaryFolder();
  const folder = await closedProject(parent.path);
  const other = startOtherProcess(folder);
  expect(await other.said).toBe('open');
  await other.kill();
  expect(existsSync(lockIn(folder))).toBe(true);
  expect(await lockHolder(folder)).toBeNull();
  const project = await openProject(folder);
  expect(await lockHolder(folder)).toMatchObject({ pid: process.pid });
  await project.close();
});

test('of several that want the lock of a killed process, exactly one gets it', async () => {
  await using parent = await temporaryFolder();
  const folder = await closedProject(parent.path);
  await writeFile(lockIn(folder), holderText({ startedAt: 'before the last boot' }));
  const others = Array.from({ length: 6 }, () => startOtherProcess(folder));
  const said = await Promise.all(others.map((other) => other.said));
  expect(said.sort()).toEqual(['open', ...Array.from({ length: 5 }, () => 'project-locked')]);
  for (const other of others) await other.end();
  const left = await readdir(folder);
  expect(left.filter((name) => name.startsWith('project.lock'))).toEqual([]);
});

test('within a process, exactly one of many gets it', async () => {
  await using parent = await temporaryFolder();
  await writeFile(lockIn(parent.path), holderText({ startedAt: 'before the last boot' }));
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => acquireLock(parent.path)));
  const held = results.filter((result) => result.status === 'fulfilled');
  expect(held).toHaveLength(1);
  expect(held[0]?.value.recovered).toBe(true);
  expect(await readFile(lockIn(parent.path), 'utf8')).toContain(`"pid":${process.pid}`);
});

test('a number that was given to another process does not count as the holder', async () => {
  await using parent = await temporaryFolder();
  const { startedAt } = await ownIdentity();
  expect(startedAt).not.toBeNull();
  await writeFile(lockIn(parent.path), holderText({ startedAt: 'long ago' }));
  expect(await lockHolder(parent.path)).toBeNull();
  await writeFile(lockIn(parent.path), holderText({ startedAt }));
  expect(await lockHolder(parent.path)).toMatchObject({ pid: process.pid });
});

test('a lock from another computer is never taken over', async () => {
  await using parent = await temporaryFolder();
  await writeFile(lockIn(parent.path), holderText({ host: 'elsewhere', pid: 999_999 }));
  await expect(acquireLock(parent.path)).rejects.toMatchObject({
    code: 'project-locked',
    message: expect.stringContaining('on elsewhere') as string,
    advice: expect.stringContaining('delete the file project.lock') as string,
  });
});

test('a lock that was never finished is taken over once it is old', async () => {
  await using parent = await temporaryFolder();
  await writeFile(lockIn(parent.path), '{"pid":');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lockIn(parent.path), longAgo, longAgo);
  const lock = await acquireLock(parent.path);
  expect(lock.recovered).toBe(true);
  await lock.release();
});

test('a claim that its owner left behind does not stand in the way', async () => {
  await using parent = await temporaryFolder();
  const folder = await closedProject(parent.path);
  const stale = holderText({ startedAt: 'before the last boot' });
  await writeFile(lockIn(folder), stale);
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256').update(stale).digest('hex').slice(0, 16);
  const claim = JSON.stringify({ pid: process.pid, host: hostname(), startedAt: 'killed meanwhile' });
  await writeFile(`${lockIn(folder)}.claim-${digest}-0`, claim);
  const project = await openProject(folder);
  expect((await readdir(folder)).filter((name) => name.startsWith('project.lock'))).toEqual(['project.lock']);
  await project.close();
});
