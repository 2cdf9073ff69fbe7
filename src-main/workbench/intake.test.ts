import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartDraw, startDrawSchema, type StartImport } from '../../src-shared/api/inputs.ts';
import { isTerminal } from '../../src-shared/domain/job.ts';
import { silentLog } from '../log/log.ts';
import { captionOf } from '../world/captions.ts';
import { drawPicture } from '../world/draw-picture.ts';
import { generatorPictureOf } from '../world/training-stream.ts';
import { createWorkbench } from './create-workbench.ts';
import type { HostWorkbench } from './host.ts';

let folder: string;
let workbench: HostWorkbench;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-workbench-'));
  process.env['VARIEGATE_HOME'] = join(folder, 'home');
  process.env['VARIEGATE_PROJECTS'] = join(folder, 'projects');
  workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
});
afterEach(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

/** A picture that no other has: its colour and size follow from `n`. */
async function picture(path: string, n: number): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const background = { r: (n * 37) % 256, g: (n * 91) % 256, b: n % 256 };
  await sharp({ create: { width: 24 + (n % 7), height: 20, channels: 3, background } })
    .png()
    .toFile(path);
}

async function finished(jobId: number) {
  for (;;) {
    const job = await workbench.jobs.get(jobId);
    if (isTerminal(job.state) || job.state.status === 'paused') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const importFolder = async (path: string, input: Partial<StartImport> = {}) =>
  importSource(await workbench.registerSource(path), input);

async function importSource(sourceId: string, input: Partial<StartImport> = {}) {
  const preview = await workbench.imports.preview({ sourceId, role: input.role ?? 'real' });
  const mapping = preview.folders.map(({ folder: name, proposedClass }) => ({
    folder: name,
    className: proposedClass,
  }));
  const started = await workbench.imports.start({
    sourceId,
    role: 'real',
    setName: 'Photos',
    storage: 'copied',
    mapping,
    splits: { kind: 'random', val: 0.2, test: 0.2, seed: 1 },
    styleCoverage: 'unknown',
    ...input,
  });
  return {
    ...started,
    job: await finished(started.jobId),
    report: await workbench.imports.report(started.jobId),
  };
}

test('a folder becomes classes, splits, files and thumbnails', async () => {
  await workbench.projects.create({ name: 'First' });
  for (let n = 0; n < 20; n++) await picture(join(folder, 'in', n < 10 ? 'cat' : 'dog', `${n}.png`), n);
  const { job, report } = await importFolder(join(folder, 'in'));
  expect(job.state.status).toBe('done');
  expect(report).toMatchObject({ imported: 20, duplicates: [], rejected: [] });
  const classes = await workbench.classes.list();
  expect(classes.map(({ name, counts }) => [name, counts.real])).toEqual([
    ['cat', { train: 6, val: 2, test: 2 }],
    ['dog', { train: 6, val: 2, test: 2 }],
  ]);
  const { ids } = await workbench.images.index({});
  const file = await workbench.imageFile(ids[0]!);
  const thumbnail = await workbench.thumbnailFile(ids[0]!);
  expect((await sharp(file?.path).metadata()).format).toBe('png');
  expect((await sharp(thumbnail?.path).metadata()).format).toBe('webp');
});

test('bad files are reported by name and the rest of the batch goes on', async () => {
  await workbench.projects.create({ name: 'Bad input' });
  const cat = join(folder, 'in', 'cat');
  await picture(join(cat, 'good.png'), 1);
  await copyFile(join(cat, 'good.png'), join(cat, 'same.png'));
  await writeFile(join(cat, 'empty.jpg'), '');
  await writeFile(join(cat, 'text.jpg'), 'not a picture at all');
  await writeFile(join(cat, '.DS_Store'), 'x');
  await picture(join(folder, 'in', 'dog', 'other.png'), 2);
  const { job, report } = await importFolder(join(folder, 'in'));
  expect(job.state.status).toBe('done');
  expect(report.imported).toBe(2);
  expect(report.duplicates).toHaveLength(1);
  expect(report.rejected.map((entry) => entry.sourceName).sort()).toEqual([
    join('cat', 'empty.jpg'),
    join('cat', 'text.jpg'),
  ]);
  const project = await workbench.projects.current();
  expect(await readdir(join(project!.location, 'temporary'))).toEqual([]);
});

test('the same picture in two sets is entered in both and reported', async () => {
  await workbench.projects.create({ name: 'Twice' });
  await picture(join(folder, 'in', 'cat', 'a.png'), 1);
  await picture(join(folder, 'in', 'dog', 'b.png'), 2);
  await importFolder(join(folder, 'in'));
  const { report } = await importFolder(join(folder, 'in'), { role: 'synthetic', setName: 'Generated' });
  expect(report.imported).toBe(2);
  expect(report.duplicates.map((duplicate) => duplicate.where)).toEqual(['Photos (train)', 'Photos (train)']);
});

test('class names that are paths, devices or emoji are labels and nothing else', async () => {
  await workbench.projects.create({ name: '../escape' });
  await picture(join(folder, 'in', 'a', '1.png'), 1);
  await picture(join(folder, 'in', 'b', '2.png'), 2);
  await picture(join(folder, 'in', 'c', '3.png'), 3);
  await importFolder(join(folder, 'in'), {
    mapping: [
      { folder: 'a', className: '../x' },
      { folder: 'b', className: 'CON' },
      { folder: 'c', className: '🦊'.repeat(50) },
    ],
  });
  expect((await workbench.classes.list()).map((entry) => entry.name)).toEqual([
    '../x',
    'CON',
    '🦊'.repeat(50),
  ]);
  expect(await readdir(join(folder, 'projects'))).toEqual(['__escape']);
  const { jobId } = await workbench.exports.start({ kind: 'images', filter: {}, layout: 'image-folder' });
  expect((await finished(jobId)).state.status).toBe('done');
  const { location } = await workbench.exports.result(jobId);
  expect((await readdir(location)).sort()).toEqual(['metadata.jsonl', 'train']);
  expect((await readdir(join(location, 'train'))).sort()).toEqual(
    ['CON', '__x', '🦊']
      .map((name) => (name === 'CON' ? '_CON' : name === '🦊' ? '🦊'.repeat(20) : name))
      .sort(),
  );
});

test('an empty folder and shares that leave nothing are refused before a set is made', async () => {
  await workbench.projects.create({ name: 'Refused' });
  await mkdir(join(folder, 'none'));
  await expect(importFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'bad-input' });
  await picture(join(folder, 'in', 'cat', 'a.png'), 1);
  const splits = { kind: 'random', val: 0.5, test: 0.5, seed: 1 } as const;
  await expect(importFolder(join(folder, 'in'), { splits })).rejects.toMatchObject({ code: 'bad-input' });
  expect(await workbench.images.sets()).toEqual([]);
});

test('a drawn data set fills real splits, OOD sets and the oracle set', async () => {
  await workbench.projects.create({ name: 'Drawn' });
  const [dataSet] = await workbench.world.dataSets();
  const { jobId } = await workbench.world.startDraw({
    dataSet: dataSet!.id,
    size: 64,
    seed: 1,
    perClass: { train: 3, val: 1, test: 2, ood: 1, oracle: 2 },
  });
  expect((await finished(jobId)).state.status).toBe('done');
  const sets = await workbench.images.sets();
  const classes = dataSet!.classes.length;
  expect(sets.find((set) => set.role === 'real')?.counts).toMatchObject({
    train: 3 * classes,
    val: classes,
    test: 2 * classes,
  });
  expect(sets.filter((set) => set.role === 'ood').map((set) => set.counts.total)).toEqual(
    dataSet!.oodSets.map(() => classes),
  );
  expect(sets.find((set) => set.role === 'synthetic')?.counts.total).toBe(2 * classes);
  const { ids } = await workbench.images.index({});
  const [detail] = await workbench.images.details([ids[0]!]);
  expect(detail?.caption).toContain(' ');
});

test('prompts say the sense of an ambiguous class, and two senses never share one', async () => {
  await workbench.projects.create({ name: 'Senses' });
  const perClass = { train: 1, val: 0, test: 0, ood: 0, oracle: 0 };
  const draw = async (dataSet: string) => {
    const { jobId } = await workbench.world.startDraw(startDrawSchema.parse({ dataSet, perClass }));
    await finished(jobId);
  };
  const phrases = async () =>
    new Map((await workbench.classes.list()).map(({ name, phrase }) => [name, phrase]));
  await draw('attic');
  const drawn = await phrases();
  expect(drawn.get('bow (weapon)')).toBe("bow, the archer's weapon");
  expect(drawn.get('fan (hand)')).toBe('fan, the folding hand fan');
  expect(drawn.get('mouse')).toBe('mouse, the computer device');
  expect(drawn.get('teapot')).toBeNull();

  const mouse = (await workbench.classes.list()).find(({ name }) => name === 'mouse')!;
  await workbench.prompts.setPhrase({ classId: mouse.id, phrase: 'computer mouse' });
  await draw('menagerie');
  const both = await phrases();
  expect(both.get('mouse')).toBe('computer mouse');
  expect(both.get('mouse (animal)')).toBe('mouse, the animal');
  expect(both.get('crane')).toBe('crane, the bird');
});

test('controls drawn later go into the classes that are there, also renamed ones, in a set for each domain gap', async () => {
  await workbench.projects.create({ name: 'Controls' });
  const [dataSet] = await workbench.world.dataSets();
  const classes = dataSet!.classes.length;
  const perClass = { train: 1, val: 0, test: 0, ood: 0, oracle: 2 };
  const request = { dataSet: dataSet!.id, size: 64, seed: 1, perClass };
  const draw = async (more: Partial<StartDraw> = {}) => {
    const { jobId } = await workbench.world.startDraw({ ...request, ...more });
    expect((await finished(jobId)).state.status).toBe('done');
    return (await workbench.images.sets()).filter(({ role }) => role === 'synthetic');
  };
  await draw();
  const [first] = await workbench.classes.list();
  await workbench.classes.rename({ classId: first!.id, name: 'renamed' });

  const only = ['oracle', 'retrieval'] as const;
  await draw({ only: [...only], domainGap: 0.5, perClass: { ...perClass, retrieval: 3 } });
  const sets = await draw({ only: ['oracle'], domainGap: 0, name: 'no gap' });
  expect(sets.map(({ name, counts, origin }) => [name, counts.total, { ...origin, seed: 1 }])).toMatchObject([
    [`${dataSet!.name}, oracle`, 2 * classes, drawnOrigin({ look: 'enamel', domainGap: 1 })],
    [`${dataSet!.name}, oracle, gap 0.5`, 2 * classes, drawnOrigin({ look: 'enamel', domainGap: 0.5 })],
    [`${dataSet!.name}, retrieval`, 3 * classes, drawnOrigin({ part: 'retrieval', look: 'training' })],
    ['no gap', 2 * classes, drawnOrigin({ look: 'enamel', domainGap: 0 })],
  ]);
  const list = await workbench.classes.list();
  expect(list).toHaveLength(classes);
  expect(list[0]).toMatchObject({ name: 'renamed', counts: { synthetic: { undecided: 9 } } });
  await expect(workbench.world.startDraw({ ...request, only: ['oracle'] })).rejects.toMatchObject({
    code: 'conflict',
  });
});

const drawnOrigin = (rest: object): object => ({
  kind: 'drawn',
  dataSet: 'menagerie',
  part: 'oracle',
  seed: 1,
  ...rest,
});

test('a retrieval set holds the first pictures that the generator was trained on, to the last pixel', async () => {
  await workbench.projects.create({ name: 'Retrieval' });
  const { jobId } = await workbench.world.startDraw({
    dataSet: 'menagerie',
    size: 64,
    seed: 5,
    perClass: { train: 1, val: 0, test: 0, ood: 0, oracle: 0, retrieval: 2 },
    only: ['retrieval'],
  });
  expect((await finished(jobId)).state.status).toBe('done');
  const [owl] = (await workbench.classes.list()).filter(({ name }) => name === 'owl');
  const { ids } = await workbench.images.index({ classId: owl!.id });
  const details = await workbench.images.details(ids);
  for (const [i, detail] of details.entries()) {
    const spec = generatorPictureOf('owl', i);
    expect(detail.caption).toBe(captionOf(spec));
    const file = await workbench.imageFile(detail.id);
    const pixels = await sharp(file?.path).raw().toBuffer();
    expect(pixels.equals(drawPicture(spec, 64))).toBe(true);
  }
  expect(details).toHaveLength(2);
});

test('a set name that is taken leaves nothing behind, neither sets nor classes nor a job', async () => {
  await workbench.projects.create({ name: 'Taken' });
  const [dataSet] = await workbench.world.dataSets();
  for (let n = 0; n < 4; n++) await picture(join(folder, 'in', n < 2 ? 'cat' : 'dog', `${n}.png`), n);
  const splits = { kind: 'random', val: 0, test: 0, seed: 1 } as const;
  await importFolder(join(folder, 'in'), {
    role: 'synthetic',
    setName: `${dataSet!.name}, oracle`,
    splits,
  });
  const before = await workbench.images.sets();
  const perClass = { train: 1, val: 1, test: 1, ood: 1, oracle: 1 };
  const draw = workbench.world.startDraw({ dataSet: dataSet!.id, size: 64, seed: 1, perClass });
  await expect(draw).rejects.toMatchObject({ code: 'conflict' });
  const again = importFolder(join(folder, 'in'), {
    role: 'synthetic',
    setName: before[0]!.name,
    splits,
    mapping: [{ folder: 'cat', className: 'new class' }],
  });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
  expect(await workbench.images.sets()).toEqual(before);
  expect((await workbench.classes.list()).map(({ name }) => name)).toEqual(['cat', 'dog']);
  expect(await workbench.jobs.list()).toHaveLength(1);
});

test('what was dropped before there was a project moves into it; a second project gets a copy', async () => {
  const { id } = await workbench.acceptDrop(async (drop) => {
    for (let n = 0; n < 4; n++) await picture(join(drop, 'photos', n < 2 ? 'cat' : 'dog', `${n}.png`), n);
    return { name: 'photos', root: join(drop, 'photos') };
  });
  const splits = { kind: 'random', val: 0, test: 0, seed: 1 } as const;
  const first = await workbench.projects.create({ name: 'First' });
  expect((await importSource(id, { splits })).report.imported).toBe(4);
  expect(await readdir(join(folder, 'home', 'incoming'))).toEqual([]);
  const [drop] = await readdir(join(first.location, 'incoming'));
  const kept = join(first.location, 'incoming', drop!, 'photos');
  expect((await readdir(kept)).sort()).toEqual(['cat', 'dog']);

  const second = await workbench.projects.create({ name: 'Second' });
  expect((await importSource(id, { splits })).report.imported).toBe(4);
  expect((await readdir(kept)).sort()).toEqual(['cat', 'dog']);
  expect(await readdir(join(second.location, 'incoming'))).toHaveLength(1);
});

test('without a project every call says so', async () => {
  await expect(workbench.classes.list()).rejects.toMatchObject({ code: 'no-project' });
});

test('opening what is no project leaves the open one open, and two clients that open at once do no harm', async () => {
  const first = await workbench.projects.create({ name: 'First' });
  const wrong = workbench.projects.open({ sourceId: await workbench.registerSource(folder) });
  await expect(wrong).rejects.toMatchObject({ code: 'not-found' });
  expect((await workbench.projects.current())?.id).toBe(first.id);
  const [second, again] = await Promise.all([
    workbench.projects.create({ name: 'Second' }),
    workbench.projects.open({ sourceId: await workbench.registerSource(first.location) }),
  ]);
  expect(again.id).toBe(first.id);
  expect((await workbench.projects.current())?.id).toBe(first.id);
  await workbench.projects.open({ sourceId: await workbench.registerSource(second.location) });
});
