import { expect, test } from 'vitest';
import { type GivenImage, scoredSet } from '../testing/scored-project.ts';
import { temporaryProject } from '../testing/temporary-project.ts';

async function withClasses() {
  const t = await temporaryProject();
  const [ant = 0, bee = 0] = await t.project.database.call('classes.ensure', ['ant', 'bee']);
  return { ...t, database: t.project.database, ant, bee };
}

const letters = async ({ database }: Awaited<ReturnType<typeof withClasses>>) =>
  (await database.call('images.index', {})).verdicts;

test('an image is kept above its own threshold; hand verdicts stay; one step takes it all back', async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  const { ids } = await scoredSet(t.project, [
    { classId: ant, probability: 0.9 },
    { classId: ant, probability: 0.5 },
    { classId: ant, probability: 0.4, verdict: 'keep' },
    { classId: bee, probability: 0.6, origin: 'stylized', style: 'ink' },
    { classId: bee, probability: 0.6, origin: 'plain' },
    { classId: bee, probability: null },
  ]);
  // More than 1 of 2 classes: exactly half is not enough.
  const usual = { thresholds: [] };
  const wanted = {
    scored: 5,
    unscored: 1,
    byHand: 1,
    wouldKeep: 3,
    wouldReject: 1,
    flips: { toKeep: 0, toReject: 0 },
    fresh: 4,
  };
  expect(await database.call('filter.preview', usual)).toEqual(wanted);
  expect(await letters(t)).toBe('uukuuu');
  const first = await database.call('filter.apply', usual);
  expect(first).toEqual({ ...wanted, step: first.step });
  expect(await letters(t)).toBe('KRkKKu');

  const stricter = {
    thresholds: [
      { classId: null, origin: null, value: 0.95 },
      { classId: null, origin: 'stylized' as const, value: 0.7 },
      { classId: bee, origin: null, value: 0.65 },
      { classId: bee, origin: 'stylized' as const, value: 0.1 },
    ],
  };
  expect(await database.call('filter.preview', stricter)).toMatchObject({
    wouldKeep: 1,
    flips: { toKeep: 0, toReject: 2 },
    fresh: 0,
  });
  const second = await database.call('filter.apply', stricter);
  expect(await letters(t)).toBe('RRkKRu');
  expect(await database.call('filter.thresholds')).toEqual(stricter.thresholds);

  // What a person says after the step is not taken back with it.
  await database.call('images.setVerdicts', { imageIds: [ids[4] ?? 0], verdict: 'reject' });
  await database.call('filter.undo', second.step);
  expect(await letters(t)).toBe('KRkKru');
  expect(await database.call('filter.thresholds')).toEqual([]);
  await expect(database.call('filter.undo', second.step)).rejects.toMatchObject({ code: 'not-found' });
  await database.call('filter.undo', first.step);
  expect(await letters(t)).toBe('uukuru');
});

test('a person who leaves an image undecided hands it back to the filter', async () => {
  await using t = await withClasses();
  const { ids } = await scoredSet(t.project, [{ classId: t.ant, probability: 0.9 }]);
  await t.database.call('filter.apply', { thresholds: [] });
  const { previous } = await t.database.call('images.setVerdicts', { imageIds: ids, verdict: 'keep' });
  expect(previous).toEqual([{ id: ids[0], verdict: 'keep', verdictBy: 'threshold' }]);
  expect(await letters(t)).toBe('k');
  await t.database.call('images.restoreVerdicts', { previous });
  expect(await letters(t)).toBe('K');
  await t.database.call('images.setVerdicts', { imageIds: ids, verdict: 'undecided' });
  expect(await t.database.call('filter.preview', { thresholds: [] })).toMatchObject({ byHand: 0, fresh: 1 });
});

test('the control keeps as many of each class, by chance, the same at the same seed', async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  const images = Array.from(
    { length: 60 },
    (_, i): GivenImage => ({
      classId: i % 2 === 0 ? ant : bee,
      probability: i / 60,
    }),
  );
  const { setId } = await scoredSet(t.project, images);
  const keepRandom = (seed: number) => database.call('filter.keepRandom', { setIds: [setId], seed });
  await expect(keepRandom(1)).rejects.toMatchObject({ code: 'conflict' });
  await database.call('filter.apply', { thresholds: [{ classId: bee, origin: null, value: 0.8 }] });
  const kept = async () => {
    const { ids, classIds, verdicts } = await database.call('images.index', {});
    const rows = ids.filter((_, i) => verdicts[i] === 'K');
    const count = (classId: number) =>
      classIds.filter((each, i) => each === classId && verdicts[i] === 'K').length;
    return { rows, ant: count(ant), bee: count(bee) };
  };
  const filtered = await kept();
  const { step } = await keepRandom(1);
  const control = await kept();
  expect({ ant: control.ant, bee: control.bee }).toEqual({ ant: filtered.ant, bee: filtered.bee });
  expect(control.rows).not.toEqual(filtered.rows);
  await keepRandom(2);
  expect((await kept()).rows).not.toEqual(control.rows);
  await keepRandom(1);
  expect((await kept()).rows).toEqual(control.rows);
  await database.call('filter.undo', step - 1);
  expect(await database.call('filter.thresholds')).toEqual([]);
});

