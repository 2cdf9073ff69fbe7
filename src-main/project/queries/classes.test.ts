import { expect, test } from 'vitest';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';

test('classes are kept in label order, without gaps', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0, dog = 0, emu = 0] = await database.call('classes.ensure', ['cat', 'dog', 'emu']);
  await database.call('classes.reorder', [emu, cat, dog]);
  const order = async () =>
    (await database.call('classes.list')).map(({ name, position }) => [position, name]);
  expect(await order()).toEqual([
    [0, 'emu'],
    [1, 'cat'],
    [2, 'dog'],
  ]);
  await database.call('classes.remove', cat);
  expect(await order()).toEqual([
    [0, 'emu'],
    [1, 'dog'],
  ]);
  await expect(database.call('classes.reorder', [emu])).rejects.toMatchObject({ code: 'conflict' });
  await expect(database.call('classes.reorder', [emu, emu])).rejects.toMatchObject({ code: 'conflict' });
  await expect(database.call('classes.remove', cat)).rejects.toMatchObject({ code: 'not-found' });
});

test('names that differ only in case or composition are the same', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const added = await database.call('classes.add', { name: 'M\u00f6we' });
  expect(await database.call('classes.ensure', ['MO\u0308WE', 'm\u00f6we', '../x', 'CON', '🦆'])).toEqual([
    added.id,
    added.id,
    expect.any(Number),
    expect.any(Number),
    expect.any(Number),
  ]);
  await expect(database.call('classes.add', { name: 'MÖWE' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(database.call('classes.rename', { classId: added.id, name: 'con' })).rejects.toMatchObject({
    code: 'conflict',
    message: 'There is already a class named "CON".',
  });
  await database.call('classes.rename', { classId: added.id, name: 'MÖWE' });
  await expect(database.call('classes.rename', { classId: 99, name: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a class counts its images by role, split and verdict, and stays while it has any', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0] = await database.call('classes.ensure', ['cat', 'empty']);
  const real = await newSet(t.project, 'real', 'photos');
  const synthetic = await newSet(t.project, 'synthetic', 'made');
  const ood = await newSet(t.project, 'ood', 'sketches');
  const splits = ['train', 'train', 'val', 'test'] as const;
  await database.call('images.insertMany', {
    setId: real,
    images: splits.map((split, i) => newImage(`r${i}`, cat, { split })),
  });
  const verdicts = ['keep', 'reject', 'undecided', 'keep'] as const;
  await database.call('images.insertMany', {
    setId: synthetic,
    images: verdicts.map((verdict, i) => newImage(`s${i}`, cat, { split: null, verdict })),
  });
  await database.call('images.insertMany', { setId: ood, images: [newImage('o', cat, { split: null })] });
  const [first, second] = await database.call('classes.list');
  expect(first?.counts).toEqual({
    real: { train: 2, val: 1, test: 1 },
    synthetic: { undecided: 1, keep: 2, reject: 1 },
    ood: 1,
  });
  expect(second?.counts.real).toEqual({ train: 0, val: 0, test: 0 });
  await expect(database.call('classes.remove', cat)).rejects.toMatchObject({
    code: 'conflict',
    message: '9 images belong to this class.',
  });
});
