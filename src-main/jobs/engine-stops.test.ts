import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { scriptedJob } from './testing/scripted-job.ts';
import { watchedQueue } from './testing/watched-queue.ts';

const engineStopped = () => new UserError('engine-stopped', 'The engine stopped.');

test('what an engine took with it is tried again, the items in question one by one and last', async () => {
  await using t = await temporaryProject();
  const batches: number[][] = [];
  const handler = scriptedJob(async () => undefined, {
    batch: 4,
    run: async (items, context) => {
      batches.push(items.map((item) => item.payload.n));
      for (const item of items) {
        if (item.payload.n === 2) throw engineStopped();
        await context.complete(item.id, null);
      }
    },
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Poison', { items: 6 });
  const job = await until(jobId, 'done');
  expect(batches).toEqual([[0, 1, 2, 3], [4, 5], [2], [3], [2]]);
  expect(job.progress).toMatchObject({ done: 6, failed: 1 });
  expect(await queue.failures(jobId)).toMatchObject([{ label: 'item 2', error: { code: 'engine-stopped' } }]);
  await queue.stop('pause');
});

test('an item that gets further each time is tried for as long as it takes', async () => {
  await using t = await temporaryProject();
  let checkpoint = 0;
  const handler = scriptedJob(
    async (item, context) => {
      checkpoint += 100;
      context.partial(item.id, checkpoint);
      if (checkpoint < 1000) throw engineStopped();
      await context.complete(item.id, null);
    },
    { plan: async () => [{ label: 'run', units: 1000, payload: { n: 0 } }] },
  );
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const job = await until(await queue.enqueue('import', 'Train', { items: 1 }), 'done');
  expect(job.progress).toMatchObject({ done: 1000, failed: 0 });
  await queue.stop('pause');
});

test('a handler may report the dead engine as the failure of an item', async () => {
  await using t = await temporaryProject();
  let attempts = 0;
  const handler = scriptedJob(async (item, context) => {
    attempts = item.attempt;
    if (attempts < 3) await context.fail(item.id, { code: 'engine-stopped', message: 'The engine stopped.' });
    else await context.complete(item.id, null);
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const job = await until(await queue.enqueue('import', 'One', { items: 1 }), 'done');
  expect(attempts).toBe(3);
  expect(job.progress.failed).toBe(0);
  await queue.stop('pause');
});

test('planning begins again when the engine dies meanwhile', async () => {
  await using t = await temporaryProject();
  let plans = 0;
  const handler = scriptedJob((item, context) => context.complete(item.id, null), {
    plan: async () => {
      plans += 1;
      if (plans === 1) throw engineStopped();
      return [{ label: 'only', units: 1, payload: { n: 0 } }];
    },
  });
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  await until(await queue.enqueue('import', 'One', { items: 1 }), 'done');
  expect(plans).toBe(2);
  await queue.stop('pause');
});
