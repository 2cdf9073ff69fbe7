import { expect, test, vi } from 'vitest';
import { type EvaluateRunInput, evaluateRunSchema } from '../../../src-shared/domain/evaluation.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';
import { sampleProject, sampleTraining, startTraining } from '../testing/training-project.ts';
import { withEarlier } from './merge.ts';

// Each evaluation starts a process; on a machine that is busy otherwise that takes a while.
vi.setConfig({ testTimeout: 300_000 });

/** A project with one finished run. */
async function trained() {
  const sample = await sampleProject();
  const { project, sets } = sample;
  const training = startTraining(project);
  await training.queue.startLanes();
  const { jobId, runIds } = await training.service.start(sampleTraining(sets));
  await training.until(jobId, 'done');
  const runId = runIds[0]!;
  const request = (input: Omit<EvaluateRunInput, 'runId'>) => evaluateRunSchema.parse({ runId, ...input });
  const evaluate = async (input: Omit<EvaluateRunInput, 'runId'>) => {
    const started = await training.evaluation.start(request(input));
    const job = await training.until(started.jobId, ({ state }) => ['done', 'failed'].includes(state.status));
    expect(job.state).toMatchObject({ status: 'done' });
    const run = await training.training.runs.get(runId);
    return { job, evaluation: run.evaluations.find(({ name }) => name === started.name)! };
  };
  const openings = async () => (await project.describe()).testOpenings;
  return { ...sample, ...training, runId, request, evaluate, openings };
}

test('a finished run is evaluated on any set, and sealed ones count as opened', async () => {
  await using sample = await trained();
  const { sets, evaluate, openings, training, queue, engine, events } = sample;
  const { realSetId, syntheticSetId, oodSetId } = sets;
  const before = (await training.runs.list())[0]!;

  const val = await evaluate({ setId: realSetId, neighbors: 3, linearProbe: true, leep: true });
  const { features, ...figures } = val.evaluation;
  const atTheEnd = before.evaluations.find(({ name }) => name === 'val')!;
  expect(figures).toMatchObject({ name: 'val', kind: 'val', images: 9, top1: atTheEnd.top1 });
  expect(features).toMatchObject([{ network: null, trainedOn: 24, neighbors: { k: 3 } }]);
  expect(features[0]?.leep).toBeLessThanOrEqual(0);
  expect(val.job.progress).toMatchObject({ unit: 'images', done: 9 + 24, total: 9 + 24, failed: 0 });
  expect(await openings()).toBe(1);

  const test = await evaluate({ setId: realSetId, split: 'test', corruptions: true });
  expect(test.evaluation.corruptions).toMatchObject({ images: 12, clean: test.evaluation.top1 });
  expect(await openings()).toBe(2);
  const again = await evaluate({ setId: realSetId, split: 'test' });
  expect(again.evaluation).toEqual(test.evaluation);
  expect(await openings()).toBe(3);

  const made = await evaluate({ setId: syntheticSetId });
  expect(made.evaluation).toMatchObject({ name: 'made', kind: 'synthetic', images: 24 });
  const art = await evaluate({ setId: oodSetId });
  expect(art.evaluation).toMatchObject({ name: 'art', kind: 'ood', images: 4, styleCoverage: 'held-out' });
  const own = await evaluate({ setId: realSetId, split: 'train', neighbors: 1 });
  expect(own.evaluation).toMatchObject({ name: 'train', kind: 'train', images: 24 });

  const run = (await training.runs.list())[0]!;
  expect(run.evaluations).toHaveLength(5);
  const [summary] = await training.runs.summaries();
  expect(summary?.columns.map(({ name }) => name).toSorted()).toEqual(['art', 'test', 'val']);
  const cell = { runId: run.id, evaluation: 'made', trueClass: 0, predictedClass: 0 };
  expect(await training.runs.confusionImages(cell)).toHaveLength(made.evaluation.confusion[0]![0]!);
  expect(events.filter(({ type }) => type === 'runs').length).toBeGreaterThan(5);
  await queue.stop('pause');
  await engine.dispose();
});

test('what cannot be measured is refused before anything runs', async () => {
  await using sample = await trained();
  const { sets, request, evaluation, queue, engine, project, runId } = sample;
  const refusal = (input: Omit<EvaluateRunInput, 'runId'>) => evaluation.start(request(input));
  const { realSetId, oodSetId } = sets;
  await expect(refusal({ setId: 99 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(refusal({ setId: realSetId, split: 'train', linearProbe: true })).rejects.toThrow(
    'learns from the train split',
  );
  await expect(refusal({ setId: realSetId, networkId: 'starter' })).rejects.toThrow('Nothing was said');
  await expect(refusal({ setId: realSetId, leep: true, networkId: 'unknown' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const classes = await project.database.call('classes.list');
  for (const { id, name } of classes) {
    await project.database.call('classes.rename', { classId: id, name: `${name} 2` });
  }
  await expect(refusal({ setId: oodSetId })).rejects.toThrow('no images of the classes');
  await project.database.call('runs.update', { runId, changes: { status: 'failed' } });
  await expect(refusal({ setId: realSetId })).rejects.toThrow('no model yet');
  await expect(evaluation.start({ ...request({ setId: realSetId }), runId: 99 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await queue.stop('pause');
  await engine.dispose();
});

test('a new evaluation keeps what an earlier one of the same images knows', () => {
  const quality = {
    network: null,
    length: 4,
    images: 3,
    trainedOn: 9,
    neighbors: null,
    linearProbe: null,
    leep: null,
  };
  const table = { seed: 1, images: 3, clean: 1, rows: [], mean: 0.5 };
  const base: Evaluation = {
    name: 'val',
    kind: 'val',
    setId: 1,
    styleCoverage: 'unknown',
    images: 3,
    top1: 1,
    meanPerClass: 1,
    top5: null,
    confusion: [],
    calibration: null,
    corruptions: null,
    features: [],
  };
  const earlier = {
    ...base,
    withoutDoubtful: { images: 2, top1: 1, meanPerClass: 1 },
    corruptions: table,
    features: [
      { ...quality, leep: -1 },
      { ...quality, network: 'ImageNet', leep: -2 },
    ],
  };
  const now = {
    ...base,
    features: [{ ...quality, trainedOn: null, neighbors: { k: 1, top1: 1, meanPerClass: 1 } }],
  };
  expect(withEarlier(base, undefined)).toBe(base);
  expect(withEarlier({ ...base, images: 4 }, earlier).corruptions).toBeNull();
  expect(withEarlier(now, earlier)).toMatchObject({
    withoutDoubtful: { images: 2 },
    corruptions: table,
    features: [
      { network: null, trainedOn: 9, neighbors: { k: 1 }, leep: -1 },
      { network: 'ImageNet', leep: -2 },
    ],
  });
});
