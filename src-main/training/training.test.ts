import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ort } from '../graph/executors/runtime.ts';
import { expect, test, vi } from 'vitest';
import { runFolder } from '../project/files.ts';
import { readCheckpoint } from './run/checkpoint.ts';
import { runFiles } from './run/task.ts';
import { sampleProject, sampleTraining, startTraining } from './testing/training-project.ts';

// Ten processes are started here, each builds its training graph: minutes on a machine that is busy otherwise.
vi.setConfig({ testTimeout: 300_000 });

test('three recipes are trained, measured, summarized and exported', async () => {
  await using sample = await sampleProject();
  const { project, sets } = sample;
  const { engine, events, training, queue, until, service } = startTraining(project);
  await queue.startLanes();

  const request = sampleTraining(sets, { recipes: ['real-only', 'synthetic-only', 'mixed'] });
  const check = await service.check(request);
  expect(check.errors).toEqual([]);
  expect(check.classByDomain).toContainEqual({ className: 'green', real: 8, synthetic: 8 });
  const { jobId, runIds } = await service.start(request);
  const job = await until(jobId, 'done');
  expect(job.progress).toMatchObject({ done: 30, total: 30, failed: 0, unit: 'steps' });

  const runs = await training.runs.list();
  expect(runs.map(({ id, recipe, status, step }) => [id, recipe, status, step])).toEqual([
    [runIds[0], 'real-only', 'done', 10],
    [runIds[1], 'synthetic-only', 'done', 10],
    [runIds[2], 'mixed', 'done', 10],
  ]);
  expect(runs.map(({ images }) => images)).toEqual([
    { real: 24, synthetic: 0 },
    { real: 0, synthetic: 24 },
    { real: 24, synthetic: 24 },
  ]);
  expect(runs.map(({ shortcut }) => shortcut && [shortcut.real, shortcut.synthetic])).toEqual([
    null,
    null,
    [24, 24],
  ]);
  const [run] = runs;
  expect(run?.evaluations.map(({ name, kind, images }) => [name, kind, images])).toEqual([
    ['val', 'val', 9],
    ['test', 'test', 12],
    ['art', 'ood', 4],
  ]);
  expect(run?.imagesPerSecond).toBeGreaterThan(0);
  expect(run?.dataWaitShare).toBeGreaterThanOrEqual(0);
  expect(run?.finishedAt).not.toBeNull();
  expect(run?.notes).toEqual([]);
  expect((await project.describe()).testOpenings).toBe(3);

  const points = await training.runs.metrics({ runId: runIds[2]!, afterStep: -1 });
  expect(points.at(-1)?.step).toBe(10);
  expect(points.at(-1)?.valAccuracy).not.toBeNull();
  const shown = events.flatMap((event) =>
    event.type === 'metric' && event.runId === runIds[2] ? [event.point] : [],
  );
  expect(shown).toEqual(points);

  const summaries = await training.runs.summaries();
  expect(summaries.map(({ recipe, n }) => [recipe, n])).toEqual([
    ['mixed', 1],
    ['real-only', 1],
    ['synthetic-only', 1],
  ]);

  const confusion = run!.evaluations[1]!.confusion;
  const cell = {
    runId: run!.id,
    evaluation: 'test',
    trueClass: 0,
    predictedClass: confusion[0]!.indexOf(Math.max(...confusion[0]!)),
  };
  expect(await training.runs.confusionImages(cell)).toHaveLength(confusion[0]![cell.predictedClass]!);

  const session = await ort.InferenceSession.create(await training.exportModel(run!.id));
  expect(session.inputNames).toEqual(['images']);
  await session.release();

  const folder = runFolder(project, run!.id);
  expect(await readCheckpoint(folder)).toBeNull();
  await training.runs.remove(run!.id);
  expect(existsSync(folder)).toBe(false);
  await expect(training.runs.get(run!.id)).rejects.toMatchObject({ code: 'not-found' });
  await queue.stop('pause');
  await engine.dispose();
});

