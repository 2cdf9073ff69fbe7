import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { ImageDetail } from '../../src-shared/domain/image-set.ts';
import { copyModel, nanForSomePrompts } from '../diffusion/testing/model-copy.ts';
import {
  generate,
  type GenerationBench,
  generationBench,
  settled,
  temporaryHome,
  tinyRequest,
} from './testing/generation-bench.ts';

let home: Awaited<ReturnType<typeof temporaryHome>>;
let bench: GenerationBench;

beforeEach(async () => {
  home = await temporaryHome();
  bench = await generationBench();
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

async function imagesOf(setId: number): Promise<ImageDetail[]> {
  const { ids } = await bench.workbench.images.index({ setId });
  return bench.workbench.images.details(ids);
}

/** A prompt that a person added, but for its class and text. */
const typed = { origin: 'typed', writer: 'person', context: null, style: null, attributes: {} } as const;

const ascending = (numbers: readonly (number | null | undefined)[]) =>
  numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0));

const pixels = async (id: number): Promise<Buffer> =>
  sharp(await readFile((await bench.workbench.imageFile(id))!.path))
    .raw()
    .toBuffer();

test('images come in with files, captions and their whole provenance', async () => {
  const { workbench } = bench;
  const { job, setId } = await generate(bench);
  expect(job).toMatchObject({ state: { status: 'done' }, progress: { done: 12, total: 12, failed: 0 } });
  const images = await imagesOf(setId);
  expect(images).toHaveLength(12);
  const made = images.map(({ generatedFrom }) => generatedFrom!);
  expect(new Set(made.map(({ seed }) => seed)).size).toBe(12);
  const [ink] = images.filter(
    ({ generatedFrom }) => generatedFrom?.promptText === 'an ink drawing of a kite',
  );
  expect(ink).toMatchObject({
    className: 'kite',
    caption: 'an ink drawing of a kite',
    verdict: 'undecided',
    width: 16,
    format: 'png',
    generatedFrom: {
      generator: 'built-in',
      model: 'tiny',
      origin: 'stylized',
      style: 'ink drawing',
      attempt: 1,
      jobId: job.id,
      settings: {
        scheduler: 'dpm-solver++',
        steps: 3,
        guidanceScale: 2,
        width: 16,
        height: 16,
        provider: 'cpu',
      },
    },
  });
  for (const { id } of images) {
    expect((await sharp((await workbench.imageFile(id))!.path).metadata()).width).toBe(16);
    await sharp((await workbench.thumbnailFile(id))!.path).stats();
  }
  const prompts = await workbench.prompts.list({});
  expect(ascending(prompts.map((prompt) => prompt.images.total))).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  const { latest, ...counts } = await workbench.generation.made(job.id);
  expect(counts).toEqual({ setId, undecided: 12, keep: 0, reject: 0 });
  const newest = images.toSorted((a, b) => b.id - a.id);
  expect(latest.map(({ id, prompt }) => [id, prompt])).toEqual(
    newest.map(({ id, caption }) => [id, caption]),
  );
  expect(latest.every(({ version }, i) => newest[i]!.sha256.startsWith(version))).toBe(true);
  expect((await workbench.images.sets()).map(({ role, origin }) => ({ role, origin }))).toEqual([
    { role: 'synthetic', origin: { kind: 'generated', model: 'tiny', drawnWorld: false } },
  ]);
});

test('a seed makes the same picture at every batch size', async () => {
  const bySeed = async (setName: string, batch: number) => {
    const { setId } = await generate(bench, { setName, batch });
    const images = await imagesOf(setId);
    return new Map(
      await Promise.all(
        images.map(async ({ id, generatedFrom }) => [generatedFrom!.seed, await pixels(id)] as const),
      ),
    );
  };
  const alone = await bySeed('alone', 1);
  for (const batch of [4, 8]) {
    const together = await bySeed(`batch ${batch}`, batch);
    expect(ascending([...together.keys()])).toEqual(ascending([...alone.keys()]));
    for (const [seed, picture] of together) {
      const other = alone.get(seed)!;
      expect(Math.max(...picture.map((value, i) => Math.abs(value - other[i]!)))).toBeLessThanOrEqual(1);
    }
  }
});

