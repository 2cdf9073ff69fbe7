import { expect, test } from 'vitest';
import type { Verdict } from '../../../src-shared/domain/image-set.ts';
import type { Project } from '../project.ts';
import { newImage, newSet, sha256, temporaryProject } from '../testing/temporary-project.ts';
import type { NewImage } from './image-rows.ts';

interface Filled {
  classIds: number[];
  setId: number;
  ids: number[];
}

/** A real set with one picture for each of the fields given; class 0 unless they say otherwise. */
async function filled(
  project: Project,
  fields: readonly Partial<NewImage>[],
  name = 'Photos',
): Promise<Filled> {
  const { database } = project;
  const classIds = await database.call('classes.ensure', ['ant', 'bee', 'cat']);
  const setId = await newSet(project, 'real', name);
  const images = fields.map((field, i) => newImage(`${name} ${i}`, classIds[0] ?? 0, field));
  const inserted = await database.call('images.insertMany', { setId, images });
  return { classIds, setId, ids: inserted.map((entry) => ('id' in entry ? entry.id : -entry.duplicateOf)) };
}

test('a picture is entered once a set, whatever file it comes in', async () => {
  await using t = await temporaryProject();
  const same = { pixelHash: sha256('same pixels') };
  const first = await filled(t.project, [same, {}, { ...same, sourceName: 'saved again.png' }]);
  expect(first.ids[2]).toBe(-(first.ids[0] ?? 0));
  const second = await filled(t.project, [same], 'Others');
  expect(second.ids[0]).toBeGreaterThan(0);
  const twins = await t.project.database.call('images.findTwins', [same.pixelHash, sha256('unknown')]);
  expect(twins).toMatchObject([
    { id: first.ids[0], setName: 'Photos', role: 'real', split: 'train', sourceName: 'Photos 0.png' },
    { id: second.ids[0], setName: 'Others' },
  ]);
});

test('pictures of real sets have a split, all others have none', async () => {
  await using t = await temporaryProject();
  await expect(filled(t.project, [{ split: null }])).rejects.toThrow('needs a split');
  const setId = await newSet(t.project, 'ood', 'Ink');
  const images = [newImage('x', 1)];
  await expect(t.project.database.call('images.insertMany', { setId, images })).rejects.toThrow(
    'cannot have a split',
  );
});

test('the index filters, and orders by set, class order and entry', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { classIds, setId, ids } = await filled(t.project, [
    {},
    { split: 'val', caption: 'Ein MÖWENNEST' },
    {},
    {},
  ]);
  const [a = 0, b = 0, c = 0] = classIds;
  await database.call('images.setClass', { imageIds: [ids[0] ?? 0], classId: c });
  await database.call('images.setVerdicts', { imageIds: [ids[2] ?? 0], verdict: 'reject' });
  const other = await filled(t.project, [{ classId: b }], 'Others');

  expect(await database.call('images.index', {})).toEqual({
    ids: [ids[1], ids[2], ids[3], ids[0], other.ids[0]],
    classIds: [a, a, a, c, b],
    percents: null,
    verdicts: 'uruuu',
    versions:
      [1, 2, 3, 0].map((n) => sha256(`file Photos ${n}`).slice(0, 6)).join('') +
      sha256('file Others 0').slice(0, 6),
    total: 5,
  });
  const found = async (filter: object) => (await database.call('images.index', filter)).ids;
  expect(await found({ setId: other.setId })).toEqual(other.ids);
  expect(await found({ classId: c })).toEqual([ids[0]]);
  expect(await found({ setId, split: 'val' })).toEqual([ids[1]]);
  expect(await found({ verdict: 'reject' })).toEqual([ids[2]]);
  expect(await found({ text: 'möwennest' })).toEqual([ids[1]]);
  expect(await found({ text: '  PHOTOS 3' })).toEqual([ids[3]]);
  expect(await found({ text: '%' })).toEqual([]);
  expect(await found({ text: '' })).toHaveLength(5);
  expect(await found({ setId: 99 })).toEqual([]);
  // Named pictures come in the order in which they were named.
  expect(await found({ ids: [ids[3], 12_345, ids[0], ids[1]] })).toEqual([ids[3], ids[0], ids[1]]);
  expect(await found({ ids: [ids[3], ids[1]], split: 'val' })).toEqual([ids[1]]);
  expect(await found({ ids: [] })).toEqual([]);
});

test('class order decides the order of the index', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { classIds, ids } = await filled(t.project, [{}, {}]);
  const [a = 0, b = 0, c = 0] = classIds;
  await database.call('images.setClass', { imageIds: [ids[0] ?? 0], classId: b });
  expect((await database.call('images.index', {})).ids).toEqual([ids[1], ids[0]]);
  await database.call('classes.reorder', [c, b, a]);
  expect((await database.call('images.index', {})).ids).toEqual([ids[0], ids[1]]);
});

test('details come in the order asked for', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const spec = { object: 'bank', style: 'ink' };
  const { ids, setId } = await filled(t.project, [
    { caption: 'A bank', spec },
    { width: 640, split: 'test' },
  ]);
  const details = await database.call('images.details', [ids[1] ?? 0, 12_345, ids[0] ?? 0]);
  expect(details).toMatchObject([
    {
      id: ids[1],
      setId,
      setName: 'Photos',
      role: 'real',
      className: 'ant',
      split: 'test',
      width: 640,
      caption: null,
    },
    { id: ids[0], verdict: 'undecided', storage: 'copied', format: 'png', caption: 'A bank' },
  ]);
  expect(await database.call('images.spec', ids[0] ?? 0)).toEqual(spec);
  expect(await database.call('images.spec', ids[1] ?? 0)).toBeNull();
});

