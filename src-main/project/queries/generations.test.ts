import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Project } from '../project.ts';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';
import type { NewProvenance } from './provenance.ts';

const made = (text: string, fields: Partial<NewProvenance> = {}): NewProvenance => ({
  generation: {
    jobId: null,
    generator: 'built-in',
    model: 'Starter',
    modelHash: 'ab'.repeat(32),
    settings: { steps: 25, scheduler: 'ddim' },
  },
  promptId: null,
  promptText: text,
  negativePrompt: '',
  origin: 'plain',
  context: null,
  style: null,
  seed: 1,
  attempt: 1,
  ...fields,
});

async function enter(
  project: Project,
  setId: number,
  classId: number,
  name: string,
  generated: NewProvenance,
  verdict: 'keep' | 'reject' | 'undecided' = 'undecided',
): Promise<number> {
  const image = newImage(name, classId, { split: null, verdict, generated });
  const [result] = await project.database.call('images.insertMany', { setId, images: [image] });
  if (!result || !('id' in result)) throw new Error('The image was not entered.');
  return result.id;
}

/** Prompts have their own area; here they are rows. */
function addPrompt(folder: string, classId: number, text: string, origin = 'plain', archived = 0): number {
  const db = new Database(join(folder, 'project.sqlite'));
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO prompt (class_id, text, text_key, origin, writer, archived, created_at)
       VALUES (?, ?, ?, ?, 'grammar', ?, '2026-01-01')`,
    )
    .run(classId, text, text, origin, archived);
  db.close();
  return Number(lastInsertRowid);
}

test('an image is entered with its provenance, which its details give back', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat] = await database.call('classes.ensure', ['cat']);
  const setId = await newSet(t.project, 'synthetic', 'Generated');
  const promptId = addPrompt(t.folder, cat!, 'a photo of a cat');
  const id = await enter(t.project, setId, cat!, 'one', made('a photo of a cat', { promptId, style: 'ink' }));
  const [plain] = await database.call('images.insertMany', {
    setId,
    images: [newImage('imported', cat!, { split: null })],
  });
  const details = await database.call('images.details', [id, (plain as { id: number }).id]);
  expect(details.map(({ generatedFrom }) => generatedFrom)).toEqual([
    {
      generator: 'built-in',
      model: 'Starter',
      modelHash: 'ab'.repeat(32),
      promptId,
      promptText: 'a photo of a cat',
      negativePrompt: '',
      origin: 'plain',
      context: null,
      style: 'ink',
      seed: 1,
      attempt: 1,
      settings: { steps: 25, scheduler: 'ddim' },
      jobId: null,
    },
    null,
  ]);
});

test('images of one job share their generation; a duplicate leaves nothing behind', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat] = await database.call('classes.ensure', ['cat']);
  const setId = await newSet(t.project, 'synthetic', 'Generated');
  await enter(t.project, setId, cat!, 'one', made('a cat'));
  await enter(t.project, setId, cat!, 'two', made('a cat', { seed: 2 }));
  const again = newImage('two', cat!, { split: null, generated: made('a cat', { seed: 3 }) });
  const [result] = await database.call('images.insertMany', { setId, images: [again] });
  expect(result).toHaveProperty('duplicateOf');
  const db = new Database(join(t.folder, 'project.sqlite'), { readonly: true });
  expect(db.prepare('SELECT count(*) AS n FROM generation').get()).toEqual({ n: 1 });
  expect(db.prepare('SELECT count(*) AS n FROM generated_image').get()).toEqual({ n: 2 });
  db.close();
});

test('a prompt that was removed leaves its text with the image, and a set goes with its generations', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat] = await database.call('classes.ensure', ['cat']);
  const setId = await newSet(t.project, 'synthetic', 'Generated');
  const id = await enter(t.project, setId, cat!, 'one', made('a cat', { promptId: 999 }));
  const [detail] = await database.call('images.details', [id]);
  expect(detail?.generatedFrom).toMatchObject({ promptId: null, promptText: 'a cat' });
  await database.call('sets.remove', setId);
  expect(await database.call('generations.tally', setId)).toEqual({
    classes: [],
    prompts: [],
    generators: [],
  });
});

test('prompts are chosen by class, origin and id, in class order', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat, dog] = await database.call('classes.ensure', ['cat', 'dog']);
  const dogPlain = addPrompt(t.folder, dog!, 'a dog');
  const catInk = addPrompt(t.folder, cat!, 'an ink drawing of a cat', 'stylized');
  const catPlain = addPrompt(t.folder, cat!, 'a cat');
  addPrompt(t.folder, cat!, 'an old cat', 'plain', 1);
  const ids = async (choice: Parameters<typeof choose>[0]) => (await choose(choice)).map(({ id }) => id);
  const choose = (choice: { classIds?: number[]; origins?: 'plain'[]; promptIds?: number[] }) =>
    database.call('generations.prompts', choice);
  expect(await ids({})).toEqual([catInk, catPlain, dogPlain]);
  expect(await ids({ classIds: [cat!] })).toEqual([catInk, catPlain]);
  expect(await ids({ origins: ['plain'] })).toEqual([catPlain, dogPlain]);
  expect(await ids({ promptIds: [dogPlain] })).toEqual([dogPlain]);
  expect(await ids({ classIds: [] })).toEqual([]);
});

test('the tally tells live from rejected images by class, prompt and attempt', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat] = await database.call('classes.ensure', ['cat']);
  const setId = await newSet(t.project, 'synthetic', 'Generated');
  const promptId = addPrompt(t.folder, cat!, 'a cat');
  await enter(t.project, setId, cat!, 'one', made('a cat', { promptId, seed: 5 }), 'keep');
  await enter(t.project, setId, cat!, 'two', made('a cat', { promptId, seed: 6 }), 'reject');
  await enter(t.project, setId, cat!, 'three', made('a cat', { promptId, seed: 7, attempt: 2 }));
  await enter(t.project, setId, cat!, 'four', made('elsewhere', { seed: null }));
  expect(await database.call('generations.tally', setId)).toEqual({
    classes: [{ classId: cat, live: 3, places: 3 }],
    prompts: [
      { promptId, attempt: 1, live: 1, rejected: 1 },
      { promptId, attempt: 2, live: 1, rejected: 0 },
    ],
    generators: [{ generator: 'built-in', model: 'Starter' }],
  });
  const used = await database.call('generations.usedSeeds', { setId, jobId: 0 });
  expect(used.toSorted((a, b) => a - b)).toEqual([5, 6, 7]);
});
