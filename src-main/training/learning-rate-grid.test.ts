import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { runFolder } from '../project/files.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { chooseRate } from './learning-rate-grid.ts';
import type { TrainingRunInput, TrainingRunOutput } from './run/task.ts';

const point = (loss: number) => ({
  step: 10,
  learningRate: 0.1,
  loss,
  realLoss: loss,
  syntheticLoss: null,
  trainAccuracy: 0.5,
  valLoss: null,
  valAccuracy: 0.3,
  imagesPerSecond: 100,
});

/**
 * A run with a grid whose rates end with the accuracies of `outcomes`; 'diverged' and 'paused' happen instead, the latter once. What a trial
 * leaves, a checkpoint and a curve, names its rate; the training itself is tested with the engine in `training.test.ts`.
 */
async function gridRun(outcomes: Record<number, number | 'diverged' | 'paused'>) {
  const temporary = await temporaryProject();
  const { project } = temporary;
  const { database } = project;
  const settings = trainingSettingsSchema.parse({
    schedule: { kind: 'constant', peak: 9, grid: Object.keys(outcomes).map(Number) },
  });
  const [runId = 0] = await database.call('runs.create', [
    {
      experiment: 'first',
      recipe: 'real-only',
      seed: 1,
      settings,
      realSetId: 1,
      syntheticSetIds: [],
      images: { real: 1, synthetic: 0 },
      digests: { data: 'd', synthetic: 's' },
      classNames: ['a', 'b'],
      totalSteps: 10,
      drawn: false,
    },
  ]);
  const folder = runFolder(project, runId);
  const sealed = [
    { name: 'test', kind: 'test', setId: 1, styleCoverage: 'unknown', files: [], labels: [] },
  ] as const;
  const lists = { files: [], real: [], synthetic: [], val: [] };
  const input: TrainingRunInput = {
    folder,
    recipe: 'real-only',
    seed: 1,
    settings,
    totalSteps: 10,
    classNames: ['a', 'b'],
    realSetId: 1,
    sealed,
    ...lists,
  };
  const trained: { peak: number; before: number }[] = [];
  const train = async (trial: TrainingRunInput, before: number): Promise<TrainingRunOutput> => {
    const { peak } = trial.settings.schedule;
    expect(trial).toMatchObject({ sealed: [], trial: true });
    trained.push({ peak, before });
    const outcome = outcomes[peak]!;
    if (outcome === 'diverged') throw new UserError('diverged', 'The loss is no number any more.');
    if (outcome === 'paused') {
      outcomes[peak] = 0.2;
      return { status: 'paused', step: 5 };
    }
    await mkdir(trial.folder, { recursive: true });
    await writeFile(join(trial.folder, 'checkpoint.safetensors'), `rate ${peak}`);
    await database.call('runs.rewind', { runId, step: 0 });
    await database.call('runs.appendMetrics', { runId, points: [point(peak)] });
    return { status: 'tried', bestValAccuracy: outcome };
  };
  return {
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
    folder,
    trained,
    choose: () => chooseRate(input, { runId, database, train }),
    curve: () => database.call('runs.metrics', { runId, afterStep: -1 }),
  };
}

test('the rate with the highest validation accuracy is kept, the lowest of equal ones', async () => {
  await using run = await gridRun({ 0.3: 0.6, 0.03: 0.5, 0.1: 0.6, 1: 'diverged' });
  const chosen = await run.choose();
  expect(chosen?.input.settings.schedule).toEqual({ kind: 'constant', peak: 0.1, warmup: 0.1 });
  expect(chosen?.input.sealed).toHaveLength(1);
  expect(chosen?.before).toBe(30);
  expect(chosen?.notes).toEqual([
    'Peak learning rate 0.1, chosen by validation accuracy of 0.03 (50.0 %), 0.1 (60.0 %), 0.3 (60.0 %), 1 (diverged).',
  ]);
  expect(run.trained.map(({ peak, before }) => [peak, before])).toEqual([
    [0.03, 0],
    [0.1, 10],
    [0.3, 20],
    [1, 30],
  ]);
  expect(await readFile(join(run.folder, 'checkpoint.safetensors'), 'utf8')).toBe('rate 0.1');
  expect((await run.curve()).map(({ loss }) => loss)).toEqual([0.1]);
  expect(existsSync(join(run.folder, 'rates'))).toBe(false);
});

test('what was tried before a pause is not tried again, and what was chosen stays', async () => {
  await using run = await gridRun({ 0.1: 0.4, 0.3: 'paused' });
  expect(await run.choose()).toBeNull();
  const chosen = await run.choose();
  expect(run.trained.map(({ peak }) => peak)).toEqual([0.1, 0.3, 0.3]);
  expect(await run.choose()).toEqual(chosen);
  expect(run.trained).toHaveLength(3);
});

test('a grid on which nothing converges says so', async () => {
  await using run = await gridRun({ 1: 'diverged', 3: 'diverged' });
  await expect(run.choose()).rejects.toMatchObject({ code: 'diverged' });
});
