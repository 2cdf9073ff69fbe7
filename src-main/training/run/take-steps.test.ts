import { writeFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { type Engine, onnxRuntimeEngine } from '../../graph/executors/engines.ts';
import { repeating } from '../../graph/executors/repeating.ts';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { DataWorkers } from '../data/data-workers.ts';
import { DecodedCache } from '../data/decoded-cache.ts';
import { transformsFor } from '../data/transform.ts';
import { createTrainingSession } from '../step/training-session.ts';
import { sampleRun } from '../testing/pictures.ts';
import { planSteps } from './stages.ts';
import { takeSteps } from './take-steps.ts';
import type { TrainingRunProgress } from './task.ts';
import { Trainer } from './trainer.ts';

// A training graph takes a second to build, more on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

interface StepsOptions {
  memoryBudget?: number;
  engine?: Engine;
  steps?: number;
}

/** Everything about the steps of a sample run in this process; `close` when it is over. */
async function openSteps(folder: string, { memoryBudget, engine, steps = 3 }: StepsOptions = {}) {
  const input = await sampleRun(folder, { validateEvery: 100 }, steps);
  const { settings, classNames, files, real, synthetic, seed } = input;
  const workers = new DataWorkers();
  const transforms = transformsFor(settings);
  const paths = files.map(({ path }) => path);
  const limits = memoryBudget === undefined ? {} : { memoryBudget, recentBytes: 0 };
  const images = await DecodedCache.load(paths, { workers, ...transforms, ...limits });
  const { architecture, imageSize, batchSize, optimizer } = settings;
  const session = await createTrainingSession({
    architecture,
    classes: classNames.length,
    imageSize,
    batchSize,
    optimizer,
    seed,
    ...(engine && { engine }),
  });
  const trainer = new Trainer(input, session, planSteps(input, { real, synthetic }));
  const progress: TrainingRunProgress[] = [];
  const never = new AbortController().signal;
  const context = {
    signal: never,
    pauseSignal: never,
    progress: (value: TrainingRunProgress) => progress.push(value),
  };
  const close = () => workers.close();
  const data = { workers, images, transforms, real, synthetic, val: [], notes: [], close };
  return {
    options: { input, trainer, data, context },
    session,
    progress,
    brokenLater: synthetic.map(({ imageIndex }) => paths[imageIndex]!),
    close: async () => {
      await session.dispose();
      images.dispose();
      await close();
    },
  };
}

test('images that break during the training are told of', async () => {
  await using temporary = await temporaryFolder();
  // Nothing stays in memory, so that every step reads its files.
  const steps = await openSteps(temporary.path, { memoryBudget: 0 });
  for (const path of steps.brokenLater) await writeFile(path, 'not a picture');
  const finished = await takeSteps({ ...steps.options, saveCheckpoint: () => Promise.resolve() });
  expect(finished).toBe(true);
  // Half of each of the three batches of twelve.
  expect(steps.progress.filter(({ kind }) => kind === 'remark')).toEqual([
    { kind: 'remark', text: expect.stringMatching(/^18 times an image could not be read/) as string },
  ]);
  await steps.close();
});

test('a step that gets no memory changes nothing, and what was trained before it is saved', async () => {
  await using temporary = await temporaryFolder();
  const { options, session, close } = await openSteps(temporary.path);
  const { trainer } = options;
  const steps = session.steps.bind(session);
  let taken: ReturnType<typeof session.state> | null = null;
  session.steps = async (inputs) => {
    if (trainer.step < 2) return steps(inputs);
    taken = session.state();
    throw new Error('Failed to allocate memory for requested buffer of size 4831838208');
  };
  const saved: number[] = [];
  const saveCheckpoint = () => Promise.resolve(void saved.push(trainer.step));
  await expect(takeSteps({ ...options, saveCheckpoint })).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(saved.at(-1)).toBe(2);
  expect(session.state()).toEqual(taken);
  await close();
});

test('steps that an engine takes together end where single ones do', async () => {
  await using temporary = await temporaryFolder();
  const onCpu = await onnxRuntimeEngine();
  const apart = await openSteps(temporary.path, { steps: 5, engine: onCpu });
  const engine = { ...onCpu, executor: repeating(onCpu.executor, 3) };
  const together = await openSteps(temporary.path, { steps: 5, engine });
  const groups: number[] = [];
  const takeTogether = together.session.steps.bind(together.session);
  together.session.steps = (inputs) => {
    groups.push(inputs.length);
    return takeTogether(inputs);
  };
  for (const { options, session } of [apart, together]) {
    await takeSteps({ ...options, saveCheckpoint: () => session.settle() });
  }
  expect(groups).toEqual([3, 2]);
  expect(together.options.trainer.step).toBe(5);
  expect(together.session.state()).toEqual(apart.session.state());
  await apart.close();
  await together.close();
});