test('near-duplicates are left out, and what they flatter is measured without them too', async () => {
  await using sample = await sampleProject();
  const { project, sets } = sample;
  const { database } = project;
  const files = (setId: number, split?: 'train' | 'test') =>
    database.call('images.files', { setId, ...(split ? { split } : {}) });
  const [train, tested, made] = await Promise.all([
    files(sets.realSetId, 'train'),
    files(sets.realSetId, 'test'),
    files(sets.syntheticSetId),
  ]);
  await database.call('nearDuplicates.replace', {
    setIds: [sets.realSetId, sets.syntheticSetId],
    pairs: [
      { imageId: train.ids[0]!, ofImageId: tested.ids[0]!, similarity: 0.99 },
      { imageId: made.ids[0]!, ofImageId: tested.ids[1]!, similarity: 0.99 },
    ],
  });
  const { engine, training, queue, until, service } = startTraining(project);
  await queue.startLanes();
  const request = sampleTraining(sets, { recipes: ['real-only', 'mixed'] });
  const { jobId, runIds } = await service.start(request);
  await until(jobId, 'done');

  const runs = await training.runs.list();
  expect(runs.map(({ images }) => images)).toEqual([
    { real: 23, synthetic: 0 },
    { real: 23, synthetic: 23 },
  ]);
  expect(runs[1]?.notes.join()).toContain('2 training images of its request left out');
  const clean = runs[1]?.evaluations.map(({ name, withoutDoubtful }) => [name, withoutDoubtful?.images]);
  expect(clean).toEqual([
    ['val', undefined],
    ['test', 10],
    ['art', undefined],
  ]);
  const record: unknown = JSON.parse(
    await readFile(join(runFolder(project, runIds[1]!), runFiles.record), 'utf8'),
  );
  expect(record).toMatchObject({
    nearDuplicates: {
      dropped: [train.ids[0], made.ids[0]],
      doubtful: tested.ids.slice(0, 2),
    },
  });
  const [mixed] = await training.runs.summaries();
  const column = mixed?.columns.find(({ name }) => name === 'test');
  expect(column?.withoutDoubtful?.images).toBe(10);
  expect(column?.difference).toMatchObject({ n: 1, interval: null, testImages: { images: 12 } });
  await queue.stop('pause');
  await engine.dispose();
});

