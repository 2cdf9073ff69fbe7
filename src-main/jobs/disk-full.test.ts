import { writeFile } from 'node:fs/promises';
import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import type { Database } from '../project/database.ts';
import { openDatabase } from '../project/open-database.ts';
import { createProject } from '../project/open-project.ts';
import { temporaryFolder, temporaryProject } from '../project/testing/temporary-project.ts';
import { scriptedJob } from './testing/scripted-job.ts';
import { watchedQueue } from './testing/watched-queue.ts';

const PAGE = 4096;

test('a full database pauses the job, visibly; with room again it goes on and loses nothing', async () => {
  await using parent = await temporaryFolder();
  const project = await createProject({ folder: parent.path, name: 'Small' });
  await project.close();
  // SQLite refuses to grow beyond this, with the error of a full disk.
  const pages = (await stat(`${parent.path}/project.sqlite`)).size / PAGE;
  const database = await openDatabase(parent.path, { maxPages: pages + 150 });
  await database.call('meta.set', { key: 'ballast', value: 'x'.repeat(100 * PAGE) });

  const handler = scriptedJob((item, context) =>
    context.complete(item.id, null, [
      { name: 'meta.set', input: { key: `item ${item.payload.n}`, value: 'y'.repeat(10 * PAGE) } },
    ]),
  );
  const { queue, until } = watchedQueue(database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Ten', { items: 10 });
  const paused = await until(jobId, 'paused');
  expect(paused.state).toEqual({ status: 'paused', reason: 'disk-full' });
  expect(paused.progress.note).toContain('The disk that holds the project is full.');
  expect(paused.progress.done).toBeGreaterThan(0);
  expect(paused.progress.done).toBeLessThan(10);
  expect(await queue.failures(jobId)).toEqual([]);

  await database.call('meta.set', { key: 'ballast', value: '' });
  await queue.resume(jobId);
  const done = await until(jobId, 'done');
  expect(done.progress).toMatchObject({ done: 10, failed: 0, note: null });
  for (let n = 0; n < 10; n++) expect(await database.call('meta.get', `item ${n}`)).toHaveLength(10 * PAGE);
  await queue.stop('pause');
  await database.close();
});

test('a full disk that a handler meets pauses the job too, however it is reported', async () => {
  await using t = await temporaryProject();
  const thrown = scriptedJob(async (item, context) => {
    // Every write to this device fails as on a full disk.
    await writeFile('/dev/full', `item ${item.payload.n}`);
    await context.complete(item.id, null);
  });
  const reported = scriptedJob(
    (item, context) =>
      context.fail(item.id, { code: 'disk-full', message: 'The disk is full.', advice: 'Free some.' }),
    { kind: 'draw' },
  );
  const { queue, until } = watchedQueue(t.project.database, [thrown, reported]);
  await queue.startLanes();
  const first = await until(await queue.enqueue('import', 'A', { items: 2 }), 'paused');
  expect(first.state).toMatchObject({ reason: 'disk-full' });
  const second = await until(await queue.enqueue('draw', 'B', { items: 2 }), 'paused');
  expect(second.state).toMatchObject({ reason: 'disk-full' });
  expect(second.progress).toMatchObject({ note: 'The disk is full. Free some.', failed: 0 });
  await queue.stop('pause');
});

/** The real database, except that this operation finds the disk full while `full()`. */
function withFullDisk(database: Database, operation: string, full: () => boolean): Database {
  return {
    call: (name, ...input) =>
      name === operation && full()
        ? Promise.reject(new UserError('disk-full', 'The disk that holds the project is full.'))
        : database.call(name, ...input),
    transaction: (calls) => database.transaction(calls),
    close: () => database.close(),
  };
}

test('a pause that does not even fit on the disk is shown all the same, and can be taken back', async () => {
  await using t = await temporaryProject();
  let full = true;
  const database = withFullDisk(t.project.database, 'jobs.pause', () => full);
  const handler = scriptedJob(async (item, context) => {
    if (full) throw new UserError('disk-full', 'The disk is full.');
    await context.complete(item.id, null);
  });
  const { queue, until } = watchedQueue(database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Two', { items: 2 });
  await until(jobId, 'paused');
  expect((await queue.list())[0]?.state).toEqual({ status: 'paused', reason: 'disk-full' });
  full = false;
  await queue.resume(jobId);
  await until(jobId, 'done');
  await queue.stop('pause');
});

test('a folder that cannot be written pauses the job with its note, and it goes on once it can', async () => {
  await using t = await temporaryProject();
  let readOnly = true;
  const handler = scriptedJob(async (item, context) => {
    if (readOnly && item.payload.n === 1) {
      throw new UserError('read-only', 'images cannot be written.', 'Make it writable.');
    }
    await context.complete(item.id, null);
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Three', { items: 3 });
  const paused = await until(jobId, 'paused');
  expect(paused.state).toEqual({ status: 'paused', reason: 'read-only' });
  expect(paused.progress).toMatchObject({ note: 'images cannot be written. Make it writable.', failed: 0 });
  readOnly = false;
  await queue.resume(jobId);
  expect((await until(jobId, 'done')).progress).toMatchObject({ done: 3, failed: 0, note: null });
  await queue.stop('pause');
});
