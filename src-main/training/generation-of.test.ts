import { expect, test } from 'vitest';
import type { Project } from '../project/project.ts';
import type { NewProvenance } from '../project/queries/provenance.ts';
import { newImage, newSet, temporaryProject } from '../project/testing/temporary-project.ts';
import { generationOf } from './generation-of.ts';

const addJob = (project: Project, seed: number): Promise<number> =>
  project.database.call('jobs.add', {
    kind: 'generate',
    title: 'Generate',
    unit: 'images',
    settings: { seed },
  });

/** A set of two pictures that a job made, by default for the same prompts. */
async function makeSet(
  project: Project,
  name: string,
  {
    jobId,
    texts = ['a cat', 'a dog'],
    steps = 25,
  }: { jobId: number | null; texts?: string[]; steps?: number },
): Promise<number> {
  const [classId] = await project.database.call('classes.ensure', ['pet']);
  const setId = await newSet(project, 'synthetic', name);
  const made = (promptText: string): NewProvenance => ({
    generation: { jobId, generator: 'built-in', model: 'Starter', modelHash: null, settings: { steps } },
    promptId: null,
    promptText,
    negativePrompt: '',
    origin: 'plain',
    context: null,
    style: null,
    seed: 1,
    attempt: 1,
  });
  const images = texts.map((text, i) =>
    newImage(`${name} ${i}`, classId!, { split: null, generated: made(text) }),
  );
  await project.database.call('images.insertMany', { setId, images });
  return setId;
}

test('two generations that differ in their seed alone share everything else', async () => {
  await using temporary = await temporaryProject();
  const { project } = temporary;
  const jobs = [await addJob(project, 1), await addJob(project, 2)] as const;
  const first = await generationOf(project.database, [await makeSet(project, 'first', { jobId: jobs[0] })]);
  const second = await generationOf(project.database, [await makeSet(project, 'second', { jobId: jobs[1] })]);
  expect([first?.seed, second?.seed]).toEqual([1, 2]);
  expect(second?.of).toBe(first?.of);
  const otherSteps = await makeSet(project, 'steps', { jobId: jobs[1], steps: 30 });
  expect((await generationOf(project.database, [otherSteps]))?.of).not.toBe(first?.of);
  const otherPrompts = await makeSet(project, 'prompts', { jobId: jobs[1], texts: ['a cat', 'a bird'] });
  expect((await generationOf(project.database, [otherPrompts]))?.of).not.toBe(first?.of);
});

test('images of two seeds, of no known job or without any provenance are of no one generation', async () => {
  await using temporary = await temporaryProject();
  const { project } = temporary;
  const { database } = project;
  const one = await makeSet(project, 'one', { jobId: await addJob(project, 1) });
  const two = await makeSet(project, 'two', { jobId: await addJob(project, 2) });
  expect(await generationOf(database, [one, two])).toBeNull();
  expect(await generationOf(database, [await makeSet(project, 'gone', { jobId: null })])).toBeNull();
  expect(await generationOf(database, [])).toBeNull();

  const [classId] = await database.call('classes.ensure', ['pet']);
  const add = (name: string, verdict: 'reject' | 'keep') =>
    database.call('images.insertMany', {
      setId: one,
      images: [newImage(name, classId!, { split: null, verdict })],
    });
  await add('rejected', 'reject');
  expect(await generationOf(database, [one])).toMatchObject({ seed: 1 });
  await add('imported', 'keep');
  expect(await generationOf(database, [one])).toBeNull();
});
