import { expect, test } from 'vitest';
import { canRetry, type Job, type JobState } from '../../src-shared/domain/job.ts';
import { describeProgress, foremost, inQueueOrder, resumeWords, retryWords, shareDone } from './describe.ts';

const job = (id: number, state: JobState, progress: Partial<Job['progress']> = {}): Job => ({
  id,
  kind: 'train',
  title: `Job ${id}`,
  state,
  progress: {
    done: 312,
    total: 600,
    failed: 0,
    unit: 'steps',
    note: null,
    ratePerSecond: 4.08,
    etaSeconds: 118,
    elapsedSeconds: 76,
    ...progress,
  },
  createdAt: '2026-01-01T00:00:00Z',
  position: id,
  resumeAutomatically: false,
});

const running: JobState = { status: 'running', pausing: false };

test('a running job says amount, rate and time left', () => {
  expect(describeProgress(job(1, running)).join(' · ')).toBe('312 / 600 steps · 4.1 steps/s · 2 min left');
});

test('the first items are estimated', () => {
  const early = job(1, running, { ratePerSecond: null, etaSeconds: null });
  expect(describeProgress(early)).toEqual(['312 / 600 steps', 'estimating']);
});

test('a job that a crash paused says how much would be resumed', () => {
  const paused = job(1, { status: 'paused', reason: 'crash' }, { unit: 'images', done: 169 });
  expect(resumeWords(paused)).toBe('Resume 431 images');
  expect(describeProgress(paused)[0]).toBe('paused after an interruption');
});

test('running first, then the queue, then the finished from the latest', () => {
  const over: JobState = { status: 'done', finishedAt: '2026-01-01T00:00:00Z' };
  const jobs = [job(1, over), job(2, { status: 'queued' }), job(3, running), job(4, over)];
  const { active, finished } = inQueueOrder(jobs);
  expect(active.map(({ id }) => id)).toEqual([3, 2]);
  expect(finished.map(({ id }) => id)).toEqual([4, 1]);
  expect(foremost(active)?.id).toBe(3);
});

test('failed items count as dealt with', () => {
  expect(shareDone(job(1, running, { done: 50, failed: 10, total: 100 }))).toBe(0.6);
  expect(shareDone(job(1, running, { done: 0, total: 0 }))).toBe(0);
});

test('what failed can be taken up again, a whole job as well as single items', () => {
  const error = { code: 'internal', message: 'It broke.' } as const;
  const failed: JobState = { status: 'failed', finishedAt: '2026-01-01T00:00:00Z', error };
  const done: JobState = { status: 'done', finishedAt: '2026-01-01T00:00:00Z' };
  const cancelled: JobState = { status: 'cancelled', finishedAt: '2026-01-01T00:00:00Z' };
  expect(retryWords(job(1, failed))).toBe('Go on');
  expect(retryWords(job(1, failed, { done: 0 }))).toBe('Try again');
  expect(retryWords(job(1, done, { failed: 2 }))).toBe('Try 2 failed items again');
  expect(canRetry(job(1, failed))).toBe(true);
  expect(canRetry(job(1, done))).toBe(false);
  expect(canRetry(job(1, done, { failed: 2 }))).toBe(true);
  expect(canRetry(job(1, cancelled, { failed: 2 }))).toBe(false);
});
