import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { scriptedJob } from './testing/scripted-job.ts';
import { watchedQueue } from './testing/watched-queue.ts';

const silent = (): UserError =>
  new UserError('unavailable', 'The server does not answer.', 'Start it, then resume.');

test('a job that asks a server pauses while there is none, says so, and goes on', async () => {
  await using t = await temporaryProject();
  let isUp = false;
  const handler = scriptedJob(
    async (item, context) => {
      if (!isUp && item.payload.n === 1) throw silent();
      await context.complete(item.id, null);
    },
    { lane: 'network', waitsForServer: true },
  );
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Three', { items: 3 });
  const paused = await until(jobId, 'paused');
  expect(paused).toMatchObject({
    state: { status: 'paused', reason: 'unavailable' },
    progress: { done: 1, failed: 0, note: 'The server does not answer. Start it, then resume.' },
  });
  isUp = true;
  await queue.resume(jobId);
  expect((await until(jobId, 'done')).progress).toMatchObject({ done: 3, failed: 0 });
  await queue.stop('pause');
});

test('elsewhere what is unavailable fails the job', async () => {
  await using t = await temporaryProject();
  const handler = scriptedJob(() => Promise.reject(silent()));
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const failed = await until(await queue.enqueue('import', 'One', { items: 1 }), 'failed');
  expect(failed.state).toMatchObject({ error: { code: 'unavailable' } });
  await queue.stop('pause');
});