test('a second generation into a set draws new seeds', async () => {
  await generate(bench);
  const { job, setId } = await generate(bench);
  expect(job.progress).toMatchObject({ done: 12, failed: 0 });
  const seeds = (await imagesOf(setId)).map(({ generatedFrom }) => generatedFrom?.seed);
  expect(new Set(seeds).size).toBe(24);
});

test('a generation leaves out the seeds that a paused one has yet to use', async () => {
  const { workbench, modelId } = bench;
  const amount = { kind: 'per-class', images: 30 } as const;
  const { jobId } = await workbench.generation.start(tinyRequest(modelId, { amount }));
  while ((await workbench.jobs.get(jobId)).progress.done === 0) await sleep(10);
  await workbench.jobs.pause(jobId);
  expect((await settled(workbench, jobId)).state.status).toBe('paused');
  const { job, setId } = await generate(bench, { amount });
  await workbench.jobs.resume(jobId);
  expect([job, await settled(workbench, jobId)].map(({ progress }) => progress)).toMatchObject([
    { done: 60, failed: 0 },
    { done: 60, failed: 0 },
  ]);
  expect(await imagesOf(setId)).toHaveLength(120);
});

test('a top-up replaces what was rejected with next attempts of the same prompts, until none are left', async () => {
  const { workbench } = bench;
  const amount = { kind: 'top-up', wanted: 4 } as const;
  const { setId } = await generate(bench, { amount });
  const reject = async (images: readonly ImageDetail[]) =>
    workbench.images.setVerdicts({ imageIds: images.map(({ id }) => id), verdict: 'reject' });
  const cranes = (await imagesOf(setId)).filter(({ className }) => className === 'crane');
  await reject(cranes.slice(0, 2));
  const plan = await workbench.generation.plan(tinyRequest(bench.modelId, { amount, maxAttempts: 2 }));
  expect(plan.perClass.map(({ className, images }) => [className, images])).toEqual([
    ['crane', 2],
    ['kite', 0],
  ]);
  // Without a number the places that the set has are filled, or what is wanted of a class is reached.
  const ofEach = { kind: 'top-up', wanted: null } as const;
  const [, kite] = await workbench.classes.list();
  await workbench.scoring.setWanted({ classIds: [kite!.id], wanted: 5 });
  const replacing = await workbench.generation.plan(tinyRequest(bench.modelId, { amount: ofEach }));
  expect(replacing.perClass.map(({ className, images }) => [className, images])).toEqual([
    ['crane', 2],
    ['kite', 1],
  ]);
  await generate(bench, { amount, maxAttempts: 2 });
  const second = (await imagesOf(setId)).filter(({ generatedFrom }) => generatedFrom?.attempt === 2);
  const promptsOf = (images: readonly ImageDetail[]) =>
    ascending(images.map(({ generatedFrom }) => generatedFrom?.promptId));
  expect(promptsOf(second)).toEqual(promptsOf(cranes.slice(0, 2)));
  await reject(second);
  const last = await workbench.generation.plan(tinyRequest(bench.modelId, { amount, maxAttempts: 2 }));
  expect(last.images).toBe(0);
  expect(last.problems[0]).toContain('tried as often as allowed');
  expect(last.warnings[0]).toContain('2 places were tried 2 times and stay empty: crane.');
});

test('a picture that the set has already fails its item, and nothing else', async () => {
  const first = await generate(bench);
  const [twin] = await imagesOf(first.setId);
  // Without its provenance nothing tells that this seed was used.
  await bench.workbench.jobs.clearFinished();
  const db = new Database(join(bench.location, 'project.sqlite'));
  db.prepare('DELETE FROM generated_image WHERE image_id = ?').run(twin!.id);
  db.close();
  const { job, setId } = await generate(bench);
  expect(job).toMatchObject({ state: { status: 'done' }, progress: { done: 12, failed: 1 } });
  const [failure] = await bench.workbench.jobs.failures(job.id);
  expect(failure).toMatchObject({ label: twin!.caption, error: { code: 'conflict' } });
  expect(failure?.error.message).toContain(twin!.sourceName);
  expect(await imagesOf(setId)).toHaveLength(23);
});

