import { expect, test } from 'vitest';
import type { Evaluation, MetricPoint } from '../../../src-shared/domain/run.ts';
import { trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';
import type { NewRun } from './runs.ts';

const newRun = (changes: Partial<NewRun> = {}): NewRun => ({
  experiment: 'First',
  recipe: 'real-only',
  seed: 1,
  settings: trainingSettingsSchema.parse({ shots: 5 }),
  realSetId: 1,
  syntheticSetIds: [2, 3],
  images: { real: 50, synthetic: 100 },
  digests: { data: 'd', synthetic: 's' },
  classNames: ['cat', 'dog'],
  totalSteps: 600,
  drawn: true,
  ...changes,
});

const point = (step: number, loss: number): MetricPoint => ({
  step,
  learningRate: 0.1,
  loss,
  realLoss: loss,
  syntheticLoss: null,
  trainAccuracy: 0.5,
  valLoss: null,
  valAccuracy: 0.25,
  imagesPerSecond: 900,
});

const evaluation = (changes: Partial<Evaluation> = {}): Evaluation => ({
  name: 'test',
  kind: 'test',
  setId: 1,
  styleCoverage: 'unknown',
  images: 3,
  top1: 2 / 3,
  meanPerClass: 0.75,
  top5: null,
  confusion: [
    [1, 1],
    [0, 1],
  ],
  calibration: null,
  corruptions: null,
  features: [],
  ...changes,
});

const noPredictions = { imageIds: [], trueClasses: [], predictedClasses: [], confidences: [] };
const trainJob = { kind: 'train', title: 'Train', settings: {}, unit: 'steps' } as const;

test('a run is kept as it was asked for, and changes as it goes on', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { jobId, runIds } = await database.call('runs.enqueue', {
    job: trainJob,
    runs: [newRun(), newRun({ recipe: 'mixed', seed: 2 })],
  });
  const [runId = 0] = runIds;
  expect(await database.call('runs.get', runId)).toMatchObject({
    jobId,
    ...newRun(),
    status: 'queued',
    step: 0,
    imagesPerSecond: null,
    evaluations: [],
    error: null,
  });
  const changes = {
    status: 'running',
    step: 50,
    imagesPerSecond: 812.5,
    dataWaitShare: 0.01,
    bestValAccuracy: 0.4,
  } as const;
  await database.call('runs.update', { runId, changes });
  await database.call('runs.update', { runId, changes: { images: { real: 10, synthetic: 0 } } });
  expect(await database.call('runs.get', runId)).toMatchObject({
    ...changes,
    images: { real: 10, synthetic: 0 },
  });
  await database.call('runs.update', {
    runId,
    changes: { error: { code: 'diverged', message: 'NaN' }, imagesPerSecond: null },
  });
  expect(await database.call('runs.get', runId)).toMatchObject({
    error: { code: 'diverged' },
    imagesPerSecond: null,
    step: 50,
  });
  await database.call('runs.update', { runId, changes: { error: null } });
  expect((await database.call('runs.ofJob', jobId)).map((run) => run.error)).toEqual([null, null]);
  expect(await database.call('runs.list')).toHaveLength(2);
  expect(await database.call('runs.get', 99)).toBeNull();
  await expect(database.call('runs.update', { runId: 99, changes: { step: 1 } })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('the curve of a run is read on from a step, and rewound to a checkpoint', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [runId = 0] = await database.call('runs.create', [newRun()]);
  await database.call('runs.appendMetrics', {
    runId,
    points: [point(50, 2), point(100, 1.5), point(150, 1.2)],
  });
  expect(await database.call('runs.metrics', { runId, afterStep: -1 })).toHaveLength(3);
  expect(await database.call('runs.metrics', { runId, afterStep: 100 })).toEqual([point(150, 1.2)]);
  const checkpoint = { file: 'checkpoint-100.safetensors' };
  await database.call('runs.setResumePoint', { runId, step: 100, plan: { conv: 'im2col' }, checkpoint });
  await database.call('runs.rewind', { runId, step: 100 });
  await database.call('runs.appendMetrics', { runId, points: [point(100, 1.4)] });
  expect(
    (await database.call('runs.metrics', { runId, afterStep: -1 })).map((p) => [p.step, p.loss]),
  ).toEqual([
    [50, 2],
    [100, 1.4],
  ]);
  expect(await database.call('runs.get', runId)).toMatchObject({ step: 100 });
});

test('an evaluation replaces one of its name, and its cells open their images', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0] = await database.call('classes.ensure', ['cat', 'dog']);
  const setId = await newSet(t.project, 'real', 'Photos');
  const images = ['a', 'b', 'c'].map((name) => newImage(name, cat, { split: 'test' }));
  await database.call('images.insertMany', { setId, images });
  const { ids } = await database.call('images.index', {});
  const [runId = 0] = await database.call('runs.create', [newRun({ realSetId: setId })]);
  await database.call('runs.saveEvaluation', {
    runId,
    evaluation: evaluation({ top1: 0 }),
    predictions: noPredictions,
  });
  await database.call('runs.saveEvaluation', {
    runId,
    evaluation: evaluation(),
    predictions: {
      imageIds: [...ids, 12_345],
      trueClasses: [0, 0, 1, 0],
      predictedClasses: [1, 1, 1, 1],
      confidences: [0.6, 0.9, 0.8, 0.99],
    },
  });
  expect((await database.call('runs.get', runId))?.evaluations).toEqual([evaluation()]);
  const cell = { runId, evaluation: 'test', trueClass: 0, predictedClass: 1 };
  expect(await database.call('runs.confusionImages', cell)).toEqual([ids[1], ids[0]]);
  expect(await database.call('runs.confusionImages', { ...cell, predictedClass: 0 })).toEqual([]);
  const uneven = { ...noPredictions, imageIds: [1] };
  await expect(
    database.call('runs.saveEvaluation', { runId, evaluation: evaluation(), predictions: uneven }),
  ).rejects.toThrow('differ in length');
});

