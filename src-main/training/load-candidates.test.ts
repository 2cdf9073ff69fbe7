import { expect, test } from 'vitest';
import type { Role, Split, Verdict } from '../../src-shared/domain/image-set.ts';
import type { Project } from '../project/project.ts';
import { imageFilePath, runFolder } from '../project/files.ts';
import { newImage, sha256, temporaryProject } from '../project/testing/temporary-project.ts';
import { imagesOfPart, type Part } from './candidates.ts';
import { startEngine } from '../engine/start-engine.ts';
import { silentLog } from '../log/log.ts';
import { checkRequest } from './check.ts';
import { loadCandidates } from './load-candidates.ts';
import { planRuns } from './plan.ts';
import { createPretrainedLibrary } from './pretrained/library.ts';
import { runInput } from './run-input.ts';
import { takeSnapshot } from './snapshot.ts';
import { sampleRequest } from './testing/candidates.ts';

const makeSet = (project: Project, role: Role, name: string): Promise<number> =>
  project.database.call('sets.create', {
    role,
    name,
    origin: { kind: 'imported', label: name },
    styleCoverage: 'unknown',
  });

interface Picture {
  readonly name: string;
  readonly classId: number;
  readonly split?: Split;
  readonly verdict?: Verdict;
  readonly pixels?: string;
  readonly reference?: string;
}

const fill = (project: Project, setId: number, pictures: readonly Picture[]) =>
  project.database.call('images.insertMany', {
    setId,
    images: pictures.map(({ name, classId, split, verdict, pixels, reference }) =>
      newImage(name, classId, {
        split: split ?? null,
        ...(verdict ? { verdict } : {}),
        ...(pixels ? { pixelHash: sha256(pixels) } : {}),
        ...(reference ? { storage: 'referenced', referencePath: reference } : {}),
      }),
    ),
  });

/** Two classes in a real, a synthetic and an OOD set, with whatever a test adds to the synthetic set. */
async function fillProject(project: Project, synthetic: readonly Omit<Picture, 'classId'>[]) {
  const [crane, kite] = (await project.database.call('classes.ensure', ['crane', 'kite'])) as [
    number,
    number,
  ];
  const real = await makeSet(project, 'real', 'photos');
  const made = await makeSet(project, 'synthetic', 'made');
  const ood = await makeSet(project, 'ood', 'art');
  const both = (prefix: string, split?: Split): Picture[] =>
    [crane, kite].flatMap((classId) =>
      [1, 2, 3].map((n) => ({ name: `${prefix}-${classId}-${n}`, classId, ...(split ? { split } : {}) })),
    );
  await fill(project, real, [...both('train', 'train'), ...both('val', 'val'), ...both('test', 'test')]);
  await fill(project, made, [...both('made'), ...synthetic.map((each) => ({ ...each, classId: crane }))]);
  await fill(project, ood, both('art'));
  return sampleRequest({
    realSetId: real,
    syntheticSetIds: [made, made],
    oodSetIds: [ood],
    recipes: ['mixed'],
    settings: { batchSize: 4 },
  });
}

test('a request sees its images by what they are for, without rejected ones', async () => {
  await using temporary = await temporaryProject();
  const request = await fillProject(temporary.project, [
    { name: 'kept', verdict: 'keep' },
    { name: 'rejected', verdict: 'reject' },
  ]);
  const candidates = await loadCandidates(temporary.project.database, request);
  const counts = Object.groupBy(candidates.images, ({ part }) => part);
  expect(Object.fromEntries(Object.entries(counts).map(([part, images]) => [part, images.length]))).toEqual({
    train: 6,
    val: 6,
    test: 6,
    synthetic: 7,
    ood: 6,
  });
  expect(candidates.sets.map(({ name }) => name)).toEqual(['photos', 'made', 'art']);
  expect(checkRequest(request, candidates).errors).toEqual([]);
});