test('a picture of NaN fails its item; the others of its batch are made', async () => {
  const { workbench } = bench;
  const copy = await copyModel();
  copy.edit('unet', nanForSomePrompts);
  const [, kite] = await workbench.classes.list();
  const text = 'a boat at night';
  await workbench.prompts.add({ prompts: [{ ...typed, classId: kite!.id, text }] });
  const { modelId } = await workbench.generation.addModel({
    sourceId: await workbench.registerSource(copy.folder),
  });
  const { job, setId } = await generate(
    { ...bench, modelId },
    {
      amount: { kind: 'per-prompt', images: 2 },
      sampling: { steps: 3, width: 16, height: 16, guidanceScale: 1 },
    },
  );
  const failures = await workbench.jobs.failures(job.id);
  const images = await imagesOf(setId);
  expect(job).toMatchObject({ state: { status: 'done' }, progress: { done: 18, failed: failures.length } });
  expect(images.length + failures.length).toBe(18);
  expect(images.map(({ caption }) => caption)).toContain(text);
  expect(failures.map(({ label }) => label)).toContain('a photo of a crane');
  expect(failures[0]!.error).toMatchObject({ code: 'diverged', message: expect.stringContaining('NaN') });
  copy.remove();
});

test('a job makes images of one model only: when its files change meanwhile, it fails and can go on later', async () => {
  const { workbench } = bench;
  const copy = await copyModel();
  const { modelId } = await workbench.generation.addModel({
    sourceId: await workbench.registerSource(copy.folder),
  });
  const request = tinyRequest(modelId, { amount: { kind: 'per-class', images: 40 } });
  const { jobId } = await workbench.generation.start(request);
  while ((await workbench.jobs.get(jobId)).progress.done === 0) await sleep(10);
  await workbench.jobs.pause(jobId);
  expect((await settled(workbench, jobId)).state.status).toBe('paused');
  const file = copy.path('scheduler', 'scheduler_config.json');
  const before = await readFile(file, 'utf8');
  await writeFile(file, `${before}\n`);
  await workbench.jobs.resume(jobId);
  const failed = await settled(workbench, jobId);
  expect(failed.state).toMatchObject({ status: 'failed', error: { code: 'conflict' } });
  await writeFile(file, before);
  await workbench.jobs.retryFailed(jobId);
  expect((await settled(workbench, jobId)).progress).toMatchObject({ done: 80, failed: 0 });
  copy.remove();
});

test('what stands against a start is said before it, and again when it is tried', async () => {
  const { generation } = bench.workbench;
  const problems = async (fields: Parameters<typeof tinyRequest>[1], modelId = bench.modelId) =>
    (await generation.plan(tinyRequest(modelId, fields))).problems.join(' ');
  expect(await problems({}, 'nobody')).toContain('There is no model "nobody".');
  const sampling = { steps: 3, width: 17, height: 16 };
  expect(await problems({ sampling })).toContain('multiples of');
  expect(await problems({ origins: ['imported'] })).toContain('There are no prompts');
  const huge = { steps: 3, width: 4096, height: 4096 };
  const much = { sampling: huge, amount: { kind: 'per-class', images: 100_000 } } as const;
  expect(await problems(much)).toContain('Free some space');
  await expect(generation.start(tinyRequest(bench.modelId, much))).rejects.toMatchObject({
    code: 'disk-full',
  });
  await expect(generation.start(tinyRequest(bench.modelId, { origins: ['imported'] }))).rejects.toMatchObject(
    {
      code: 'bad-input',
    },
  );
  expect(await bench.workbench.images.sets()).toEqual([]);
  expect(await bench.workbench.jobs.list()).toEqual([]);
});