test('a run keeps the learning rate that val prefers, and opens the test set once', async () => {
  await using sample = await sampleProject();
  const { project, sets } = sample;
  const { engine, training, queue, until, service } = startTraining(project);
  await queue.startLanes();
  const schedule = { kind: 'constant', peak: 0.5, warmup: 0 } as const;
  const train = async (grid?: number[], peak = 0.5) => {
    const settings = { schedule: { ...schedule, peak, ...(grid ? { grid } : {}) } };
    const { jobId, runIds } = await service.start(sampleTraining(sets, { settings }));
    const job = await until(jobId, 'done');
    return { job, run: await training.runs.get(runIds[0]!) };
  };
  const opened = async () => (await project.describe()).testOpenings;

  // The lowest rate learns nothing in ten steps.
  const grid = await train([0.03, 1e-9]);
  expect(await opened()).toBe(1);
  expect(grid.job.progress).toMatchObject({ done: 20, total: 20, failed: 0 });
  expect(grid.run.notes[0]).toMatch(/^Peak learning rate 0\.03, chosen by validation accuracy of 1e-9 \(/);
  expect(existsSync(join(runFolder(project, grid.run.id), 'rates'))).toBe(false);

  const alone = await train(undefined, 0.03);
  expect(grid.run.evaluations).toEqual(alone.run.evaluations);
  // Points in between come by the clock.
  const validations = async (runId: number) => {
    const points = await training.runs.metrics({ runId, afterStep: -1 });
    return points.flatMap(({ step, valLoss }) => (valLoss === null ? [] : [[step, valLoss]]));
  };
  expect(await validations(grid.run.id)).toEqual(await validations(alone.run.id));
  expect(await validations(grid.run.id)).toHaveLength(2);
  await queue.stop('pause');
  await engine.dispose();
});

test('the engine is killed again and again, the host closes: the run ends with its figures once', async () => {
  await using sample = await sampleProject();
  const { project, sets } = sample;
  const first = startTraining(project);
  await first.queue.startLanes();
  const request = sampleTraining(sets, {
    settings: { checkpointSeconds: 1, budget: { kind: 'steps', steps: 60 }, validateEvery: 5 },
  });
  const { jobId, runIds } = await first.service.start(request);
  const runId = runIds[0]!;
  // Only what the engine at work has told counts: the one killed before it may have come further than it saved.
  const reached = async (step: number): Promise<void> => {
    const from = first.events.length;
    const told = () =>
      first.events.slice(from).some((event) => event.type === 'metric' && event.point.step >= step);
    while (!told()) await new Promise((r) => setTimeout(r, 20));
  };

  for (const step of [5, 15]) {
    await reached(step);
    const killed = first.engine.pid!;
    process.kill(killed, 'SIGKILL');
    await vi.waitUntil(() => ![killed, undefined].includes(first.engine.pid), {
      timeout: 60_000,
      interval: 20,
    });
  }
  await reached(25);
  await first.queue.pause(jobId);
  await first.until(jobId, 'paused');
  expect((await first.training.runs.get(runId)).status).toBe('paused');
  const saved = (await readCheckpoint(runFolder(project, runId)))!.progress.step;
  expect(saved).toBeGreaterThanOrEqual(25);
  await first.queue.stop('now');
  await first.engine.dispose();

  const second = startTraining(project);
  await second.queue.startLanes();
  await second.queue.resume(jobId);
  await second.until(jobId, 'done');
  const run = await second.training.runs.get(runId);
  expect(run).toMatchObject({ status: 'done', step: 60, error: null });
  expect(run.evaluations).toHaveLength(3);
  expect((await project.describe()).testOpenings).toBe(1);
  const validated = (await second.training.runs.metrics({ runId, afterStep: -1 })).flatMap((point) =>
    point.valAccuracy === null ? [] : [point.step],
  );
  expect(validated).toEqual(Array.from({ length: 12 }, (_, i) => 5 * (i + 1)));
  await second.queue.stop('pause');
  await second.engine.dispose();
});

test('a run that diverges fails alone and can be seen as such', async () => {
  await using sample = await sampleProject();
  const { engine, training, queue, until, service } = startTraining(sample.project);
  await queue.startLanes();
  const { jobId, runIds } = await service.start(
    sampleTraining(sample.sets, {
      settings: {
        budget: { kind: 'steps', steps: 200 },
        schedule: { kind: 'constant', peak: 10, warmup: 0 },
        optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 1 },
      },
    }),
  );
  await until(jobId, 'failed');
  const run = await training.runs.get(runIds[0]!);
  expect(run).toMatchObject({ status: 'failed', error: { code: 'diverged' } });
  await expect(training.exportModel(run.id)).rejects.toMatchObject({ code: 'not-found' });
  expect((await sample.project.describe()).testOpenings).toBe(0);
  await queue.stop('pause');
  await engine.dispose();
});

test('what a person should know of a run stays with it', async () => {
  await using sample = await sampleProject();
  const { project, sets } = sample;
  const { database } = project;
  const train = await database.call('images.files', { setId: sets.realSetId, split: 'train' });
  await writeFile(train.referencePaths[0]!, 'not a picture');
  const art = await database.call('images.files', { setId: sets.oodSetId });
  await writeFile(art.referencePaths[0]!, 'not a picture');
  const { engine, training, queue, until, service } = startTraining(project);
  await queue.startLanes();
  const { jobId, runIds } = await service.start(sampleTraining(sets));
  await until(jobId, 'done');
  const { notes } = await training.runs.get(runIds[0]!);
  expect(notes).toEqual([
    expect.stringMatching(/^One image for training and validation could not be read/),
    expect.stringMatching(/^One image for "art" could not be read/),
  ]);
  await queue.stop('pause');
  await engine.dispose();
});

test('a request that could show nothing is refused, the others keep apart by name', async () => {
  await using sample = await sampleProject();
  const { engine, queue, training, service } = startTraining(sample.project);
  await expect(
    service.start(sampleTraining(sample.sets, { settings: { batchSize: 25 } })),
  ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('batch') as string });
  expect(await training.runs.list()).toEqual([]);

  const start = (seed: number, batchSize: number) =>
    service.start(sampleTraining(sample.sets, { seeds: [seed], settings: { batchSize } }));
  await start(1, 12);
  await start(2, 12);
  await start(3, 6);
  expect((await training.runs.list()).map(({ experiment }) => experiment)).toEqual([
    'sample',
    'sample',
    'sample (2)',
  ]);
  await queue.stop('now');
  await engine.dispose();
});
