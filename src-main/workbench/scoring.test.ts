import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageDiversitySchema, promptDiversitySchema } from '../../src-shared/api/diversity.ts';
import { writePromptsSchema } from '../../src-shared/api/prompts.ts';
import { type StartScoring, startScoringSchema } from '../../src-shared/api/scoring.ts';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { settled, temporaryHome } from './testing/generation-bench.ts';
import { type ScoringBench, scoringBench, spoil } from './testing/scoring-bench.ts';

const SMALL = { synthetic: 30, real: 6, pictures: 48 };

async function score({ workbench, modelId }: ScoringBench, fields: Partial<StartScoring> = {}) {
  const started = await workbench.scoring.start(startScoringSchema.parse({ modelId, ...fields }));
  return { ...started, job: await settled(workbench, started.jobId) };
}

const probabilities = async ({ workbench }: ScoringBench, ids: number[]) =>
  (await workbench.images.details(ids)).map((detail) => detail.score?.probability ?? null);

test('synthetic images get scores, real ones are embedded, and nothing is scored twice', async () => {
  await using home = await temporaryHome();
  await using bench = await scoringBench(home.folder, SMALL);
  const { workbench, syntheticId } = bench;
  const models = await workbench.scoring.models();
  expect(models.find(({ id }) => id === bench.modelId)).toMatchObject({
    name: 'tiny-clip',
    license: 'Licence not stated',
    problem: null,
    imageSize: 32,
    logitScale: { value: 100, assumed: true },
    bundled: false,
  });
  expect(await workbench.scoring.state({})).toMatchObject({ images: 30, scored: 0, latest: null });
  const { job, images } = await score(bench);
  expect(images).toBe(30);
  expect(job).toMatchObject({
    title: 'Score 30 images',
    state: { status: 'done' },
    progress: { done: 48, total: 48, failed: 0 },
  });
  expect(await workbench.scoring.state({})).toMatchObject({
    images: 30,
    scored: 30,
    stale: 0,
    reasons: [],
    latest: { modelId: bench.modelId, model: 'tiny-clip', templates: ['a photo of {a phrase}'] },
  });
  const { ids } = await workbench.images.index({ setId: syntheticId });
  for (const { score: found, classId } of await workbench.images.details(ids)) {
    expect(found?.probability).toBeGreaterThanOrEqual(0);
    expect(found?.bestProbability).toBeGreaterThanOrEqual(found?.probability ?? 1);
    if (found?.bestClassId === classId) expect(found.bestProbability).toBe(found.probability);
  }
  const { keep, reject, undecided } = await workbench.scoring.histogram({});
  expect([...keep, ...reject, ...undecided].reduce((sum, n) => sum + n, 0)).toBe(30);
  await expect(score(bench)).rejects.toMatchObject({ code: 'conflict' });

  const { real } = await workbench.scoring.nearest({ imageId: ids[0] ?? 0, count: 3 });
  expect(real).toHaveLength(3);
  const splits = (await workbench.images.details(real.map(({ imageId }) => imageId))).map(
    (each) => each.split,
  );
  expect(new Set(splits)).toEqual(new Set(['train']));
});

test('after a class changed its words, everything is scored again without looking at a picture', async () => {
  await using home = await temporaryHome();
  await using bench = await scoringBench(home.folder, SMALL);
  const { workbench, syntheticId, location } = bench;
  await score(bench);
  const { ids } = await workbench.images.index({ setId: syntheticId });
  const before = await probabilities(bench, ids);
  const [crane] = await workbench.classes.list();
  await workbench.classes.rename({ classId: crane?.id ?? 0, name: 'digger' });
  expect(await workbench.scoring.state({})).toMatchObject({
    stale: 30,
    reasons: ['"digger" has other words now.'],
  });
  for (let i = 0; i < SMALL.pictures; i++) await spoil(join(location, `picture ${i}.png`));
  const { job } = await score(bench);
  expect(job).toMatchObject({ state: { status: 'done' }, progress: { done: 30, failed: 0 } });
  expect(await probabilities(bench, ids)).not.toEqual(before);

  await workbench.classes.rename({ classId: crane?.id ?? 0, name: 'crane' });
  await score(bench);
  expect(await probabilities(bench, ids)).toEqual(before);
  // Other templates are another prompt set.
  expect((await score(bench, { templates: ['{phrase}', 'a red {phrase}'] })).images).toBe(30);
  expect(await probabilities(bench, ids)).not.toEqual(before);
});

