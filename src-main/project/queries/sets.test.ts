import { expect, test } from 'vitest';
import { trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';

test('sets tell where they came from and count their images by split', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0] = await database.call('classes.ensure', ['cat']);
  const real = await newSet(t.project, 'real', 'Photos');
  const origin = { kind: 'drawn', dataSet: 'meadow', part: 'ood', look: 'ink', seed: 3 } as const;
  const drawn = await database.call('sets.create', {
    role: 'ood',
    name: 'Ink',
    origin,
    styleCoverage: 'held-out',
  });
  await database.call('images.insertMany', {
    setId: real,
    images: [newImage('a', cat), newImage('b', cat, { split: 'test' })],
  });
  await database.call('images.insertMany', { setId: drawn, images: [newImage('c', cat, { split: null })] });
  expect(await database.call('sets.list')).toMatchObject([
    { id: real, role: 'real', name: 'Photos', counts: { total: 2, train: 1, val: 0, test: 1, none: 0 } },
    {
      id: drawn,
      origin,
      styleCoverage: 'held-out',
      counts: { total: 1, train: 0, val: 0, test: 0, none: 1 },
    },
  ]);
  expect(await database.call('sets.get', drawn)).toMatchObject({ name: 'Ink' });
  expect(await database.call('sets.get', 99)).toBeNull();
  expect(await database.call('sets.findByName', { role: 'real', name: 'PHOTOS' })).toBe(real);
  expect(await database.call('sets.findByName', { role: 'ood', name: 'Photos' })).toBeNull();
  await expect(newSet(t.project, 'real', 'photos')).rejects.toMatchObject({ code: 'conflict' });
});

test('a set goes with its images, but not while a run needs it', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0] = await database.call('classes.ensure', ['cat']);
  const real = await newSet(t.project, 'real', 'Photos');
  const made = await newSet(t.project, 'synthetic', 'Made');
  await database.call('images.insertMany', { setId: made, images: [newImage('a', cat, { split: null })] });
  const [runId = 0] = await database.call('runs.create', [
    {
      experiment: 'First',
      recipe: 'mixed',
      seed: 1,
      settings: trainingSettingsSchema.parse({}),
      realSetId: real,
      syntheticSetIds: [made],
      images: { real: 0, synthetic: 1 },
      digests: { data: 'd', synthetic: 's' },
      classNames: ['cat'],
      totalSteps: 10,
      drawn: false,
    },
  ]);
  for (const setId of [real, made]) {
    await expect(database.call('sets.remove', setId)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The runs of "First" still need this set.',
    });
  }
  await database.call('runs.update', { runId, changes: { status: 'done' } });
  await database.call('sets.remove', made);
  expect((await database.call('images.index', {})).total).toBe(0);
  await expect(database.call('sets.remove', made)).rejects.toMatchObject({ code: 'not-found' });
  const late = database.call('images.insertMany', { setId: made, images: [] });
  await expect(late).rejects.toMatchObject({ code: 'not-found' });
});

test.each([
  { kind: 'train', unit: 'steps', settings: (id: number) => ({ realSetId: 0, oodSetIds: [99, id] }) },
  { kind: 'import', unit: 'files', settings: (id: number) => ({ setId: id, setName: 'Ink' }) },
  { kind: 'draw', unit: 'images', settings: (id: number) => ({ parts: [{ setId: 99 }, { setId: id }] }) },
] as const)('a set does not go while a $kind job needs it', async ({ kind, unit, settings }) => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const other = await newSet(t.project, 'ood', 'Paint');
  const setId = await newSet(t.project, 'ood', 'Ink');
  const jobId = await database.call('jobs.add', { kind, title: 'Ink job', unit, settings: settings(setId) });
  await expect(database.call('sets.remove', setId)).rejects.toMatchObject({
    code: 'conflict',
    message: 'The job "Ink job" still needs this set.',
  });
  await database.call('sets.remove', other);
  await database.call('jobs.cancel', { jobId, from: ['queued'] });
  await database.call('sets.remove', setId);
});
