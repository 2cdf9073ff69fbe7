import { expect, test } from 'vitest';
import type { MetricPoint } from '../../src-shared/domain/run.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Database } from '../project/database.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { MetricWriter } from './metric-writer.ts';

async function newRun(database: Database): Promise<number> {
  const { runIds } = await database.call('runs.enqueue', {
    job: { kind: 'train', title: 'Train', settings: {}, unit: 'steps' },
    runs: [
      {
        experiment: 'first',
        recipe: 'real-only',
        seed: 1,
        settings: trainingSettingsSchema.parse({}),
        realSetId: 1,
        syntheticSetIds: [],
        images: { real: 1, synthetic: 0 },
        digests: { data: 'd', synthetic: 's' },
        classNames: ['cat', 'dog'],
        totalSteps: 10,
        drawn: false,
      },
    ],
  });
  return runIds[0]!;
}

const point = (step: number, valAccuracy: number | null = null): MetricPoint => ({
  step,
  learningRate: 0.1,
  loss: 1 / step,
  trainAccuracy: 0.5,
  realLoss: 1,
  syntheticLoss: null,
  valLoss: null,
  valAccuracy,
  imagesPerSecond: 10,
});

/** The database on a disk that is full for the first so many transactions. */
function fullFor(database: Database, times: number): Database {
  let left = times;
  const transaction: Database['transaction'] = (calls) =>
    left-- > 0
      ? Promise.reject(new UserError('disk-full', 'The disk is full.'))
      : database.transaction(calls);
  return { call: database.call.bind(database), close: () => database.close(), transaction };
}

test('what a full disk refused is written once there is room, in order', async () => {
  await using temporary = await temporaryProject();
  const { database } = temporary.project;
  const runId = await newRun(database);
  const run = { id: runId, bestValAccuracy: null };
  const writer = new MetricWriter(fullFor(database, 2), run, () => undefined);
  const plan = { version: 1, choices: {} } as const;
  writer.started(0, ['a note']);
  writer.add(point(1, 0.25));
  writer.checkpoint(1, plan);
  writer.add(point(2));
  writer.checkpoint(2, plan);
  await writer.finish();
  const points = await database.call('runs.metrics', { runId, afterStep: -1 });
  expect(points.map(({ step }) => step)).toEqual([1, 2]);
  const stored = await database.call('runs.get', runId);
  expect(stored).toMatchObject({ step: 2, bestValAccuracy: 0.25, notes: ['a note'] });
});

test('what is refused to the last is an error at the end', async () => {
  await using temporary = await temporaryProject();
  const { database } = temporary.project;
  const run = { id: await newRun(database), bestValAccuracy: null };
  const writer = new MetricWriter(fullFor(database, Number.POSITIVE_INFINITY), run, () => undefined);
  writer.add(point(1));
  await expect(writer.finish()).rejects.toMatchObject({ code: 'disk-full' });
});
