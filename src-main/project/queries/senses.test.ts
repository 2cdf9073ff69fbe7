import { expect, test } from 'vitest';
import type { NewPrompt } from '../../../src-shared/domain/prompt.ts';
import type { Project } from '../project.ts';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';

const written = (classId: number, text: string, phrase: string | null): NewPrompt => ({
  classId,
  text,
  origin: 'contextualized',
  writer: 'grammar',
  context: null,
  style: null,
  attributes: {},
  phrase,
});

const list = ({ database }: Project) => database.call('senses.list');
const phrases = async ({ database }: Project) =>
  (await database.call('classes.list')).map(({ phrase }) => phrase);

async function twoCranes(project: Project): Promise<{ first: number; second: number; bird: number }> {
  const { database } = project;
  const [first = 0, second = 0] = await database.call('classes.ensure', ['crane', 'crane_2']);
  await database.call('senses.setCommonName', { classId: second, commonName: 'crane' });
  const bird = await database.call('senses.add', {
    classId: first,
    phrase: 'crane, the bird',
    gloss: 'a tall wading bird',
  });
  return { first, second, bird };
}

test('a pinned sense names the class in prompts, and written ones become stale', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { first, second, bird } = await twoCranes(t.project);
  await database.call('prompts.add', [
    written(first, 'a photo of a crane', 'crane'),
    written(first, 'a crane, the bird, at dusk', 'crane, the bird'),
    written(first, 'by hand', null),
    written(second, 'a crane on a beach', 'crane'),
  ]);
  expect((await list(t.project)).map(({ stalePrompts }) => stalePrompts)).toEqual([1, 0]);

  await database.call('senses.pin', { classId: first, senseId: bird, by: 'person' });
  expect(await phrases(t.project)).toEqual(['crane, the bird', null]);
  expect((await list(t.project))[0]).toMatchObject({
    className: 'crane',
    commonName: 'crane',
    pinned: { senseId: bird, by: 'person' },
    stalePrompts: 1,
    senses: [{ id: bird, phrase: 'crane, the bird', gloss: 'a tall wading bird', source: 'person' }],
  });
  const stale = (await database.call('prompts.list', {})).filter((prompt) => prompt.stale);
  expect(stale.map(({ text }) => text)).toEqual(['a photo of a crane']);

  await database.call('senses.edit', { senseId: bird, phrase: 'crane, the wading bird', gloss: '' });
  expect(await phrases(t.project)).toEqual(['crane, the wading bird', null]);
  expect((await list(t.project))[0]?.stalePrompts).toBe(2);

  await database.call('senses.pin', { classId: first, senseId: null, by: 'person' });
  expect(await phrases(t.project)).toEqual([null, null]);
  expect((await list(t.project))[0]).toMatchObject({ pinned: null, stalePrompts: 1 });
});

test('classes of the same common name stay two, each with its own sense', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { first, second, bird } = await twoCranes(t.project);
  const machine = await database.call('senses.add', {
    classId: second,
    phrase: 'Crane, the bird',
    gloss: '',
  });
  await database.call('senses.pin', { classId: first, senseId: bird, by: 'person' });
  await database.call('senses.pin', { classId: second, senseId: machine, by: 'vote' });
  expect((await list(t.project)).map(({ commonName, pinned }) => [commonName, pinned])).toEqual([
    ['crane', { senseId: bird, by: 'person' }],
    ['crane', { senseId: machine, by: 'vote' }],
  ]);
  await expect(
    database.call('senses.pin', { classId: first, senseId: machine, by: 'person' }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await database.call('senses.setCommonName', { classId: second, commonName: null });
  expect((await list(t.project))[1]?.commonName).toBe('crane_2');
});

test('a phrase by hand takes the pin away, and removing a pinned sense the phrase', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { first, bird } = await twoCranes(t.project);
  await database.call('senses.pin', { classId: first, senseId: bird, by: 'vote' });
  await database.call('classes.setPhrase', { classId: first, phrase: 'crane in the zoo' });
  expect((await list(t.project))[0]?.pinned).toBeNull();
  await database.call('senses.pin', { classId: first, senseId: null, by: 'person' });
  expect((await phrases(t.project))[0]).toBe('crane in the zoo');

  await database.call('senses.pin', { classId: first, senseId: bird, by: 'person' });
  await database.call('senses.remove', bird);
  expect((await phrases(t.project))[0]).toBeNull();
  expect((await list(t.project))[0]).toMatchObject({ pinned: null, senses: [] });
  await expect(database.call('senses.remove', bird)).rejects.toMatchObject({ code: 'not-found' });
});

test('a phrase is there once a class, whoever proposes it', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { first, bird } = await twoCranes(t.project);
  await expect(
    database.call('senses.add', { classId: first, phrase: 'CRANE,  the bird', gloss: '' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const proposal = {
    classId: first,
    source: 'lexicon' as const,
    exchangeId: null,
    senses: [
      { phrase: 'crane, the bird', gloss: 'other words' },
      { phrase: 'crane, the building machine', gloss: 'it lifts loads' },
    ],
  };
  expect(await database.call('senses.propose', proposal)).toBe(1);
  expect(await database.call('senses.propose', proposal)).toBe(0);
  const [crane] = await list(t.project);
  expect(crane?.senses.map(({ phrase, source }) => [phrase, source])).toEqual([
    ['crane, the bird', 'person'],
    ['crane, the building machine', 'lexicon'],
  ]);
  await expect(
    database.call('senses.edit', { senseId: bird, phrase: 'crane, the building machine', gloss: '' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  expect(await database.call('senses.propose', { ...proposal, classId: 99 })).toBe(0);
});

test('a vote is outdated once senses, phrases or train images are others', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { first, bird } = await twoCranes(t.project);
  const setId = await newSet(t.project, 'real', 'photos');
  const add = (name: string, split: 'train' | 'test') =>
    database.call('images.insertMany', { setId, images: [newImage(name, first, { split })] });
  await add('a', 'train');
  await add('b', 'test');
  const [images] = await database.call('senseVotes.trainImages');
  expect(images).toMatchObject({ classId: first, imageIds: [expect.any(Number)] });
  const [image = 0] = images?.imageIds ?? [];
  const vote = async () => (await list(t.project))[0]?.vote;
  await database.call('senseVotes.save', {
    classId: first,
    model: 'clip',
    modelHash: 'h',
    result: {
      senses: [{ senseId: bird, phrase: 'crane, the bird' }],
      trainImages: { count: 1, sum: image },
      images: 1,
      seed: 1,
      shares: [{ senseId: bird, share: 1, low: 1, high: 1, voters: 1, examples: [image, 12_345] }],
      proposed: bird,
      doubt: null,
    },
  });
  expect(await vote()).toMatchObject({ outdated: false, proposed: bird, shares: [{ examples: [image] }] });
  await database.call('senses.edit', { senseId: bird, phrase: 'crane, a bird', gloss: '' });
  expect(await vote()).toMatchObject({ outdated: true });
  await database.call('senses.edit', { senseId: bird, phrase: 'crane, the bird', gloss: 'new' });
  expect(await vote()).toMatchObject({ outdated: false });
  await add('c', 'test');
  expect(await vote()).toMatchObject({ outdated: false });
  await add('d', 'train');
  expect(await vote()).toMatchObject({ outdated: true });
  expect((await list(t.project))[0]?.realTrainImages).toBe(2);
});
