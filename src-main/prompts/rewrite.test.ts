import { expect, test } from 'vitest';
import { type Rewrite, rewriteSchema } from '../../src-shared/api/prompts.ts';
import type { Project } from '../project/project.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { createPromptsService } from './prompts-service.ts';

const serviceOf = ({ database }: Project) =>
  createPromptsService({ database, onPrompts: () => undefined, onClasses: () => undefined });

const anew = (fields: Partial<Rewrite['request']> = {}, rest: Partial<Rewrite> = {}) =>
  rewriteSchema.parse({ request: { perClass: 8, recipe: { kind: 'diversified' }, ...fields }, ...rest });

test('the same request changes nothing, another seed spares what a person kept', async () => {
  await using t = await temporaryProject();
  const service = serviceOf(t.project);
  await t.project.database.call('classes.ensure', ['owl', 'cat']);
  const { ids } = await service.write(anew().request);
  const [locked = 0, edited = 0] = ids;
  expect(await service.planRewrite(anew())).toMatchObject({ added: [], removed: [], spared: 0 });
  expect((await service.planRewrite(anew())).same.toSorted((a, b) => a - b)).toEqual(ids);

  await service.setLocked({ promptIds: [locked], locked: true });
  await service.edit({ promptId: edited, text: 'an owl, said by hand' });
  const plan = await service.planRewrite(anew({ seed: 2 }));
  expect(plan.spared).toBe(2);
  expect(plan.removed.length + plan.same.length).toBe(ids.length - 2);
  expect(plan.added.length).toBe(plan.removed.length);
  expect(plan.removed).not.toContain(locked);

  const before = await service.list({});
  const { added, removed } = await service.applyRewrite(anew({ seed: 2 }));
  expect(removed.toSorted((a, b) => a - b)).toEqual(plan.removed.toSorted((a, b) => a - b));
  const list = await service.list({});
  expect(list).toHaveLength(ids.length);
  expect(list.filter(({ id }) => added.includes(id)).map(({ text }) => text)).toEqual(
    plan.added.map(({ text }) => text),
  );
  expect(await service.planRewrite(anew({ seed: 2 }))).toMatchObject({ added: [], removed: [] });
  await service.archive({ promptIds: added });
  await service.restore({ promptIds: removed });
  expect((await service.list({})).map(({ text }) => text)).toEqual(before.map(({ text }) => text));
});

test('stale prompts are written with the new phrase, as many of each kind, and nothing else changes', async () => {
  await using t = await temporaryProject();
  const service = serviceOf(t.project);
  const [crane = 0] = await t.project.database.call('classes.ensure', ['crane', 'cat']);
  const { ids } = await service.write(anew().request);
  await service.setPhrase({ classId: crane, phrase: 'crane, the bird' });
  const stale = (await service.list({})).filter((prompt) => prompt.stale);
  expect(stale).toHaveLength(8);
  const input = anew({ perClass: 1 }, { only: 'stale' });
  const plan = await service.planRewrite(input);
  expect(plan.removed.toSorted((a, b) => a - b)).toEqual(stale.map(({ id }) => id));
  expect(plan.added.every(({ text }) => text.includes('crane, the bird'))).toBe(true);
  const kinds = (prompts: readonly { origin: string }[]) => prompts.map(({ origin }) => origin).toSorted();
  expect(kinds(plan.added)).toEqual(kinds(stale));
  await service.applyRewrite(input);
  const list = await service.list({});
  expect(list.filter((prompt) => prompt.stale)).toEqual([]);
  expect(list).toHaveLength(ids.length);
});

test('typed prompts and other kinds stay', async () => {
  await using t = await temporaryProject();
  const service = serviceOf(t.project);
  const [owl = 0] = await t.project.database.call('classes.ensure', ['owl']);
  const typed = {
    classId: owl,
    text: 'typed',
    origin: 'typed',
    writer: 'person',
    context: null,
    style: null,
    attributes: {},
  } as const;
  await service.add({ prompts: [typed] });
  await service.write(anew({ recipe: { kind: 'plain' }, perClass: 1 }).request);
  await service.applyRewrite(anew());
  expect((await service.list({})).slice(0, 2).map(({ text }) => text)).toEqual(['typed', 'owl']);
});