test('only finished runs have scores', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [first = 0, second = 0] = await database.call('runs.create', [
    newRun({ seed: 2 }),
    newRun({ seed: 1 }),
  ]);
  for (const runId of [first, second]) {
    await database.call('runs.saveEvaluation', {
      runId,
      evaluation: evaluation(),
      predictions: noPredictions,
    });
  }
  await database.call('runs.update', { runId: first, changes: { status: 'done' } });
  expect(await database.call('runs.scores')).toEqual([
    {
      runId: first,
      evaluationId: 1,
      experiment: 'First',
      recipe: 'real-only',
      seed: 2,
      name: 'test',
      kind: 'test',
      styleCoverage: 'unknown',
      images: 3,
      imageDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      top1: 2 / 3,
      meanPerClass: 0.75,
      clean: null,
      generation: null,
      shortcut: null,
    },
  ]);
});

test('openings of the test split stay counted when their run is removed', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [runId = 0] = await database.call('runs.create', [newRun()]);
  await database.call('runs.recordOpening', { runId, setId: 1, kind: 'test' });
  await database.call('runs.recordOpening', { runId, setId: 4, kind: 'ood' });
  await database.call('runs.remove', runId);
  expect((await t.project.describe()).testOpenings).toBe(1);
  expect(t.project.info.testOpenings).toBe(0);
  const late = database.call('runs.recordOpening', { runId, setId: 1, kind: 'test' });
  await expect(late).rejects.toMatchObject({ code: 'not-found' });
});

test('runs follow their job, and stay when it is cleared away', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { jobId, runIds } = await database.call('runs.enqueue', {
    job: trainJob,
    runs: [newRun(), newRun(), newRun()],
  });
  const [done = 0, running = 0] = runIds;
  const statuses = async () => (await database.call('runs.list')).map((run) => run.status);
  await database.call('jobs.claimNext', ['train']);
  await database.call('runs.update', { runId: done, changes: { status: 'done' } });
  await database.call('runs.update', { runId: running, changes: { status: 'running' } });
  await expect(database.call('runs.remove', running)).rejects.toMatchObject({ code: 'conflict' });
  await database.call('jobs.pause', { jobId, from: ['running'], reason: 'user' });
  expect(await statuses()).toEqual(['done', 'paused', 'queued']);
  await database.call('jobs.fail', {
    jobId,
    error: { code: 'out-of-memory', message: 'Not enough memory.' },
  });
  expect(await statuses()).toEqual(['done', 'failed', 'failed']);
  expect((await database.call('runs.get', running))?.error?.code).toBe('out-of-memory');
  await database.call('jobs.retryFailed', jobId);
  expect(await statuses()).toEqual(['done', 'queued', 'queued']);
  await database.call('jobs.cancel', { jobId, from: ['queued'] });
  expect(await statuses()).toEqual(['done', 'cancelled', 'cancelled']);
  await database.call('jobs.clearFinished');
  expect((await database.call('runs.list')).map((run) => run.jobId)).toEqual([null, null, null]);
});

