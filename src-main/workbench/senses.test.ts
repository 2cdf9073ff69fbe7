import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSensesSchema, type SensePreviews } from '../../src-shared/api/senses.ts';
import { startDrawSchema } from '../../src-shared/api/inputs.ts';
import type { ClassSenses } from '../../src-shared/domain/sense.ts';
import { startFaultyServer } from '../language-models/testing/faulty-server.ts';
import { silentLog } from '../log/log.ts';
import { tinyModel } from '../diffusion/testing/model-copy.ts';
import { createWorkbench } from './create-workbench.ts';
import type { HostWorkbench } from './host.ts';
import { settled, temporaryHome } from './testing/generation-bench.ts';

let home: Awaited<ReturnType<typeof temporaryHome>>;
let workbench: HostWorkbench;
beforeAll(async () => {
  home = await temporaryHome();
  workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
  await workbench.projects.create({ name: 'Senses' });
  const { jobId } = await workbench.world.startDraw(
    startDrawSchema.parse({
      dataSet: 'menagerie',
      perClass: { train: 6, val: 1, test: 2, ood: 0, oracle: 0 },
    }),
  );
  await settled(workbench, jobId);
});
afterAll(async () => {
  await workbench.close();
  await home[Symbol.asyncDispose]();
});

const find = async (fields: object) => {
  const { jobId } = await workbench.senses.find(findSensesSchema.parse(fields));
  return settled(workbench, jobId);
};
const named = async (name: string): Promise<ClassSenses> => {
  const found = (await workbench.senses.list()).find(({ className }) => className === name);
  if (!found) throw new Error(`No class ${name}`);
  return found;
};