test('rejected images stay out of training and OOD sets, but val and test stay whole', async () => {
  await using temporary = await temporaryProject();
  const { project } = temporary;
  const request = await fillProject(project, []);
  const { id: classId } = (await project.database.call('classes.list'))[0]!;
  const rejected = { classId, verdict: 'reject' } as const;
  const splits = ['train', 'val', 'test'] as const;
  await fill(
    project,
    request.realSetId,
    splits.map((split) => ({ ...rejected, name: `no-${split}`, split })),
  );
  const [oodSetId] = request.oodSetIds;
  await fill(project, oodSetId!, [{ ...rejected, name: 'no-art', pixels: `pixels val-${classId}-1` }]);
  const candidates = await loadCandidates(project.database, request);
  const count = (part: Part): number => imagesOfPart(candidates, part).length;
  expect([count('train'), count('val'), count('test'), count('ood')]).toEqual([6, 7, 7, 6]);
  expect(checkRequest(request, candidates).errors).toEqual([]);

  await fill(project, oodSetId!, [{ name: 'copy', classId, pixels: `pixels val-${classId}-2` }]);
  const { errors } = checkRequest(request, await loadCandidates(project.database, request));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^One picture is both in validation and OOD: .*"copy.png"/);
});

test('a synthetic image that is a test image is refused by name, unless it was rejected', async () => {
  const check = async (verdict: Verdict): Promise<string[]> => {
    await using temporary = await temporaryProject();
    const { project } = temporary;
    const request = await fillProject(project, []);
    const { ids } = await project.database.call('images.files', { setId: request.realSetId, split: 'test' });
    const [tested] = await project.database.call('images.details', ids.slice(0, 1));
    const pixels = `pixels ${tested!.sourceName.replace('.png', '')}`;
    await fill(project, request.syntheticSetIds[0]!, [
      { name: 'copy', classId: tested!.classId, pixels, verdict },
    ]);
    return checkRequest(request, await loadCandidates(project.database, request)).errors;
  };
  const [error, ...others] = await check('undecided');
  expect(others).toEqual([]);
  expect(error).toMatch(/^One picture is both in synthetic and test: "copy.png" .* "test-/);
  expect(await check('reject')).toEqual([]);
});

/** Ids by name without the ending. */
async function idsByName(project: Project): Promise<Map<string, number>> {
  const { ids } = await project.database.call('images.index', {});
  const details = await project.database.call('images.details', ids);
  return new Map(details.map(({ id, sourceName }) => [sourceName.replace('.png', ''), id]));
}

test('near-duplicates of what is tested or chosen on are left out, unless they are to be kept', async () => {
  await using temporary = await temporaryProject();
  const { database } = temporary.project;
  const request = await fillProject(temporary.project, [{ name: 'copy', pixels: 'pixels val-1-3' }]);
  const byName = await idsByName(temporary.project);
  const alike = (name: string, of: string, similarity: number) => ({
    imageId: byName.get(name)!,
    ofImageId: byName.get(of)!,
    similarity,
  });
  await database.call('nearDuplicates.replace', {
    setIds: [request.realSetId, ...request.syntheticSetIds],
    pairs: [
      alike('train-1-1', 'test-1-2', 0.99),
      alike('train-1-1', 'test-2-2', 0.986),
      alike('train-2-3', 'val-2-3', 0.992),
      alike('made-1-1', 'art-1-1', 0.995),
      alike('made-1-2', 'train-1-2', 0.999),
      alike('val-2-1', 'test-2-1', 0.997),
    ],
  });
  const names = (ids: readonly number[]) =>
    ids.map((each) => [...byName].find(([, known]) => known === each)?.[0] ?? '').toSorted();

  const candidates = await loadCandidates(database, request);
  const dropped = candidates.doubt.dropped.map(({ id }) => id);
  expect(names(dropped)).toEqual(['copy', 'made-1-1', 'train-1-1', 'train-2-3']);
  expect(names(candidates.doubt.doubtful)).toEqual(['art-1-1', 'test-1-2', 'test-2-1', 'test-2-2']);
  const parts = ['train', 'val', 'test', 'synthetic', 'ood'] as const;
  expect(parts.map((part) => imagesOfPart(candidates, part).length)).toEqual([4, 6, 6, 5, 6]);

  const { errors, warnings, nearDuplicates } = checkRequest(request, candidates);
  expect(errors).toEqual([]);
  expect(nearDuplicates).toMatchObject({ dropped: { real: 2, synthetic: 2 }, doubtful: 4, notCompared: 31 });
  expect(nearDuplicates.pairs.map(({ firstName, secondName }) => [firstName, secondName])).toEqual([
    ['train-1-1.png', 'test-1-2.png'],
    ['train-1-1.png', 'test-2-2.png'],
    ['val-2-1.png', 'test-2-1.png'],
    ['made-1-1.png', 'art-1-1.png'],
    ['train-2-3.png', 'val-2-3.png'],
  ]);
  expect(warnings[0]).toContain(
    '"copy.png" (synthetic) = "val-1-3.png" (validation). It is left out of the training.',
  );

  const keep = { ...request, settings: { ...request.settings, nearDuplicates: 'keep' as const } };
  const kept = await loadCandidates(database, keep);
  expect(kept.doubt).toMatchObject({ dropped: [], doubtful: candidates.doubt.doubtful });
  expect(kept.images).toHaveLength(candidates.images.length + 4);
  expect(checkRequest(keep, kept).warnings[0]).toContain('They flatter the validation accuracy.');
});

test('a training picture with another class among the synthetic ones is a warning', async () => {
  await using temporary = await temporaryProject();
  const { project } = temporary;
  const request = await fillProject(project, []);
  const classes = await project.database.call('classes.list');
  const [crane, kite] = classes.map(({ id }) => id) as [number, number];
  const pixels = `pixels train-${kite}-1`;
  await fill(project, request.syntheticSetIds[0]!, [{ name: 'copy', classId: crane, pixels }]);
  const { errors, warnings } = checkRequest(request, await loadCandidates(project.database, request));
  expect(errors).toEqual([]);
  expect(warnings.join()).toContain(
    `under two classes: "train-${kite}-1.png" (kite) = "copy.png" (crane). Reject one of each.`,
  );
});

test('a planned run finds its files, and says so when they were removed', async () => {
  await using temporary = await temporaryProject();
  const { project } = temporary;
  const engine = startEngine({ role: 'images', log: silentLog });
  const library = createPretrainedLibrary(engine);
  const request = await fillProject(project, [{ name: 'far', reference: '/elsewhere/far.png' }]);
  const candidates = await loadCandidates(project.database, request);
  const snapshot = takeSnapshot(request, planRuns(request, candidates));
  const input = await runInput(project, snapshot, { index: 0, runId: 7, library });
  expect(input.folder).toBe(runFolder(project, 7));
  expect([input.real, input.synthetic, input.val].map((pool) => pool.length)).toEqual([6, 7, 6]);
  expect(input.files).toHaveLength(19);
  expect(input.files.map(({ path }) => path)).toContain('/elsewhere/far.png');
  const made = input.files[input.real[0]!.imageIndex]!;
  const { ids, sha256: hashes } = await project.database.call('images.files', { setId: request.realSetId });
  expect(made.path).toBe(imageFilePath(project, hashes[ids.indexOf(made.imageId)]!, 'png'));
  expect(input.sealed.map(({ name, files, labels }) => [name, files.length, labels.length])).toEqual([
    ['test', 6, 6],
    ['art', 6, 6],
  ]);
  await project.database.call('sets.remove', request.oodSetIds[0]!);
  await expect(runInput(project, snapshot, { index: 0, runId: 7, library })).rejects.toThrow(/removed/);
  await engine.dispose();
});
