import { describe, expect, test } from 'vitest';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { ChangeThrottle } from './change-throttle.ts';
import { ProgressMeter } from './progress-meter.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gate, scriptedJob } from './testing/scripted-job.ts';
import { watchedQueue } from './testing/watched-queue.ts';

describe('rate', () => {
  test('is unknown at first, then what this session does in a second', () => {
    const clock = manualClock();
    const meter = new ProgressMeter(clock);
    expect(meter.rate()).toBeNull();
    clock.advance(1000);
    meter.settle(1, 10);
    expect(meter.rate()).toBeNull();
    clock.advance(1000);
    meter.settle(2, 10);
    expect(meter.rate()).toBe(10);
    clock.advance(2000);
    expect(meter.rate()).toBe(5);
  });

  test('follows the last minute', () => {
    const clock = manualClock();
    const meter = new ProgressMeter(clock);
    for (let second = 0; second < 200; second++) {
      clock.advance(1000);
      meter.settle(second, second < 100 ? 100 : 10);
    }
    expect(meter.rate()).toBeCloseTo(10, 6);
  });

  test('of items that take minutes is the mean over the last of them', () => {
    const clock = manualClock();
    const meter = new ProgressMeter(clock);
    for (let item = 0; item < 5; item++) {
      clock.advance(120_000);
      meter.settle(item, 600);
    }
    expect(meter.rate()).toBe(5);
  });

  test('counts neither what an earlier session did of the item in hand nor the time until its first figure', () => {
    const clock = manualClock();
    const meter = new ProgressMeter(clock);
    meter.begin(7, 0);
    clock.advance(30_000);
    // The first figure comes from a checkpoint.
    meter.report(7, 300);
    expect(meter.rate()).toBeNull();
    clock.advance(5000);
    meter.report(7, 350);
    expect(meter.rate()).toBe(10);
    expect(meter.unsaved()).toBe(350);
    meter.saved(meter.toSave());
    expect(meter.unsaved()).toBe(0);
  });
});

test('changes are told at most five times a second, the last of them always', () => {
  const clock = manualClock();
  const told: number[] = [];
  const throttle = new ChangeThrottle(clock, () => told.push(clock.now()));
  for (let i = 0; i < 1000; i++) {
    throttle.changed(1);
    clock.advance(1);
  }
  clock.advance(1000);
  expect(told).toEqual([0, 200, 400, 600, 800, 1000]);
});

test('done, rate and remaining time of a running job', async () => {
  await using t = await temporaryProject();
  const clock = manualClock();
  const reached = gate();
  const release = gate();
  const handler = scriptedJob(
    async (item, context) => {
      if (item.payload.n === 4) {
        context.note('Evaluating');
        reached.open();
        await release.opened;
      }
      clock.advance(1000);
      await context.complete(item.id, null);
    },
    { unit: 'steps' },
  );
  const { queue, until } = watchedQueue(t.project.database, [handler], clock);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Ten', { items: 10 });
  await reached.opened;
  const { progress } = await queue.get(jobId);
  expect(progress).toEqual({
    done: 4,
    total: 10,
    failed: 0,
    unit: 'steps',
    note: 'Evaluating',
    ratePerSecond: 1,
    etaSeconds: 6,
    elapsedSeconds: 4,
  });
  release.open();
  const { progress: end } = await until(jobId, 'done');
  expect(end).toMatchObject({ done: 10, ratePerSecond: null, etaSeconds: null, elapsedSeconds: 10 });
  await queue.stop('pause');
});

test('what was done of an unfinished item, and the time it took, survive a pause', async () => {
  await using t = await temporaryProject();
  const clock = manualClock();
  const atWork = gate();
  const handler = scriptedJob(
    async (item, context) => {
      if (item.attempt === 1) context.partial(item.id, 250);
      clock.advance(3000);
      atWork.open();
      await new Promise<void>((resolve) => {
        if (context.pauseSignal.aborted) resolve();
        context.pauseSignal.addEventListener('abort', () => resolve());
      });
    },
    { plan: async () => [{ label: 'run', units: 600, payload: { n: 0 } }] },
  );
  const { queue, until } = watchedQueue(t.project.database, [handler], clock);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'Train', { items: 1 });
  await atWork.opened;
  expect((await queue.get(jobId)).progress).toMatchObject({ done: 250, elapsedSeconds: 3 });
  await queue.pause(jobId);
  await until(jobId, 'paused');
  expect((await queue.get(jobId)).progress).toMatchObject({ done: 250, total: 600, elapsedSeconds: 3 });
  await queue.stop('pause');
});

test('a running job tells what it computes on, and no longer when it is over', async () => {
  await using t = await temporaryProject();
  const working = gate();
  const handler = scriptedJob(
    async ({ id }, context) => {
      await working.opened;
      await context.complete(id, null);
    },
    { computesOn: ({ items }) => (items === 1 ? 'cuda' : 'cpu') },
  );
  const { queue, until } = watchedQueue(t.project.database, [handler]);
  await queue.startLanes();
  const jobId = await queue.enqueue('import', 'One', { items: 1 });
  await until(jobId, ({ computesOn }) => computesOn === 'cuda');
  working.open();
  expect((await until(jobId, 'done')).computesOn).toBeUndefined();
  await queue.stop('pause');
});