test('notes are added once each, and replaced when a run begins again', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [runId = 0] = await database.call('runs.create', [newRun()]);
  const notes = async () => (await database.call('runs.get', runId))?.notes;
  expect(await notes()).toEqual([]);
  await database.call('runs.addNotes', { runId, notes: ['one', 'two'] });
  await database.call('runs.addNotes', { runId, notes: ['two', 'three'] });
  expect(await notes()).toEqual(['one', 'two', 'three']);
  await database.call('runs.update', { runId, changes: { notes: ['four'] } });
  expect(await notes()).toEqual(['four']);
  await expect(database.call('runs.addNotes', { runId: 99, notes: [] })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('accuracies without doubtful images, probe and generation stand with the run and its scores', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const generation = { seed: 4, of: 'digest' };
  const [runId = 0] = await database.call('runs.create', [newRun({ generation })]);
  const save = { runId, evaluation: evaluation(), predictions: noPredictions };
  await database.call('runs.saveEvaluation', save);
  const accuracy = { images: 2, top1: 0.5, meanPerClass: 0.4 };
  await database.call('runs.saveCleanAccuracy', { runId, name: 'test', accuracy });
  const shortcut = { auc: 0.98, real: 40, synthetic: 40 };
  await database.call('runs.update', { runId, changes: { shortcut, status: 'done' } });
  expect(await database.call('runs.get', runId)).toMatchObject({
    shortcut,
    generation,
    evaluations: [{ name: 'test', withoutDoubtful: accuracy }],
  });
  expect(await database.call('runs.scores')).toMatchObject([
    { runId, clean: { images: 2, top1: 0.5 }, generation, shortcut: 0.98 },
  ]);
  // Measured again: what was doubtful before says nothing of these images.
  await database.call('runs.saveEvaluation', save);
  expect((await database.call('runs.get', runId))?.evaluations[0]?.withoutDoubtful).toBeUndefined();
  expect(await database.call('runs.scores')).toMatchObject([{ runId, clean: null }]);
  await database.call('runs.remove', runId);
  expect(await database.call('runs.list')).toEqual([]);
});

test('which images a run told right, in order of their ids', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [runId = 0] = await database.call('runs.create', [newRun()]);
  const predictions = {
    imageIds: [30, 10, 20],
    trueClasses: [0, 0, 1],
    predictedClasses: [1, 0, 1],
    confidences: [0.5, 0.5, 0.5],
  };
  await database.call('runs.update', { runId, changes: { status: 'done' } });
  const save = (changes: Partial<typeof predictions> = {}) =>
    database.call('runs.saveEvaluation', {
      runId,
      evaluation: evaluation(),
      predictions: { ...predictions, ...changes },
    });
  const score = async () => (await database.call('runs.scores'))[0]!;
  await save();
  const first = await score();
  expect(await database.call('runs.hits', first.evaluationId)).toEqual({
    imageIds: Int32Array.of(10, 20, 30),
    hits: Uint8Array.of(1, 1, 0),
  });
  const asked = { runId, evaluation: 'test' };
  expect(await database.call('runs.evaluatedImages', asked)).toEqual([10, 20, 30]);
  expect(await database.call('runs.evaluatedImages', { ...asked, evaluation: 'val' })).toEqual([]);

  await save({ predictedClasses: [0, 0, 0] });
  const again = await score();
  expect(again.evaluationId).not.toBe(first.evaluationId);
  expect(again.imageDigest).toBe(first.imageDigest);
  expect((await database.call('runs.hits', first.evaluationId)).imageIds).toHaveLength(0);
  await save({ imageIds: [30, 10, 21] });
  expect((await score()).imageDigest).not.toBe(first.imageDigest);
});

test('what went through the auxiliary batch norms is kept with the run and compared with nothing', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [runId = 0] = await database.call('runs.create', [newRun()]);
  await database.call('runs.update', { runId, changes: { status: 'done' } });
  const auxiliary = { ...evaluation(), name: 'val, auxiliary batch norm', batchNorm: 'auxiliary' as const };
  await database.call('runs.saveEvaluation', { runId, evaluation: auxiliary, predictions: noPredictions });
  expect((await database.call('runs.get', runId))?.evaluations).toEqual([auxiliary]);
  expect(await database.call('runs.scores')).toEqual([]);
});