test('verdicts and classes can be put back as they were', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { classIds, ids } = await filled(t.project, [{ verdict: 'keep' }, { verdict: 'reject' }, {}]);
  const verdicts = async () => (await database.call('images.index', {})).verdicts;
  const { previous } = await database.call('images.setVerdicts', {
    imageIds: [...ids, 12_345],
    verdict: 'keep',
  });
  expect(previous).toEqual([
    { id: ids[1], verdict: 'reject' satisfies Verdict, verdictBy: 'person' },
    { id: ids[2], verdict: 'undecided', verdictBy: 'person' },
  ]);
  expect(await verdicts()).toBe('kkk');
  await database.call('images.restoreVerdicts', { previous });
  expect(await verdicts()).toBe('kru');

  const [, bee = 0] = classIds;
  const changed = await database.call('images.setClass', { imageIds: ids, classId: bee });
  expect(changed.previous).toHaveLength(3);
  await database.call('images.restoreClasses', changed);
  expect((await database.call('images.index', {})).classIds).toEqual(ids.map(() => classIds[0]));
  const unknown = database.call('images.setClass', { imageIds: ids, classId: 99 });
  await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
});

test('training gets files by selection, and learns what it shares with sealed sets', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const { setId, ids, classIds } = await filled(t.project, [
    {},
    { split: 'test' },
    { split: 'val' },
    { split: 'test' },
  ]);
  const made = await newSet(t.project, 'synthetic', 'Made');
  const bee = classIds[1] ?? 0;
  const copyOf = (i: number) => ({ split: null, pixelHash: newImage(`Photos ${i}`, 0).pixelHash });
  await database.call('images.insertMany', {
    setId: made,
    images: [
      newImage('m0', bee, { ...copyOf(1), verdict: 'keep' }),
      newImage('m1', bee, { ...copyOf(3), verdict: 'reject' }),
      newImage('m2', bee, { split: null, storage: 'referenced', referencePath: '/photos/m2.png' }),
    ],
  });
  expect(await database.call('images.files', { setId, split: 'train' })).toEqual({
    ids: [ids[0]],
    classPositions: [0],
    sha256: [sha256('file Photos 0')],
    formats: ['png'],
    referencePaths: [null],
  });
  const kept = await database.call('images.files', { setId: made, verdicts: ['keep', 'undecided'] });
  expect(kept).toMatchObject({ classPositions: [1, 1], referencePaths: [null, '/photos/m2.png'] });
  const counts = await database.call('images.countByClass', [{ setId, split: 'test' }, { setId: made }]);
  expect(counts).toEqual([
    { classId: classIds[0], count: 2 },
    { classId: bee, count: 3 },
  ]);

  const sealed = [{ setId, split: 'test' as const }];
  const all = await database.call('images.shared', { training: [{ setId: made }], sealed });
  expect(all.total).toBe(2);
  expect(all.examples[0]).toMatchObject({
    sealedId: ids[1],
    trainingName: 'm0.png',
    sealedName: 'Photos 1.png',
  });
  const usable = [
    { setId: made, verdicts: ['keep', 'undecided'] as const },
    { setId, split: 'train' as const },
  ];
  expect((await database.call('images.shared', { training: usable, sealed })).total).toBe(1);
  expect((await database.call('images.shared', { training: [], sealed })).total).toBe(0);
});

test('works with 100,000 pictures', { timeout: 300_000 }, async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const total = 100_000;
  const classIds = await database.call(
    'classes.ensure',
    Array.from({ length: 100 }, (_, i) => `class ${i}`),
  );
  const setId = await newSet(t.project, 'synthetic', 'Many');
  for (let first = 0; first < total; first += 5000) {
    const images = Array.from({ length: 5000 }, (_, k) =>
      newImage(`picture ${first + k}`, classIds[(first + k) % 100] ?? 0, { split: null }),
    );
    await database.call('images.insertMany', { setId, images });
  }
  const index = await database.call('images.index', { setId });
  expect(index.total).toBe(total);
  expect(index.verdicts).toBe('u'.repeat(total));
  expect(index.classIds.slice(0, 1000)).toEqual(Array.from({ length: 1000 }, () => classIds[0]));

  const everySecond = index.ids.filter((_, i) => i % 2 === 0);
  const { previous } = await database.call('images.setVerdicts', {
    imageIds: everySecond,
    verdict: 'reject',
  });
  expect(previous).toHaveLength(total / 2);
  expect((await database.call('images.index', { verdict: 'reject' })).ids).toEqual(everySecond);
  expect((await database.call('images.index', { text: 'PICTURE 9999' })).total).toBe(11);
  expect((await database.call('images.index', { ids: everySecond.toReversed() })).ids[0]).toBe(
    everySecond.at(-1),
  );
  const [first] = await database.call('classes.list');
  expect(first?.counts.synthetic).toEqual({ undecided: 500, keep: 0, reject: 500 });
});
