import { expect, test } from 'vitest';
import { newSet, temporaryProject } from '../testing/temporary-project.ts';

test('a drawn OOD set is covered as long as something to train on has its style', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0] = await database.call('classes.ensure', ['cat']);
  const origin = { kind: 'drawn', dataSet: 'menagerie', look: 'studio', seed: 1 } as const;
  const ood = (name: string) =>
    database.call('sets.create', {
      role: 'ood',
      name,
      origin: { ...origin, part: 'ood', styles: [name] },
      styleCoverage: 'unknown',
    });
  for (const name of ['watercolour', 'line drawing', 'blueprint']) await ood(name);
  const coverage = async () =>
    Object.fromEntries((await database.call('sets.list')).map((set) => [set.name, set.styleCoverage]));
  const nothing = { watercolour: 'held-out', 'line drawing': 'held-out', blueprint: 'held-out' };
  expect(await coverage()).toEqual(nothing);

  const [promptId = 0] = await database.call('prompts.add', [
    {
      classId: cat,
      text: 'a watercolour painting of a cat',
      origin: 'stylized',
      writer: 'grammar',
      context: null,
      style: 'Watercolour',
      attributes: {},
    },
  ]);
  expect(await coverage()).toEqual({ ...nothing, watercolour: 'covered' });
  await database.call('prompts.archive', [promptId]);
  expect(await coverage()).toEqual(nothing);

  await database.call('sets.create', {
    role: 'synthetic',
    name: 'Oracle',
    origin: { ...origin, part: 'oracle', styles: ['photo', 'line drawing'] },
    styleCoverage: 'unknown',
  });
  expect(await coverage()).toMatchObject({ 'line drawing': 'covered', blueprint: 'held-out' });
  const drawn = await database.call('sets.findByName', { role: 'ood', name: 'blueprint' });
  await expect(
    database.call('sets.setStyleCoverage', { setId: drawn ?? 0, styleCoverage: 'covered' }),
  ).rejects.toMatchObject({ code: 'bad-input' });
});

test('of an imported OOD set a person says it, with a proposal by its name', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [cat = 0] = await database.call('classes.ensure', ['cat']);
  const sketches = await newSet(t.project, 'ood', 'pencil_sketch-2');
  const real = await newSet(t.project, 'real', 'pencil sketch');
  const prompt = (style: string) => ({
    classId: cat,
    text: `a ${style} of a cat`,
    origin: 'stylized' as const,
    writer: 'grammar' as const,
    context: null,
    style,
    attributes: {},
  });
  await database.call('prompts.add', [prompt('sketch'), prompt('pencil sketch'), prompt('etch')]);
  const [first, second] = await database.call('sets.list');
  expect(first).toMatchObject({ styleCoverage: 'unknown', namedStyle: 'pencil sketch' });
  expect(second).not.toHaveProperty('namedStyle');
  await database.call('sets.setStyleCoverage', { setId: sketches, styleCoverage: 'covered' });
  expect(await database.call('sets.get', sketches)).toMatchObject({ styleCoverage: 'covered' });
  for (const setId of [real, 99]) {
    await expect(
      database.call('sets.setStyleCoverage', { setId, styleCoverage: 'covered' }),
    ).rejects.toThrow();
  }
});
