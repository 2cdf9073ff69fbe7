import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Tutorial, tutorialSettingsSchema } from '../../src-shared/domain/tutorial.ts';
import { silentLog } from '../log/log.ts';
import { createWorkbench } from './create-workbench.ts';
import type { HostWorkbench } from './host.ts';

let folder: string;
let workbench: HostWorkbench;

const start = () => createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-tutorial-'));
  process.env['VARIEGATE_HOME'] = join(folder, 'home');
  process.env['VARIEGATE_PROJECTS'] = join(folder, 'projects');
  workbench = await start();
});
afterEach(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

const tiny = tutorialSettingsSchema.parse({
  dataSet: 'menagerie',
  perClass: { train: 4, val: 2, test: 2, ood: 1, prompts: 4, generated: 2 },
  training: { imageSize: 16, batchSize: 8, steps: 3, seeds: [1] },
});

async function until(arrived: (tutorial: Tutorial) => boolean): Promise<Tutorial> {
  for (;;) {
    const tutorial = await workbench.tutorial.current();
    if (tutorial === null) throw new Error('There is no tutorial.');
    if (tutorial.state.status === 'stopped') throw new Error(tutorial.state.reason);
    if (arrived(tutorial)) return tutorial;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isDone = ({ state }: Tutorial): boolean => state.status === 'done';

test('takes a drawn data set through every step, over the end of the program', {
  timeout: 240_000,
}, async () => {
  const { id } = await workbench.projects.create({ name: 'Tutorial' });
  await workbench.tutorial.start(tiny);
  await until(({ state }) => state.status === 'working' && state.step === 'generate' && state.jobId !== null);
  await workbench.close();

  workbench = await start();
  const [recent] = await workbench.projects.recent();
  expect((await workbench.projects.open({ recentId: recent!.id })).id).toBe(id);
  for (const job of await workbench.jobs.list()) {
    if (job.state.status === 'paused') await workbench.jobs.resume(job.id);
  }
  await until(isDone);

  const kinds = (await workbench.jobs.list()).map(({ kind }) => kind);
  expect(kinds).toEqual(['draw', 'generate', 'score', 'train']);
  const prompts = await workbench.prompts.list({});
  expect(prompts).toHaveLength(40);
  expect(new Set(prompts.map(({ writer }) => writer))).toEqual(new Set(['grammar']));
  const synthetic = (await workbench.images.sets()).filter(({ role }) => role === 'synthetic');
  expect(synthetic.map(({ origin }) => origin)).toMatchObject([{ kind: 'generated', drawnWorld: true }]);
  const { ids, verdicts } = await workbench.images.index({ setId: synthetic[0]!.id });
  expect(ids.length).toBeGreaterThan(10);
  expect(verdicts).toMatch(/^[KR]+$/);
  const runs = await workbench.runs.list();
  expect(runs.map(({ recipe, drawn }) => [recipe, drawn])).toEqual([
    ['real-only', true],
    ['synthetic-only', true],
    ['mixed', true],
  ]);
});

test('stops where a job is cancelled, and goes on from there', { timeout: 240_000 }, async () => {
  await workbench.projects.create({ name: 'Tutorial' });
  await workbench.tutorial.start({ ...tiny, perClass: { ...tiny.perClass, generated: 200 } });
  const { state } = await until(
    (tutorial) =>
      tutorial.state.status === 'working' &&
      tutorial.state.step === 'generate' &&
      tutorial.state.jobId !== null,
  );
  if (state.status !== 'working' || state.jobId === null)
    throw new Error('The job of the step is not known.');
  await workbench.jobs.cancel(state.jobId);
  await expect(until(isDone)).rejects.toThrow('The job was cancelled.');
  await expect(workbench.tutorial.start(tiny)).resolves.toMatchObject({ settings: tiny });
});
