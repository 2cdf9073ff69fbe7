import { expect, test } from 'vitest';
import { newImage, newSet, temporaryProject } from '../project/testing/temporary-project.ts';
import { planImageFolder } from './image-folder.ts';

test('splits of one set are folders, those of several sets lie in a folder for each set', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat] = await database.call('classes.ensure', ['cat']);
  const add = async (setId: number, name: string, split: 'train' | 'test' | null) =>
    database.call('images.insertMany', { setId, images: [newImage(name, cat!, { split })] });
  const photos = await newSet(t.project, 'real', 'Photos: 1/2');
  await add(photos, 'a', 'train');
  await add(photos, 'b', 'test');
  const folders = async (setId?: number) => {
    const planned = await planImageFolder(database, setId === undefined ? {} : { setId });
    return planned
      .map(({ payload }) => ('metadata' in payload ? payload.fileName : '').replace(/\/[^/]*$/, ''))
      .sort();
  };
  expect(await folders()).toEqual(['test/cat', 'train/cat']);

  await add(await newSet(t.project, 'real', 'Others'), 'c', 'train');
  await add(await newSet(t.project, 'synthetic', 'others'), 'd', null);
  expect(await folders()).toEqual([
    'Others/train/cat',
    'Photos_ 1_2/test/cat',
    'Photos_ 1_2/train/cat',
    'others (2)/cat',
  ]);
  expect(await folders(photos)).toEqual(['test/cat', 'train/cat']);
});