test('the lexicon proposes, and the starter CLIP sees by real train images which sense is meant', async () => {
  const { id: lonely } = await workbench.classes.add({ name: 'Palms' });
  expect(await named('Palms')).toMatchObject({ lexiconSenses: 2, senses: [], realTrainImages: 0 });
  expect(await find({ from: { kind: 'built-in' }, pinClear: true })).toMatchObject({
    state: { status: 'done' },
    progress: { done: 11, total: 11, failed: 0, unit: 'classes' },
  });
  const train = await workbench.images.index({ split: 'train' });
  for (const [name, phrase] of [
    ['crane', 'crane, the bird'],
    ['bat', 'bat, the flying animal'],
    ['mouse', 'mouse, the animal'],
    ['kite', 'kite, the bird of prey'],
  ] as const) {
    const { senses, vote, pinned, realTrainImages } = await named(name);
    const meant = senses.find((sense) => sense.phrase === phrase);
    expect(vote).toMatchObject({ images: 6, proposed: meant?.id, doubt: null, outdated: false });
    expect(realTrainImages).toBe(6);
    expect(pinned).toEqual({ senseId: meant?.id, by: 'vote' });
    expect(vote?.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    for (const { low, share, high, examples } of vote?.shares ?? []) {
      expect(low).toBeLessThanOrEqual(share);
      expect(high).toBeGreaterThanOrEqual(share);
      expect(examples.every((id) => train.ids.includes(id))).toBe(true);
    }
  }
  expect(await named('owl')).toMatchObject({ senses: [], vote: null, pinned: null });
  // Nobody can vote for it: a person is asked.
  const palms = await named('Palms');
  expect(palms).toMatchObject({ classId: lonely, vote: null, pinned: null });
  expect(palms.senses).toHaveLength(2);
});

test('a vote again gives the same, from stored embeddings; what a person pinned stays', async () => {
  const before = await named('bat');
  const other = before.senses.find(({ id }) => id !== before.vote?.proposed);
  await workbench.senses.pin({ classId: before.classId, senseId: other?.id ?? 0 });
  await workbench.senses.pin({ classId: (await named('crane')).classId, senseId: null });
  const mouse = await named('mouse');
  await workbench.prompts.setPhrase({ classId: mouse.classId, phrase: 'mouse in a field' });
  await find({ from: { kind: 'none' }, pinClear: true, classIds: [before.classId, mouse.classId] });
  expect(await named('mouse')).toMatchObject({ pinned: null, vote: { doubt: null, outdated: false } });
  const after = await named('bat');
  expect(after.pinned).toEqual({ senseId: other?.id, by: 'person' });
  expect((await named('crane')).pinned).toBeNull();
  expect(after.vote?.proposed).toBe(before.vote?.proposed);
  await workbench.senses.add({ classId: before.classId, phrase: 'bat, the ping-pong paddle', gloss: '' });
  expect((await named('bat')).vote).toMatchObject({ outdated: true });
});

test('two classes of one name that vote for the same sense are doubted', async () => {
  const { jobId } = await workbench.world.startDraw(
    startDrawSchema.parse({
      dataSet: 'menagerie',
      seed: 2,
      name: 'More',
      perClass: { train: 2, val: 0, test: 0, ood: 0, oracle: 0 },
    }),
  );
  await settled(workbench, jobId);
  const second = await workbench.classes.add({ name: 'crane_2' });
  const crane = await named('crane');
  await workbench.senses.setCommonName({ classId: second.id, commonName: 'crane' });
  const images = await workbench.images.index({ classId: crane.classId, split: 'train' });
  await workbench.images.setClass({ imageIds: images.ids.slice(0, 4), classId: second.id });
  await find({ from: { kind: 'built-in' }, classIds: [crane.classId, second.id], pinClear: true });
  const twin = await named('crane_2');
  expect(twin.vote?.proposed).not.toBeNull();
  expect(twin.vote?.doubt).toContain('“crane” vote for the same sense');
  expect((await named('crane')).vote?.doubt).toContain('“crane_2”');
  expect(twin.pinned).toBeNull();
});

test('a language model proposes; a class it has no usable answer for fails by itself', async () => {
  await using server = await startFaultyServer({
    faultOf: ({ messages }) => (messages.at(-1)?.content.includes('"turtle"') ? 'moderated' : null),
    answer: ({ messages }) =>
      messages.at(-1)?.content.includes('"kite"')
        ? { senses: [{ phrase: '  ', gloss: '' }] }
        : {
            senses: [
              { phrase: 'an owl, the bird.', gloss: 'a bird\nof the night' },
              { phrase: 'owl, the BIRD', gloss: 'again' },
              { phrase: 'owl, the butterfly', gloss: 'an owl butterfly with eye spots' },
            ],
          },
  }).then((started) => Object.assign(started, { [Symbol.asyncDispose]: started.close }));
  const { connectionId } = await workbench.languageModels.save({
    name: 'Local',
    connection: {
      kind: 'http',
      baseUrl: server.baseUrl,
      model: 'tiny',
      concurrency: 2,
      timeoutSeconds: 20,
    },
    usual: true,
  });
  const asked = await Promise.all(['owl', 'kite', 'turtle'].map(named));
  const classIds = asked.map(({ classId }) => classId);
  const job = await find({ from: { kind: 'language-model', connectionId }, classIds, clipModelId: null });
  expect(job).toMatchObject({ state: { status: 'done' }, progress: { failed: 2 } });
  const failures = await workbench.jobs.failures(job.id);
  expect(new Map(failures.map(({ label, error }) => [label, error.message]))).toEqual(
    new Map([
      ['kite', expect.stringContaining('no usable senses of "kite"')],
      ['turtle', expect.stringContaining('The server refused the question')],
    ]),
  );
  expect((await named('owl')).senses).toMatchObject([
    { phrase: 'owl, the bird', gloss: 'a bird of the night', source: 'language-model' },
    { phrase: 'owl, the butterfly' },
  ]);
  expect(server.requests[0]?.messages.at(-1)?.content).toMatch(/Some of the other classes: .*turtle/);
});

test('each sense can be looked at: the same number of pictures by its phrase', async () => {
  const sourceId = await workbench.registerSource(tinyModel);
  const { modelId } = await workbench.generation.addModel({ sourceId });
  const owl = await named('owl');
  const previewed = async (classId: number, control: AbortController, most = 100) => {
    const made: SensePreviews[] = [];
    const input = { classId, modelId, count: 2, seed: 3 };
    for await (const each of await workbench.senses.preview(input, control.signal)) {
      made.push(each);
      if (made.length === most) control.abort();
    }
    return made;
  };
  const made = await previewed(owl.classId, new AbortController());
  expect(made.map(({ senseId, previewIds }) => [senseId, previewIds.length])).toEqual(
    owl.senses.map(({ id }) => [id, 2]),
  );
  for (const id of made.flatMap(({ previewIds }) => previewIds)) {
    expect(workbench.previewPicture(id)?.contentType).toBe('image/png');
  }
  const { classId } = await named('turtle');
  await expect(previewed(classId, new AbortController())).rejects.toMatchObject({ code: 'conflict' });
  await expect(previewed(owl.classId, new AbortController(), 1)).rejects.toMatchObject({ code: 'cancelled' });
});