test('kept shares say where a filter bites', async () => {
  await using t = await withClasses();
  const { ant, bee, database } = t;
  await scoredSet(t.project, [
    { classId: ant, probability: 0.9, origin: 'plain' },
    { classId: ant, probability: 0.1, origin: 'stylized', style: 'ink' },
    { classId: bee, probability: 0.2, origin: 'stylized', style: 'ink' },
    { classId: bee, probability: 0.8, origin: 'stylized', style: 'felt' },
  ]);
  await database.call('filter.apply', { thresholds: [] });
  const groups = await database.call('filter.keptShares', {});
  const group = (by: string, key: string | null) => groups.find((each) => each.by === by && each.key === key);
  expect(group('class', 'ant')).toMatchObject({ keep: 1, reject: 1, undecided: 0, attemptsPerKept: 2 });
  expect(group('origin', 'stylized')).toMatchObject({ keep: 1, reject: 2, attemptsPerKept: 3 });
  expect(group('style', 'ink')).toMatchObject({ keep: 0, reject: 2, attemptsPerKept: null });
  expect(group('style', null)).toMatchObject({ keep: 1, reject: 0 });
  expect(await database.call('filter.keptShares', { classId: bee, origin: 'plain' })).toEqual([]);
});

test('quotas are set and taken away', async () => {
  await using t = await withClasses();
  const wanted = async () => (await t.database.call('classes.list')).map((each) => each.wanted);
  await t.database.call('filter.setWanted', { classIds: [t.ant, 999], wanted: 250 });
  await t.database.call('filter.setWanted', { classIds: [t.ant, t.bee], wanted: 100 });
  expect(await wanted()).toEqual([100, 100]);
  await t.database.call('filter.setWanted', { classIds: [t.bee], wanted: null });
  expect(await wanted()).toEqual([100, null]);
});

test('works with 20,000 scored images', { timeout: 300_000 }, async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  const total = 20_000;
  let scoringId: number | undefined;
  for (let part = 0; part < 2; part++) {
    const images = Array.from(
      { length: total / 2 },
      (_, i): GivenImage => ({
        classId: i % 2 === 0 ? ant : bee,
        probability: ((i * 7919) % 10_000) / 10_000,
        origin: i % 3 === 0 ? 'stylized' : 'plain',
      }),
    );
    const set = await scoredSet(t.project, images, {
      name: `Many ${part}`,
      ...(scoringId === undefined ? {} : { scoringId }),
    });
    ({ scoringId } = set);
  }
  const { step, ...preview } = await database.call('filter.apply', { thresholds: [] });
  expect(preview).toMatchObject({ scored: total, wouldKeep: 9998, fresh: total });
  const near = await database.call('images.index', {
    nearThreshold: { margin: 0.05 },
    order: 'probability-up',
    withScores: true,
  });
  expect(near.percents?.[0]).toBe(45);
  expect(near.total).toBe(2002);
  const histogram = await database.call('scores.histogram', { filter: {}, bins: 10 });
  expect(histogram.keep.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(histogram.reject.reduce((sum, n) => sum + n, 0)).toBe(10_002);
  await database.call('filter.undo', step);
  expect((await database.call('images.index', {})).verdicts).toBe('u'.repeat(total));
});

test('where too few of a class pass, the most probable ones are kept', async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  await scoredSet(t.project, [
    { classId: ant, probability: 0.1 },
    { classId: ant, probability: 0.3 },
    { classId: ant, probability: 0.2 },
    { classId: bee, probability: 0.9 },
    { classId: bee, probability: 0.8 },
    { classId: bee, probability: 0.4 },
  ]);
  expect(await database.call('filter.preview', { thresholds: [], keepAtLeast: 2 })).toMatchObject({
    wouldKeep: 4,
  });
  await database.call('filter.apply', { thresholds: [], keepAtLeast: 2 });
  expect(await letters(t)).toBe('RKKKKR');
});