test('an image that cannot be read fails alone, and is scored once it can', async () => {
  await using home = await temporaryHome();
  await using bench = await scoringBench(home.folder, SMALL);
  const { workbench, location, syntheticId } = bench;
  const path = join(location, 'picture 7.png');
  await rename(path, `${path}.away`);
  await spoil(join(location, 'picture 9.png'));
  const { job, jobId } = await score(bench);
  expect(job).toMatchObject({ state: { status: 'done' }, progress: { done: 48, failed: 2 } });
  const failures = await workbench.jobs.failures(jobId);
  expect(failures).toMatchObject([
    { label: `${syntheticId} null 7.png`, error: { message: 'The file is not there any more.' } },
    { error: { code: 'bad-input' } },
  ]);
  await rename(`${path}.away`, path);
  await workbench.jobs.retryFailed(jobId);
  expect(await settled(workbench, jobId)).toMatchObject({ progress: { failed: 1 } });
  expect(await workbench.scoring.state({})).toMatchObject({ images: 30, scored: 29 });
});

test('near-duplicates are found within the set, with real images, and warned about before training', async () => {
  await using home = await temporaryHome();
  // Every picture comes twice among the synthetic images, and again among the real ones.
  await using bench = await scoringBench(home.folder, { synthetic: 20, real: 4, pictures: 10 });
  const { workbench, syntheticId, realId } = bench;
  await score(bench, { nearDuplicateFrom: 0.9999 });
  const { ids } = await workbench.images.index({ setId: syntheticId });
  const pairs = await workbench.scoring.nearDuplicates({});
  expect(new Set(pairs.map(({ imageId }) => imageId))).toEqual(new Set(ids));
  for (const { similarity, imageId, ofImageId } of pairs) {
    expect(similarity).toBeCloseTo(1, 4);
    expect(ofImageId).not.toBe(imageId);
  }
  const [later] = await workbench.images.details([ids[15] ?? 0]);
  expect(later?.nearDuplicateOf?.similarity).toBeCloseTo(1, 4);
  const filtered = await workbench.images.index({ setId: syntheticId, nearDuplicates: true });
  expect(filtered.ids).toEqual(ids);

  const { warnings } = await workbench.training.check(
    trainRequestSchema.parse({
      name: 'Leaky',
      realSetId: realId,
      syntheticSetIds: [syntheticId],
      recipes: ['mixed'],
      seeds: [1],
      settings: { imageSize: 16, batchSize: 4, budget: { kind: 'steps', steps: 2 } },
    }),
  );
  expect(warnings.join('\n')).toMatch(/synthetic images look almost like test images/);
});

test('a threshold is applied and taken back; a verdict by hand stays', async () => {
  await using home = await temporaryHome();
  await using bench = await scoringBench(home.folder, SMALL);
  const { workbench, syntheticId } = bench;
  await score(bench);
  const { ids } = await workbench.images.index({ setId: syntheticId });
  await workbench.images.setVerdicts({ imageIds: [ids[0] ?? 0], verdict: 'reject' });
  const input = { thresholds: [{ classId: null, origin: null, value: 0 }] };
  const preview = await workbench.scoring.preview(input);
  expect(preview).toMatchObject({ scored: 30, byHand: 1, wouldKeep: 29, fresh: 29 });
  const { undoId, ...applied } = await workbench.scoring.apply(input);
  expect(applied).toEqual(preview);
  const verdicts = async () => (await workbench.images.index({ setId: syntheticId })).verdicts;
  expect(await verdicts()).toBe(`r${'K'.repeat(29)}`);
  expect((await workbench.scoring.keptShares({})).groups.filter(({ by }) => by === 'class')).toHaveLength(3);
  await workbench.scoring.undo({ undoId });
  expect(await verdicts()).toBe(`r${'u'.repeat(29)}`);
  expect(await workbench.scoring.thresholds()).toEqual([]);
});

