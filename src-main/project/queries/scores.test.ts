import { expect, test } from 'vitest';
import { beginScoring, halfVector, scoredSet } from '../testing/scored-project.ts';
import { newImage, newSet, temporaryProject } from '../testing/temporary-project.ts';

async function withClasses() {
  const t = await temporaryProject();
  const [ant = 0, bee = 0] = await t.project.database.call('classes.ensure', ['ant', 'bee']);
  return { ...t, database: t.project.database, ant, bee };
}

test('a job begins one scoring, and remembers what it compares with', async () => {
  await using t = await withClasses();
  const { database } = t;
  const id = await beginScoring(t.project);
  const [job] = await database.call('jobs.list');
  const promptSet = await database.call('scores.promptSet', ['other']);
  const again = await database.call('scores.begin', {
    jobId: job?.id ?? 0,
    modelId: 'other',
    model: 'Other',
    modelHash: 'other',
    logitScale: 1,
    promptSet,
    embeddings: new Uint8Array(3),
  });
  expect(again.id).toBe(id);
  expect(again.embeddings.length).toBe(8);
  expect(await database.call('scores.begun', 999)).toBeNull();
});

test('classes are called in scores what their prompts call them', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [, crane = 0, digger = 0] = await database.call('classes.ensure', [
    'great_blue_heron',
    'crane',
    'digger',
  ]);
  await database.call('classes.setPhrase', { classId: crane, phrase: 'crane, the bird' });
  await database.call('senses.setCommonName', { classId: digger, commonName: 'building_crane' });
  const { classes } = await database.call('scores.promptSet', ['a photo of a {}']);
  expect(classes.flatMap(({ prompts }) => prompts)).toEqual([
    'a photo of a great blue heron',
    'a photo of a crane, the bird',
    'a photo of a building crane',
  ]);
});

test('the state says what is scored, what is stale and why', async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  expect(await database.call('scores.state', {})).toEqual({
    images: 0,
    scored: 0,
    stale: 0,
    reasons: [],
    warnings: [],
    latest: null,
  });
  const { ids, setId } = await scoredSet(t.project, [
    { classId: ant, probability: 0.9 },
    { classId: bee, probability: 0.2 },
    { classId: bee, probability: null },
  ]);
  const counts = { images: 3, scored: 2, stale: 0, reasons: [] };
  expect(await database.call('scores.state', {})).toMatchObject({
    ...counts,
    latest: { model: 'Tiny CLIP', templates: ['a photo of {a phrase}'], logitScale: 100 },
  });
  await database.call('classes.reorder', [bee, ant]);
  expect(await database.call('scores.state', { setIds: [setId] })).toMatchObject(counts);

  await database.call('images.setClass', { imageIds: [ids[0] ?? 0], classId: bee });
  expect(await database.call('scores.state', {})).toMatchObject({
    scored: 2,
    stale: 1,
    reasons: ['1 image was moved to another class.'],
  });
  expect(await database.call('filter.preview', { thresholds: [] })).toMatchObject({ scored: 1, unscored: 2 });
  expect((await database.call('images.details', [ids[0] ?? 0]))[0]?.score).toBeNull();

  await database.call('classes.rename', { classId: ant, name: 'wasp' });
  await database.call('classes.add', { name: 'cat' });
  expect(await database.call('scores.state', {})).toMatchObject({
    stale: 2,
    reasons: ['"cat" was added.', '"wasp" has other words now.', '1 image was moved to another class.'],
  });
});

test('what is pending depends on model, prompts, class and embeddings', async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  const { ids, setId } = await scoredSet(t.project, [
    { classId: ant, probability: 0.9 },
    { classId: bee, probability: 0.2 },
    { classId: bee, probability: null },
  ]);
  const real = await newSet(t.project, 'real', 'Photos');
  const inserted = await database.call('images.insertMany', {
    setId: real,
    images: [newImage('a', ant), newImage('b', ant, { split: 'test' })],
  });
  const [train = 0, test = 0] = inserted.map((entry) => ('id' in entry ? entry.id : 0));
  await database.call('scores.save', { imageId: train, modelHash: 'hash', vector: halfVector(1, 0) });
  await database.call('scores.save', { imageId: 12_345, modelHash: 'hash', vector: halfVector(1, 0) });
  const promptSet = await database.call('scores.promptSet', ['a photo of {a phrase}']);
  const pending = async (modelHash: string, again = false) => {
    const found = await database.call('scores.pending', { setIds: [setId], modelHash, promptSet, again });
    return { score: found.score.map(({ id }) => id), embed: found.embed.map(({ id }) => id) };
  };
  expect(await pending('hash')).toEqual({ score: [ids[2]], embed: [test] });
  expect(await pending('other')).toEqual({ score: ids, embed: [train, test] });
  expect(await pending('hash', true)).toEqual({ score: ids, embed: [train, test] });
  await database.call('images.setClass', { imageIds: [ids[0] ?? 0], classId: bee });
  expect((await pending('hash')).score).toEqual([ids[0], ids[2]]);
  const images = await database.call('scores.images', { imageIds: [train, 999, test], modelHash: 'hash' });
  expect(images).toMatchObject([
    { id: train, classId: ant, vector: halfVector(1, 0) },
    { id: test, vector: null },
  ]);
});

