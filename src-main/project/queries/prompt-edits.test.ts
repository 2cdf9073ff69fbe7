import { expect, test } from 'vitest';
import type { NewPrompt, Prompt } from '../../../src-shared/domain/prompt.ts';
import type { Project } from '../project.ts';
import { temporaryProject } from '../testing/temporary-project.ts';

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

async function owls({ database }: Project, ...texts: string[]): Promise<number[]> {
  const [owl = 0] = await database.call('classes.ensure', ['owl']);
  return database.call(
    'prompts.add',
    texts.map((text) => newPrompt(owl, text)),
  );
}

const listOf = ({ database }: Project): Promise<Prompt[]> => database.call('prompts.list', {});
const textsOf = async (project: Project): Promise<string[]> =>
  (await listOf(project)).map(({ text }) => text);

test('many are edited at once and given back what they said', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [one = 0, two = 0, three = 0, four = 0] = await owls(t.project, 'one', 'two', 'three', 'four');
  await database.call('prompts.setLocked', { promptIds: [four], locked: true });
  const before = await listOf(t.project);
  const done = await database.call('prompts.editMany', [
    { promptId: one, text: 'two', context: 'beach' },
    { promptId: two, text: 'one' },
    { promptId: three, text: 'ONE', style: 'woodcut' },
    { promptId: four, text: 'x' },
    { promptId: 99, text: 'y' },
  ]);
  expect(done).toEqual({
    changed: 2,
    before: [
      { promptId: one, text: 'one', context: null },
      { promptId: two, text: 'two' },
    ],
    conflicts: [{ promptId: three, text: 'ONE' }],
    locked: [four],
    missing: [99],
  });
  expect(await listOf(t.project)).toMatchObject([
    { text: 'two', original: 'one', edited: true, context: 'beach' },
    { text: 'one', original: 'two' },
    { text: 'three', edited: false, style: null },
    { text: 'four', locked: true },
  ]);
  await database.call('prompts.restoreMany', done.before);
  expect(await listOf(t.project)).toEqual(before);
});

test('an archived prompt does not stand in the way, and does not change', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [one = 0, two = 0] = await owls(t.project, 'one', 'two');
  await database.call('prompts.archive', [two]);
  const done = await database.call('prompts.editMany', [
    { promptId: one, text: 'two' },
    { promptId: two, text: 'three' },
  ]);
  expect(done).toMatchObject({ changed: 1, conflicts: [], missing: [two] });
  expect(await textsOf(t.project)).toEqual(['two']);
});

test('locked prompts stay when many are archived, and go when one is', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const ids = await owls(t.project, 'one', 'two', 'three');
  const [one = 0] = ids;
  expect(await database.call('prompts.setLocked', { promptIds: [one], locked: true })).toEqual([one]);
  expect(await database.call('prompts.setLocked', { promptIds: [one], locked: true })).toEqual([]);
  expect(await database.call('prompts.archive', ids)).toEqual(ids.slice(1));
  expect(await textsOf(t.project)).toEqual(['one']);
  await database.call('prompts.edit', { promptId: one, text: 'by hand', context: 'snow' });
  expect(await listOf(t.project)).toMatchObject([{ text: 'by hand', context: 'snow', locked: true }]);
  expect(await database.call('prompts.archive', [one])).toEqual([one]);
});

test('a prompt is stale while it says another phrase than its class has', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [crane = 0] = await database.call('classes.ensure', ['crane']);
  const [id = 0] = await database.call('prompts.add', [
    newPrompt(crane, 'a crane on a beach', { phrase: 'crane' }),
    newPrompt(crane, 'typed by hand'),
  ]);
  const stale = async () => (await listOf(t.project)).map((prompt) => prompt.stale);
  expect(await stale()).toEqual([false, false]);
  await database.call('classes.setPhrase', { classId: crane, phrase: 'crane, the bird' });
  expect(await stale()).toEqual([true, false]);
  const done = await database.call('prompts.editMany', [
    { promptId: id, text: 'a Crane, the bird, on a beach' },
  ]);
  expect(await stale()).toEqual([false, false]);
  await database.call('prompts.restoreMany', done.before);
  expect(await stale()).toEqual([true, false]);
});