test('what cannot be scored is refused with a reason', async () => {
  await using home = await temporaryHome();
  await using bench = await scoringBench(home.folder, { synthetic: 3, real: 3, pictures: 5 });
  const { workbench, realId } = bench;
  await expect(score(bench, { modelId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(score(bench, { setIds: [realId] })).rejects.toThrow('"Photos" is no synthetic set.');
  await expect(score(bench, { templates: ['a photo'] })).rejects.toThrow('is no template');
  const sourceId = await workbench.registerSource(home.folder);
  await expect(workbench.scoring.addModel({ sourceId })).rejects.toThrow('no CLIP model in the folder');
});

test('diversity of prompts is measured beside the templates, that of images beside real ones', async () => {
  await using home = await temporaryHome();
  await using bench = await scoringBench(home.folder, SMALL);
  const { workbench, modelId } = bench;
  const ask = (fields: object = {}) =>
    workbench.scoring.promptDiversity(promptDiversitySchema.parse({ modelId, ...fields }));
  expect(await ask()).toMatchObject({ model: 'tiny-clip', groups: [] });
  const [crane] = await workbench.classes.list();
  const write = (recipe: object, perClass: number) =>
    workbench.prompts.write(writePromptsSchema.parse({ recipe, perClass }));
  await write({ kind: 'diversified', stylizedShare: 0.5 }, 8);
  await write({ kind: 'plain' }, 1);
  const templates = ['a photo of {a phrase}', 'a picture of the {phrase}'];
  const found = await ask({ templates, perClass: true });
  expect(found.groups.map(({ by, key, total, own }) => [by, key, total, own.count])).toEqual([
    ['all', null, 27, 6],
    ['origin', 'contextualized', 12, 6],
    ['origin', 'stylized', 12, 6],
    ['origin', 'plain', 3, 3],
    ['class', 'crane', 9, 2],
    ['class', 'mouse', 9, 2],
    ['class', 'kite', 9, 2],
  ]);
  for (const { own, baseline } of found.groups) {
    expect(baseline?.count).toBe(own.count);
    expect(own.vendi).toBeGreaterThanOrEqual(1);
    expect(own.vendi).toBeLessThanOrEqual(own.count);
    expect(own.meanDistance).toBeGreaterThan(0);
  }
  // The same question again, from what is remembered, and one that is answered from part of it.
  expect(await ask({ templates, perClass: true })).toEqual(found);
  const one = await ask({ templates, classId: crane?.id });
  expect(one.groups[0]).toEqual({ ...found.groups[4], by: 'all', key: null });
  await expect(ask({ templates: ['a photo'] })).rejects.toMatchObject({ code: 'bad-input' });

  const images = imageDiversitySchema.parse({ perClass: true });
  expect(await workbench.scoring.imageDiversity(images)).toBeNull();
  await score(bench);
  const seen = await workbench.scoring.imageDiversity(images);
  expect(seen).toMatchObject({ model: 'tiny-clip', notEmbedded: 0 });
  expect(
    seen?.groups.map(({ by, key, total, own, baseline }) => [by, key, total, own.count, baseline?.count]),
  ).toEqual([
    ['all', null, 30, 6, 6],
    ['origin', null, 30, 6, 6],
    ['class', 'crane', 10, 2, 2],
    ['class', 'mouse', 10, 2, 2],
    ['class', 'kite', 10, 2, 2],
  ]);
  for (const { fidelity } of seen?.groups ?? []) expect(fidelity).toBeGreaterThan(0);
  const kept = imageDiversitySchema.parse({ keptOnly: true });
  expect((await workbench.scoring.imageDiversity(kept))?.groups).toEqual([]);
});