test('a prompt that is too long is named, and so are classes without prompts', async () => {
  const { workbench, modelId } = bench;
  const bat = await workbench.classes.add({ name: 'bat' });
  const [crane] = await workbench.classes.list();
  const tail = 'over the wide and quiet sea at dusk';
  const text = `a photo of a crane ${'and another crane '.repeat(12)}${tail}`;
  await workbench.prompts.add({ prompts: [{ ...typed, classId: crane!.id, text }] });
  const amount = { kind: 'per-prompt', images: 1 } as const;
  const { warnings, perClass } = await workbench.generation.plan(tinyRequest(modelId, { amount }));
  expect(perClass.map(({ className, images }) => [className, images])).toEqual([
    ['crane', 5],
    ['kite', 4],
  ]);
  expect(warnings[0]).toBe('1 class without prompts gets no images: bat.');
  expect(warnings[1]).toContain('1 prompt of more than 20 tokens is cut off at the end.');
  expect(warnings[1]).toContain(tail.slice(-12));
  const chosen = await workbench.generation.plan(tinyRequest(modelId, { classIds: [bat.id] }));
  expect(chosen.problems[0]).toContain('There are no prompts');
});

test('a set of another kind takes no generated images', async () => {
  const { workbench, modelId } = bench;
  const { jobId } = await workbench.world.startDraw({
    dataSet: 'menagerie',
    size: 64,
    seed: 1,
    perClass: { train: 1, val: 0, test: 0, ood: 0, oracle: 1 },
  });
  await settled(workbench, jobId);
  const drawn = (await workbench.images.sets()).find(({ role }) => role === 'synthetic')!;
  const plan = await workbench.generation.plan(tinyRequest(modelId, { setName: drawn.name }));
  expect(plan.problems.join(' ')).toContain(`The set "${drawn.name}" holds drawn images`);
});

test('a model of the drawn world is warned about until the project is of it', async () => {
  const { workbench } = bench;
  const words = async () => (await workbench.generation.plan(tinyRequest('starter'))).warnings.join(' ');
  expect(await words()).toContain('knows the drawn tutorial world only');
  const { jobId } = await workbench.world.startDraw({
    dataSet: 'menagerie',
    size: 64,
    seed: 1,
    perClass: { train: 1, val: 0, test: 0, ood: 0, oracle: 0 },
  });
  await settled(workbench, jobId);
  expect(await words()).not.toContain('drawn tutorial world');
});

test('images in the making are told of and can be looked at; one prompt can be tried by itself', async () => {
  const { workbench, modelId } = bench;
  const events: HostEvent[] = [];
  workbench.events.subscribe((event) => events.push(event));
  const { job } = await generate(bench, { sampling: { steps: 20, width: 16, height: 16 }, batch: 1 });
  const told = events.filter((event) => event.type === 'preview');
  expect(told.every(({ jobId, steps }) => jobId === job.id && steps === 20)).toBe(true);
  expect(told.some(({ step }) => step > 0)).toBe(true);
  const sampling = tinyRequest(modelId).sampling;
  const tried = await workbench.generation.preview({
    modelId,
    prompt: 'a photo of a crane',
    sampling,
    seed: 9,
  });
  const picture = workbench.previewPicture(tried.previewId);
  expect(picture?.contentType).toBe('image/png');
  expect(await sharp(picture?.bytes).metadata()).toMatchObject({ width: 16, height: 16, format: 'png' });
  expect(tried).toMatchObject({ seed: 9, unseen: '' });

  const control = new AbortController();
  const slow = { modelId, prompt: 'a crane', sampling: { ...sampling, steps: 200 }, seed: 9 };
  const leave = workbench.events.subscribe((event) => {
    if (event.type === 'preview' && event.jobId === 0) control.abort();
  });
  await expect(workbench.generation.preview(slow, control.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  leave();
});
