import { expect, test } from 'vitest';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { gate, scriptedJob } from './testing/scripted-job.ts';
import { watchedQueue } from './testing/watched-queue.ts';

const completing = scriptedJob((item, context) => context.complete(item.id, null));

test('after a quit, jobs come back paused with what is left', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const started = gate();
  const release = gate();
  const slow = scriptedJob(async (item, context) => {
    started.open();
    await release.opened;
    await context.complete(item.id, null);
  });
  const first = watchedQueue(database, [slow]);
  await first.queue.startLanes();
  const running = await first.queue.enqueue('import', 'Running', { items: 3 });
  const waiting = await first.queue.enqueue('import', 'Waiting', { items: 1 });
  await started.opened;
  const stopped = first.queue.stop('pause');
  release.open();
  await stopped;

  const second = watchedQueue(database, [completing]);
  await second.queue.startLanes();
  const job = await second.queue.get(running);
  expect(job.state).toEqual({ status: 'paused', reason: 'quit' });
  expect(job.progress).toMatchObject({ done: 1, total: 3, ratePerSecond: null });
  expect((await second.queue.get(waiting)).state).toEqual({ status: 'paused', reason: 'quit' });
  await second.queue.resume(running);
  await second.until(running, 'done');
  expect((await second.queue.get(waiting)).state).toEqual({ status: 'paused', reason: 'quit' });
  await second.queue.stop('pause');
});

test('a job that may go on by itself does', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const started = gate();
  const hanging = scriptedJob((_item, context) => {
    started.open();
    return new Promise((resolve) => context.signal.addEventListener('abort', () => resolve()));
  });
  const first = watchedQueue(database, [hanging]);
  await first.queue.startLanes();
  const jobId = await first.queue.enqueue('import', 'Running', { items: 2 });
  await first.queue.update({ jobId, resumeAutomatically: true });
  await started.opened;
  await first.queue.stop('now');
  expect((await first.queue.get(jobId)).state).toEqual({ status: 'paused', reason: 'quit' });

  const second = watchedQueue(database, [completing]);
  await second.queue.startLanes();
  expect((await second.until(jobId, 'done')).progress.done).toBe(2);
  await second.queue.stop('pause');
});

test('a job that the user paused stays paused even if it may go on by itself', async () => {
  await using t = await temporaryProject();
  const { queue } = watchedQueue(t.project.database, [completing]);
  const jobId = await queue.enqueue('import', 'Paused', { items: 2 });
  await queue.update({ jobId, resumeAutomatically: true });
  await queue.pause(jobId);

  const second = watchedQueue(t.project.database, [completing]);
  await second.queue.startLanes();
  expect((await second.queue.get(jobId)).state).toEqual({ status: 'paused', reason: 'user' });
  await second.queue.stop('pause');
});

test('jobs that were running when the host died come back paused because of it, and their runs too', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const jobId = await database.call('jobs.add', {
    kind: 'import',
    title: 'Lost',
    settings: { items: 2 },
    unit: 'images',
  });
  await database.call('jobs.claimNext', ['import']);

  const { queue, until } = watchedQueue(database, [completing]);
  const own = await queue.enqueue('import', 'Queued before the start', { items: 1 });
  await queue.startLanes();
  expect((await queue.get(jobId)).state).toEqual({ status: 'paused', reason: 'crash' });
  await until(own, 'done');
  await queue.resume(jobId);
  await until(jobId, 'done');
  await queue.stop('pause');
});

test('a plan that was interrupted is made anew, one that stands is not', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const jobId = await database.call('jobs.add', {
    kind: 'import',
    title: 'Half',
    settings: { items: 3 },
    unit: 'images',
  });
  const items = [{ label: 'left over', units: 1, payload: { n: 99 } }];
  await database.call('jobs.addItems', { jobId, firstIndex: 0, items });
  await database.call('jobs.claimNext', ['import']);

  let plans = 0;
  const done: number[] = [];
  const handler = scriptedJob(
    async (item, context) => {
      done.push(item.payload.n);
      await context.complete(item.id, null);
      if (item.payload.n === 0) await queue.pause(jobId);
    },
    {
      plan: async ({ settings }) => {
        plans += 1;
        return Array.from({ length: settings.items }, (_, n) => ({
          label: `item ${n}`,
          units: 1,
          payload: { n },
        }));
      },
    },
  );
  const { queue, until } = watchedQueue(database, [handler]);
  await queue.startLanes();
  await queue.resume(jobId);
  expect((await until(jobId, 'paused')).progress).toMatchObject({ done: 1, total: 3 });
  await queue.resume(jobId);
  await until(jobId, 'done');
  expect(done).toEqual([0, 1, 2]);
  expect(plans).toBe(1);
  await queue.stop('pause');
});