test('the nearest real images are of train only', async () => {
  await using t = await withClasses();
  const { database, ant } = t;
  const { ids } = await scoredSet(t.project, [{ classId: ant, probability: 0.5 }]);
  const real = await newSet(t.project, 'real', 'Photos');
  const inserted = await database.call('images.insertMany', {
    setId: real,
    images: [newImage('a', ant), newImage('b', ant), newImage('c', ant, { split: 'test' })],
  });
  const [a = 0, b = 0, c = 0] = inserted.map((entry) => ('id' in entry ? entry.id : 0));
  const vectors = [
    [ids[0] ?? 0, halfVector(0.6, 0.8)],
    [a, halfVector(1, 0)],
    [b, halfVector(0, 1)],
    [c, halfVector(0.6, 0.8)],
  ] as const;
  for (const [imageId, vector] of vectors) {
    await database.call('scores.save', { imageId, modelHash: 'hash', vector });
  }
  const nearest = await database.call('embeddings.nearestReal', { imageId: ids[0] ?? 0, count: 5 });
  expect(nearest.map(({ imageId }) => imageId)).toEqual([b, a]);
  expect(nearest[0]?.similarity).toBeCloseTo(0.8, 3);
  expect(await database.call('embeddings.nearestReal', { imageId: 999, count: 5 })).toEqual([]);
  const page = await database.call('embeddings.page', {
    modelHash: 'hash',
    setId: real,
    split: 'train',
    afterId: a,
    limit: 10,
  });
  expect(page.ids).toEqual([b]);
  expect(page.vectors).toEqual(halfVector(0, 1));
});

test('near-duplicates are replaced as a whole, and the most alike is shown', async () => {
  await using t = await withClasses();
  const { database, ant } = t;
  const { ids, setId } = await scoredSet(
    t.project,
    [0.1, 0.2, 0.3].map((probability) => ({ classId: ant, probability })),
  );
  const [first = 0, second = 0, third = 0] = ids;
  const replace = (pairs: { imageId: number; ofImageId: number; similarity: number }[]) =>
    database.call('nearDuplicates.replace', { setIds: [setId], pairs });
  await replace([
    { imageId: second, ofImageId: first, similarity: 0.99 },
    { imageId: third, ofImageId: first, similarity: 0.991 },
    { imageId: third, ofImageId: second, similarity: 0.995 },
    { imageId: third, ofImageId: 999, similarity: 1 },
  ]);
  expect(await database.call('nearDuplicates.list', {})).toEqual([
    { imageId: third, ofImageId: second, similarity: 0.995 },
    { imageId: second, ofImageId: first, similarity: 0.99 },
  ]);
  const [detail] = await database.call('images.details', [third]);
  expect(detail?.nearDuplicateOf).toEqual({ imageId: second, similarity: 0.995 });
  expect((await database.call('images.index', { nearDuplicates: false })).ids).toEqual([first]);
  expect((await database.call('images.index', { nearDuplicates: true })).ids).toEqual([second, third]);
  await replace([]);
  expect(await database.call('nearDuplicates.list', { setIds: [setId] })).toEqual([]);
});

test('the index filters and orders by score and provenance', async () => {
  await using t = await withClasses();
  const { database, ant, bee } = t;
  const { ids } = await scoredSet(t.project, [
    { classId: ant, probability: 0.5, origin: 'stylized', style: 'ink' },
    { classId: ant, probability: 0.9, origin: 'plain' },
    { classId: bee, probability: null },
    { classId: bee, probability: 0.2, verdict: 'keep' },
  ]);
  const places = async (filter: Parameters<typeof index>[0]) =>
    (await index(filter)).ids.map((id) => ids.indexOf(id));
  const index = (filter: Parameters<typeof database.call<'images.index'>>[1]) =>
    database.call('images.index', filter);
  expect(await places({ order: 'probability-up' })).toEqual([3, 0, 1, 2]);
  expect(await places({ order: 'probability-down' })).toEqual([1, 0, 3, 2]);
  expect(await places({ probability: { from: 0.5, to: 0.9 } })).toEqual([0, 1]);
  expect(await places({ origin: 'stylized' })).toEqual([0]);
  expect(await places({ style: 'ink', context: 'sea' })).toEqual([]);
  expect(await places({ verdictBy: 'person' })).toEqual([3]);
  expect(await places({ verdictBy: 'threshold' })).toEqual([]);
  expect(await places({ nearThreshold: { margin: 0 } })).toEqual([0]);
  const thresholds = [{ classId: ant, origin: null, value: 0.85 }];
  expect(await places({ nearThreshold: { margin: 0.1, thresholds } })).toEqual([1]);
  expect((await index({ withScores: true })).percents).toEqual([50, 90, -1, 20]);
  expect((await index({})).percents).toBeNull();
});
