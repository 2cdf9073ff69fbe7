import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { gate, scriptedJob } from './testing/scripted-job.ts';
import { watchedQueue } from './testing/watched-queue.ts';

test('works through all items in order and ends as done', async () => {
  await using t = await temporaryProject();
  const seen: number[] = [];
  const handler = scriptedJob(async (item, context) => {
    seen.push(item.payload.n);
    await context.complete(item.id, { kind: 'made', n: item.payload.n });
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Ten', { items: 10 });
  const job = await until(jobId, 'done');
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(job.progress).toMatchObject({ done: 10, total: 10, failed: 0, unit: 'images', note: null });
  const results = await t.project.database.call('jobs.itemResults', { jobId });
  expect(results.map((row) => row.result)).toEqual(seen.map((n) => ({ kind: 'made', n })));
  expect(await t.project.database.call('jobs.countResults', jobId)).toEqual({ made: 10 });
  await queue.stop('pause');
});

test('an item that fails leaves the others alone and can be retried', async () => {
  await using t = await temporaryProject();
  let broken = true;
  const handler = scriptedJob(async (item, context) => {
    if (broken && item.payload.n === 1)
      await context.fail(item.id, { code: 'bad-input', message: 'Truncated.' });
    else await context.complete(item.id, null);
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Three', { items: 3 });
  const job = await until(jobId, 'done');
  expect(job.progress).toMatchObject({ done: 3, total: 3, failed: 1 });
  expect(await queue.failures(jobId)).toMatchObject([{ label: 'item 1', error: { message: 'Truncated.' } }]);

  broken = false;
  await queue.retryFailed(jobId);
  const repaired = await until(jobId, 'done');
  expect(repaired.progress).toMatchObject({ done: 3, failed: 0 });
  expect(await queue.failures(jobId)).toEqual([]);
  await queue.stop('pause');
});

test('a job all of whose items failed has failed, and says why', async () => {
  await using t = await temporaryProject();
  const handler = scriptedJob((item, context) =>
    context.fail(item.id, { code: 'diverged', message: 'Loss is NaN.' }),
  );
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Two', { items: 2 });
  const job = await until(jobId, 'failed');
  expect(job.state).toMatchObject({ error: { code: 'diverged', message: 'Loss is NaN.' } });
  await queue.stop('pause');
});

test('an error of the handler fails the job; retrying goes on with what is left', async () => {
  await using t = await temporaryProject();
  let broken = true;
  const done: number[] = [];
  const handler = scriptedJob(async (item, context) => {
    if (broken && item.payload.n === 2)
      throw new UserError('out-of-memory', 'Not enough memory.', 'Use a smaller batch.');
    await context.complete(item.id, null);
    done.push(item.payload.n);
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Four', { items: 4 });
  const failed = await until(jobId, 'failed');
  expect(failed.state).toMatchObject({
    error: { code: 'out-of-memory', message: 'Not enough memory.', advice: 'Use a smaller batch.' },
  });
  broken = false;
  await queue.retryFailed(jobId);
  await until(jobId, 'done');
  expect(done).toEqual([0, 1, 2, 3]);
  await queue.stop('pause');
});

test('a handler that forgets an item fails instead of going round in circles', async () => {
  await using t = await temporaryProject();
  const { queue, until } = watchedQueue(t.project.database, [scriptedJob(async () => undefined)]);
  await queue.startLanes();
  const job = await until(await queue.enqueue('import', 'One', { items: 1 }), 'failed');
  expect(job.state).toMatchObject({ error: { code: 'internal' } });
  await queue.stop('pause');
});

test('pausing finishes the item in hand; resuming goes on with the next', async () => {
  await using t = await temporaryProject();
  const started = gate();
  const release = gate();
  const done: number[] = [];
  const handler = scriptedJob(async (item, context) => {
    started.open();
    await release.opened;
    await context.complete(item.id, null);
    done.push(item.payload.n);
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Three', { items: 3 });
  await started.opened;
  await queue.pause(jobId);
  expect((await queue.get(jobId)).state).toEqual({ status: 'running', pausing: true });
  release.open();
  const paused = await until(jobId, 'paused');
  expect(paused.state).toEqual({ status: 'paused', reason: 'user' });
  expect(done).toEqual([0]);
  await queue.resume(jobId);
  await until(jobId, 'done');
  expect(done).toEqual([0, 1, 2]);
  await queue.stop('pause');
});

test('a pause can be taken back before it has come about', async () => {
  await using t = await temporaryProject();
  const started = gate();
  const release = gate();
  const handler = scriptedJob(async (item, context) => {
    started.open();
    await release.opened;
    await context.complete(item.id, null);
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Three', { items: 3 });
  await started.opened;
  await queue.pause(jobId);
  await queue.resume(jobId);
  expect((await queue.get(jobId)).state).toEqual({ status: 'running', pausing: false });
  release.open();
  await until(jobId, 'done');
  await queue.stop('pause');
});

test('cancelling aborts the item in hand and ends the runs of the job', async () => {
  await using t = await temporaryProject();
  const started = gate();
  const handler = scriptedJob(
    (_item, context) =>
      new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new UserError('cancelled', 'Cancelled.')));
        started.open();
      }),
  );
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Three', { items: 3 });
  await started.opened;
  await queue.cancel(jobId);
  await until(jobId, 'cancelled');
  await expect(queue.resume(jobId)).rejects.toMatchObject({ code: 'conflict' });
  await expect(queue.retryFailed(jobId)).rejects.toMatchObject({ code: 'conflict' });
  await expect(queue.cancel(jobId)).rejects.toMatchObject({ code: 'conflict' });
  await queue.stop('pause');
});

test('jobs of a lane run in their order, which can be changed; lanes run side by side', async () => {
  await using t = await temporaryProject();
  const order: string[] = [];
  const holdImages = gate();
  const images = scriptedJob(async (item, context) => {
    if (order.length === 0) order.push('images begin');
    await holdImages.opened;
    order.push((await queue.get(context.jobId)).title);
    await context.complete(item.id, null);
  });
  const compute = scriptedJob((item, context) => context.complete(item.id, null), {
    kind: 'train',
    lane: 'compute',
  });
  const { queue, until } = watchedQueue(t.project.database, [images, compute]);
  await queue.startLanes();
  const a = await queue.enqueue('import', 'A', { items: 1 });
  await until(a, 'running');
  const b = await queue.enqueue('import', 'B', { items: 1 });
  const c = await queue.enqueue('import', 'C', { items: 1 });
  await queue.move({ jobId: c, before: b });
  expect((await queue.list()).map((job) => job.title)).toEqual(['A', 'C', 'B']);
  // The images lane is held, and yet the other lane gets through.
  await until(await queue.enqueue('train', 'T', { items: 2 }), 'done');
  holdImages.open();
  await until(b, 'done');
  expect(order.filter((title) => title.length === 1)).toEqual(['A', 'C', 'B']);
  await queue.clearFinished();
  expect(await queue.list()).toEqual([]);
  await queue.stop('pause');
});

test('a waiting job can be paused, resumed and cancelled', async () => {
  await using t = await temporaryProject();
  const { queue } = watchedQueue(t.project.database, [
    scriptedJob((item, context) => context.complete(item.id, null)),
  ]);
  const jobId = await queue.enqueue('import', 'Waiting', { items: 1 });
  await queue.pause(jobId);
  expect((await queue.get(jobId)).state).toEqual({ status: 'paused', reason: 'user' });
  await queue.resume(jobId);
  expect((await queue.get(jobId)).state).toEqual({ status: 'queued' });
  await queue.cancel(jobId);
  expect((await queue.get(jobId)).state).toMatchObject({ status: 'cancelled' });
  await expect(queue.get(999)).rejects.toMatchObject({ code: 'not-found' });
});

test('settings that the handler does not accept are refused at once', async () => {
  await using t = await temporaryProject();
  const { queue } = watchedQueue(t.project.database, [
    scriptedJob((item, context) => context.complete(item.id, null)),
  ]);
  await expect(queue.enqueue('import', 'Odd', { items: 'many' })).rejects.toMatchObject({
    code: 'bad-input',
  });
  expect(await queue.list()).toEqual([]);
});

test('what belongs to an item is committed with it, or not at all', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const handler = scriptedJob(async (item, context) => {
    await context.complete(item.id, null, [
      { name: 'meta.set', input: { key: `item ${item.payload.n}`, value: 'x' } },
    ]);
    await expect(
      context.complete(item.id, null, [
        { name: 'meta.set', input: { key: `twice ${item.payload.n}`, value: 'x' } },
      ]),
    ).rejects.toThrow('not pending');
  });
  const { queue, until } = watchedQueue(database, [handler]);
  await queue.startLanes();
  await until(await queue.enqueue('import', 'One', { items: 1 }), 'done');
  expect(await database.call('meta.get', 'item 0')).toBe('x');
  expect(await database.call('meta.get', 'twice 0')).toBeNull();
  await queue.stop('pause');
});

test('finish runs once all items are settled, before the job is done', async () => {
  await using t = await temporaryProject();
  const steps: string[] = [];
  const handler = scriptedJob(
    async (item, context) => {
      await context.complete(item.id, null);
      steps.push('item');
    },
    {
      finish: async (context) => {
        steps.push(`finish while ${(await queue.get(context.jobId)).state.status}`);
      },
    },
  );
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  await until(await queue.enqueue('import', 'Two', { items: 2 }), 'done');
  expect(steps).toEqual(['item', 'item', 'finish while running']);
  await queue.stop('pause');
});

test('several items are completed in one transaction, or none of them', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  let first = true;
  const handler = scriptedJob(async () => undefined, {
    batch: 3,
    run: async (items, context) => {
      const all = items.map((item) => ({ itemId: item.id, result: { kind: 'made' } }));
      if (first) {
        first = false;
        const wrong = [{ name: 'classes.remove', input: 99 }] as const;
        await expect(
          context.completeMany([...all, { itemId: 12_345, result: null, also: wrong }]),
        ).rejects.toThrow();
        expect(await database.call('jobs.countResults', context.jobId)).toEqual({});
      }
      await context.completeMany(all);
    },
  });
  const { queue, until } = watchedQueue(database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Five', { items: 5 });
  expect((await until(jobId, 'done')).progress).toMatchObject({ done: 5, failed: 0 });
  expect(await database.call('jobs.countResults', jobId)).toEqual({ made: 5 });
  await queue.stop('pause');
});
