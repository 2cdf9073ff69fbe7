import { expect, test } from 'vitest';
import type { Run, RunStatus } from '../../src-shared/domain/run.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { foremostRun, watched } from './active.ts';

const run = (id: number, experiment: string, status: RunStatus, step = 0): Run => ({
  id,
  jobId: 1,
  experiment,
  recipe: 'real-only',
  seed: id,
  status,
  settings: trainingSettingsSchema.parse({}),
  realSetId: 1,
  syntheticSetIds: [],
  images: { real: 1, synthetic: 0 },
  digests: { data: 'd', synthetic: 's' },
  classNames: [],
  step,
  totalSteps: 10,
  imagesPerSecond: null,
  dataWaitShare: null,
  bestValAccuracy: null,
  evaluations: [],
  shortcut: null,
  generation: null,
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  error: null,
  notes: [],
  drawn: false,
});

test('the training that has something to do is watched, else the latest', () => {
  const done = [run(1, 'a', 'done', 10), run(2, 'b', 'done', 10)];
  expect(watched([]).map(({ id }) => id)).toEqual([]);
  expect(watched(done).map(({ id }) => id)).toEqual([2]);
  expect(watched([...done, run(3, 'a', 'queued')]).map(({ id }) => id)).toEqual([1, 3]);
});

test('of its runs, the one that runs, was interrupted, or went furthest last', () => {
  expect(foremostRun([run(1, 'a', 'done', 10), run(2, 'a', 'running', 3), run(3, 'a', 'queued')])?.id).toBe(
    2,
  );
  expect(foremostRun([run(1, 'a', 'paused', 3), run(2, 'a', 'queued')])?.id).toBe(1);
  expect(foremostRun([run(1, 'a', 'done', 10), run(2, 'a', 'cancelled')])?.id).toBe(1);
  expect(foremostRun([run(1, 'a', 'queued'), run(2, 'a', 'queued')])?.id).toBe(1);
});
