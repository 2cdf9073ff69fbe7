import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { NewPrompt, Prompt } from '../../../src-shared/domain/prompt.ts';
import type { Project } from '../project.ts';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';

const newPrompt = (classId: number, text: string, fields: Partial<NewPrompt> = {}): NewPrompt => ({
  classId,
  text,
  origin: 'typed',
  writer: 'person',
  context: null,
  style: null,
  attributes: {},
  ...fields,
});

const classesOf = ({ database }: Project, ...names: string[]): Promise<number[]> =>
  database.call('classes.ensure', names);

test('prompts are listed in class order, with what they name, and narrowed', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0, cat = 0] = await classesOf(t.project, 'owl', 'cat');
  await database.call('prompts.add', [
    newPrompt(cat, 'a photo of a cat on a beach', {
      origin: 'contextualized',
      writer: 'grammar',
      context: 'beach',
      attributes: { background: 'on a beach' },
    }),
    newPrompt(owl, 'A Woodcut of an OWL', { origin: 'stylized', writer: 'grammar', style: 'woodcut' }),
    newPrompt(owl, 'Eine Eule im Schnee, große Augen'),
  ]);
  const texts = async (filter: object) =>
    (await database.call('prompts.list', filter)).map(({ text }) => text);
  expect(await texts({})).toEqual([
    'A Woodcut of an OWL',
    'Eine Eule im Schnee, große Augen',
    'a photo of a cat on a beach',
  ]);
  expect(await texts({ classId: owl, text: 'GROSSE' })).toEqual([]);
  expect(await texts({ classId: owl, text: 'GROßE' })).toEqual(['Eine Eule im Schnee, große Augen']);
  expect(await texts({ text: 'schnee EINE' })).toEqual(['Eine Eule im Schnee, große Augen']);
  expect(await texts({ style: 'woodcut', text: ' owl ' })).toEqual(['A Woodcut of an OWL']);
  expect(await texts({ context: 'beach', origin: 'contextualized' })).toHaveLength(1);
  expect(await texts({ context: 'beach', origin: 'stylized' })).toEqual([]);
  expect((await database.call('prompts.list', { classId: cat }))[0]).toMatchObject({
    writer: 'grammar',
    context: 'beach',
    style: null,
    attributes: { background: 'on a beach' },
    edited: false,
    original: null,
    images: { total: 0, keep: 0, reject: 0 },
  });
  expect((await database.call('classes.list')).map(({ prompts }) => prompts)).toEqual([2, 1]);
});

test('the list comes in pages as it comes at once, also when the last prompt of a page has gone', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0, cat = 0] = await classesOf(t.project, 'owl', 'cat');
  await database.call(
    'prompts.add',
    Array.from({ length: 11 }, (_, i) => newPrompt(i % 3 ? cat : owl, `number ${i}`)),
  );
  const whole = await database.call('prompts.list', {});
  const paged = [];
  for (let after: number | null = null; ; ) {
    const page: Prompt[] = await database.call('prompts.page', { after, limit: 4 });
    paged.push(...page);
    if (page.length < 4) break;
    after = page.at(-1)?.id ?? null;
  }
  expect(paged).toEqual(whole);
  const gone = whole[3]?.id ?? 0;
  await database.call('prompts.archive', [gone]);
  expect(await database.call('prompts.page', { after: gone, limit: 3 })).toEqual(whole.slice(4, 7));
});

