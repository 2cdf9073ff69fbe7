import { expect, test } from 'vitest';
import { writePromptsSchema } from '../../src-shared/api/prompts.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import type { Project } from '../project/project.ts';
import { createPromptsService } from './prompts-service.ts';

function serviceOf({ database }: Project) {
  const told: string[] = [];
  const service = createPromptsService({
    database,
    onPrompts: () => told.push('prompts'),
    onClasses: () => told.push('classes'),
  });
  return { service, told };
}

const write = (perClass: number, classIds?: number[]) =>
  writePromptsSchema.parse({ perClass, recipe: { kind: 'diversified' }, ...(classIds ? { classIds } : {}) });

test('what a draft shows is what is written, and a second time nothing is missing', async () => {
  await using t = await temporaryProject();
  const { service, told } = serviceOf(t.project);
  const [owl = 0, cat = 0] = await t.project.database.call('classes.ensure', ['owl', 'cat']);
  await service.setPhrase({ classId: owl, phrase: 'barn owl' });
  const draft = await service.draft(write(8));
  expect(
    draft.prompts.filter(({ classId }) => classId === owl).every(({ text }) => text.includes('a barn owl')),
  ).toBe(true);
  // Prompts that were written with another phrase are stale now.
  expect(told).toEqual(['classes', 'prompts']);
  const { added, ids, shortfalls } = await service.write(write(8));
  expect({ added, ids: ids.length, shortfalls }).toEqual({ added: 16, ids: 16, shortfalls: [] });
  expect((await service.list({})).map(({ text }) => text)).toEqual(draft.prompts.map(({ text }) => text));
  expect(await service.write(write(8))).toEqual({ added: 0, ids: [], shortfalls: [] });
  expect((await service.write(write(10, [cat]))).added).toBe(2);
  expect(told).toEqual(['classes', 'prompts', 'prompts', 'prompts', 'prompts']);
});

test('prompts come in, are archived and come back', async () => {
  await using t = await temporaryProject();
  const { service } = serviceOf(t.project);
  const [owl = 0] = await t.project.database.call('classes.ensure', ['owl']);
  const typed = (text: string) =>
    ({
      classId: owl,
      text,
      origin: 'typed',
      writer: 'person',
      context: null,
      style: null,
      attributes: {},
    }) as const;
  const { added, ids, known } = await service.add({ prompts: [typed('one'), typed('two'), typed('ONE')] });
  expect({ added, known }).toEqual({ added: 2, known: 1 });
  expect(await service.archive({ promptIds: [...ids, 99] })).toEqual({ archived: ids });
  expect(await service.list({})).toEqual([]);
  await service.restore({ promptIds: ids });
  expect(await service.list({})).toHaveLength(2);
});

test('too many at once, and classes that are gone, are refused before anything is written', async () => {
  await using t = await temporaryProject();
  const { service, told } = serviceOf(t.project);
  await t.project.database.call(
    'classes.ensure',
    Array.from({ length: 51 }, (_, i) => `class ${i}`),
  );
  await expect(service.write(write(1000))).rejects.toMatchObject({
    code: 'bad-input',
    message: 'These would be 51,000 prompts at once.',
  });
  await expect(service.write(write(1, [999]))).rejects.toMatchObject({ code: 'not-found' });
  expect(told).toEqual([]);
});

test('20,000 prompts of 50 classes are written without repeats, listed in order, and archived at once', async () => {
  await using t = await temporaryProject();
  const { service } = serviceOf(t.project);
  await t.project.database.call(
    'classes.ensure',
    Array.from({ length: 50 }, (_, i) => `class ${i}`),
  );
  const { added, ids } = await service.write(write(400));
  expect(added).toBe(20_000);
  const listed = await service.list({});
  expect(listed.map(({ id }) => id)).toEqual(ids);
  expect(new Set(listed.map(({ text, classId }) => `${classId} ${text}`)).size).toBe(20_000);
  expect((await service.archive({ promptIds: ids })).archived).toHaveLength(20_000);
  expect(await service.list({})).toEqual([]);
});
