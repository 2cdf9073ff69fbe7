import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type EvaluateRunInput, evaluateRunSchema } from '../../../src-shared/domain/evaluation.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';
import { runFolder } from '../../project/files.ts';
import type { Project } from '../../project/project.ts';
import type { NewImage } from '../../project/queries/image-rows.ts';
import { newImage, newSet, sha256 } from '../../project/testing/temporary-project.ts';
import { runFiles } from '../run/task.ts';
import { sampleProject, sampleTraining, startTraining } from '../testing/training-project.ts';
import { withEarlier } from './merge.ts';

// Each evaluation starts a process; on a machine that is busy otherwise that takes a while.
vi.setConfig({ testTimeout: 300_000 });

type Sample = Awaited<ReturnType<typeof sampleProject>>;

/** A project with one finished run; `prepare` is done before it is trained. */
async function trained(prepare: (sample: Sample) => Promise<void> = () => Promise.resolve()) {
  const sample = await sampleProject();
  const { project, sets } = sample;
  await prepare(sample);
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
  const { realSetId } = sets;
  await expect(refusal({ setId: 99 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(refusal({ setId: realSetId, split: 'train', linearProbe: true })).rejects.toThrow(
    'learns from the train split',
  );
  await expect(refusal({ setId: realSetId, networkId: 'starter' })).rejects.toThrow('Nothing was said');
  await expect(refusal({ setId: realSetId, leep: true, networkId: 'unknown' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const classes = await project.database.call('classes.list');
  const other = await setOf(project, 'other', [newImage('a', classes[0]!.id, { split: null })]);
  for (const { id, name } of classes) {
    await project.database.call('classes.rename', { classId: id, name: `${name} 2` });
  }
  await expect(refusal({ setId: other })).rejects.toThrow('no images of the classes');
  await project.database.call('runs.update', { runId, changes: { status: 'failed' } });
  await expect(refusal({ setId: realSetId })).rejects.toThrow('no model yet');
  await expect(evaluation.start({ ...request({ setId: realSetId }), runId: 99 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await project.database.call('runs.update', { runId, changes: { status: 'done' } });
  await rm(join(runFolder(project, runId), runFiles.record));
  await expect(refusal({ setId: realSetId })).rejects.toThrow('not on record any more');
  await queue.stop('pause');
  await engine.dispose();
});

/** A further set of what is tested on. */
async function setOf(project: Project, name: string, images: readonly NewImage[]): Promise<number> {
  const setId = await newSet(project, 'ood', name);
  await project.database.call('images.insertMany', { setId, images: [...images] });
  return setId;
}

test('a run is measured again on the images that it had, whatever became of its sets', async () => {
  const ids: { train: number[]; test: number[] } = { train: [], test: [] };
  await using sample = await trained(async ({ project: { database }, sets: { realSetId: setId } }) => {
    ids.train = (await database.call('images.files', { setId, split: 'train' })).ids;
    ids.test = (await database.call('images.files', { setId, split: 'test' })).ids;
    const pairs = [{ imageId: ids.train[0]!, ofImageId: ids.test[0]!, similarity: 0.99 }];
    await database.call('nearDuplicates.replace', { setIds: [setId], pairs });
  });
  const { project, sets, evaluate, training, queue, engine } = sample;
  const { database } = project;
  const { realSetId, oodSetId } = sets;
  const [before] = await training.runs.list();
  const atTheEnd = (name: string) => before?.evaluations.find((each) => each.name === name);
  expect(atTheEnd('test')).toMatchObject({ images: 12, withoutDoubtful: { images: 11 } });

  const classes = await database.call('classes.list');
  const file = async (id: number) => (await database.call('images.file', id))!;
  for (const split of ['train', 'val', 'test'] as const) {
    const { referencePath } = await file(ids.test[1]!);
    const more = newImage(`more ${split}`, classes[0]!.id, { split, storage: 'referenced', referencePath });
    await database.call('images.insertMany', { setId: realSetId, images: [more] });
  }
  const art = await database.call('images.files', { setId: oodSetId });
  await database.call('images.setVerdicts', { imageIds: art.ids.slice(0, 1), verdict: 'reject' });

  const test = await evaluate({ setId: realSetId, split: 'test', neighbors: 3 });
  const { features, ...figures } = test.evaluation;
  const { features: none, calibration, ...expected } = atTheEnd('test')!;
  expect(none).toEqual([]);
  expect(figures).toMatchObject(expected);
  expect(calibration).not.toBeNull();
  // The image that looks like a tested one was not trained on, so it is no neighbour either.
  expect(features).toMatchObject([{ trainedOn: 23 }]);
  const ood = await evaluate({ setId: oodSetId });
  expect(ood.evaluation).toMatchObject({ name: 'art', images: 4, top1: atTheEnd('art')?.top1 });
  const val = await evaluate({ setId: realSetId });
  expect(val.evaluation).toMatchObject({ name: 'val', images: 9, top1: atTheEnd('val')?.top1 });
  await queue.stop('pause');
  await engine.dispose();
});

test('a set that the run learned from is refused, and what looks like it is measured without too', async () => {
  await using sample = await trained();
  const { project, sets, evaluate, request, evaluation, training, runId, queue, engine } = sample;
  const { database } = project;
  const train = await database.call('images.files', { setId: sets.realSetId, split: 'train' });
  const classes = await database.call('classes.list');
  const path = train.referencePaths[0]!;
  const picture = (name: string, pixels: string) =>
    newImage(name, classes[0]!.id, {
      split: null,
      storage: 'referenced',
      referencePath: path,
      pixelHash: sha256(`pixels ${pixels}`),
    });
  const setId = await setOf(project, 'sketches', [
    picture('copy', path),
    picture('alike', 'b'),
    picture('new', 'c'),
  ]);
  await expect(evaluation.start(request({ setId }))).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(
      /trained or chosen on 1 picture of "sketches": "copy.png" = ".*0.png.png"/,
    ),
    advice: expect.stringContaining('Reject them'),
  });
  const { ids } = await database.call('images.files', { setId });
  await database.call('images.setVerdicts', { imageIds: ids.slice(0, 1), verdict: 'reject' });
  await database.call('nearDuplicates.replace', {
    setIds: [],
    pairs: [{ imageId: train.ids[1]!, ofImageId: ids[1]!, similarity: 0.98 }],
  });
  const sketches = await evaluate({ setId });
  expect(sketches.evaluation).toMatchObject({ name: 'sketches', images: 2, withoutDoubtful: { images: 1 } });
  const { notes } = await training.runs.get(runId);
  expect(notes).toEqual([
    expect.stringMatching(/^1 image of "sketches" looks almost like/),
    expect.stringMatching(/^Near-duplicates .* were not looked for among 2 images of "sketches"/),
  ]);
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
  expect(withEarlier(now, earlier)).toMatchObject({
    corruptions: table,
    features: [
      { network: null, trainedOn: 9, neighbors: { k: 1 }, leep: -1 },
      { network: 'ImageNet', leep: -2 },
    ],
  });
});