test('a class has a text once, whatever its case, width and spaces', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0, cat = 0] = await classesOf(t.project, 'owl', 'cat');
  const added = await database.call('prompts.add', [
    newPrompt(owl, 'a photo of it'),
    newPrompt(owl, 'A  photo of IT'),
    newPrompt(owl, 'ａ photo of it'),
    newPrompt(cat, 'a photo of it'),
  ]);
  expect(added).toHaveLength(2);
  expect(await database.call('prompts.add', [newPrompt(owl, 'a PHOTO of it')])).toEqual([]);
  await expect(database.call('prompts.add', [newPrompt(99, 'x')])).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('an edited prompt keeps what it first said, until it says that again', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0] = await classesOf(t.project, 'owl');
  const [first = 0] = await database.call('prompts.add', [newPrompt(owl, 'one'), newPrompt(owl, 'two')]);
  const show = async () => (await database.call('prompts.list', {}))[0];
  await database.call('prompts.edit', { promptId: first, text: 'three' });
  await database.call('prompts.edit', { promptId: first, text: 'four' });
  expect(await show()).toMatchObject({ text: 'four', edited: true, original: 'one' });
  await expect(database.call('prompts.edit', { promptId: first, text: 'TWO' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await database.call('prompts.edit', { promptId: first, text: 'Four' });
  await database.call('prompts.edit', { promptId: first, text: 'one' });
  expect(await show()).toMatchObject({ text: 'one', edited: false, original: null });
  await expect(database.call('prompts.edit', { promptId: 99, text: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('an archived prompt leaves the list and comes back, unless its text is there again', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0] = await classesOf(t.project, 'owl');
  const ids = await database.call('prompts.add', [newPrompt(owl, 'one'), newPrompt(owl, 'two')]);
  const [one = 0] = ids;
  expect(await database.call('prompts.archive', ids)).toEqual(ids);
  expect(await database.call('prompts.archive', ids)).toEqual([]);
  await expect(database.call('prompts.edit', { promptId: one, text: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const texts = async () => (await database.call('prompts.list', {})).map(({ id, text }) => [id, text]);
  expect(await texts()).toEqual([]);
  // Written again in the same way it is the same prompt; written in another way it is a new one.
  expect(await database.call('prompts.add', [newPrompt(owl, 'One')])).toEqual([one]);
  const [imported] = await database.call('prompts.add', [
    newPrompt(owl, 'two', { origin: 'imported', writer: 'file' }),
  ]);
  expect(ids).not.toContain(imported);
  await database.call('prompts.restore', ids);
  expect(await texts()).toEqual([
    [one, 'one'],
    [imported, 'two'],
  ]);
});

test('a prompt counts its images, and they outlive it', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0] = await classesOf(t.project, 'owl');
  const [prompt = 0] = await database.call('prompts.add', [newPrompt(owl, 'a photo of an owl')]);
  const setId = await newSet(t.project, 'synthetic', 'made');
  const verdicts = ['keep', 'keep', 'reject', 'undecided'] as const;
  await database.call('images.insertMany', {
    setId,
    images: verdicts.map((verdict, i) => newImage(`g${i}`, owl, { split: null, verdict })),
  });
  using db = disposable(new SqliteDatabase(join(t.folder, 'project.sqlite')));
  db.exec(`INSERT INTO generation (set_id, generator, model, settings, created_at) VALUES (${setId}, 'built-in', 'm', '{}', '');
           INSERT INTO generated_image (image_id, generation_id, prompt_id, prompt_text, origin)
             SELECT id, 1, ${prompt}, 'a photo of an owl', 'typed' FROM image`);
  expect(await database.call('prompts.list', {})).toMatchObject([
    { id: prompt, images: { total: 4, keep: 2, reject: 1 } },
  ]);
  await database.call('prompts.edit', { promptId: prompt, text: 'a picture of an owl' });
  await database.call('prompts.archive', [prompt]);
  expect(db.prepare('SELECT DISTINCT prompt_id, prompt_text FROM generated_image').all()).toEqual([
    { prompt_id: prompt, prompt_text: 'a photo of an owl' },
  ]);
});

test('phrases are set, suggested only where there is none, and say nothing where they repeat the name', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [crane = 0, owl = 0] = await classesOf(t.project, 'crane', 'owl');
  const phrases = async () => (await database.call('classes.list')).map(({ phrase }) => phrase);
  await database.call('classes.suggestNames', [
    { classId: crane, phrase: 'crane, the bird', commonName: 'crane' },
    { classId: owl, phrase: 'owl', commonName: 'owl' },
  ]);
  expect(await phrases()).toEqual(['crane, the bird', null]);
  const other = { classId: crane, phrase: 'crane, the building machine', commonName: 'digger' };
  await database.call('classes.suggestNames', [other]);
  expect(await phrases()).toEqual(['crane, the bird', null]);
  await database.call('classes.setPhrase', { classId: crane, phrase: null });
  await database.call('classes.setPhrase', { classId: owl, phrase: 'great grey owl' });
  expect(await phrases()).toEqual([null, 'great grey owl']);
  await expect(database.call('classes.setPhrase', { classId: 99, phrase: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

const disposable = (db: SqliteDatabase.Database) =>
  Object.assign(db, { [Symbol.dispose]: () => void db.close() });
