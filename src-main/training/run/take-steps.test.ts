import { writeFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
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

test('images that break during the training are told of', async () => {
  await using temporary = await temporaryFolder();
  const input = await sampleRun(temporary.path, { validateEvery: 100 }, 3);
  const { settings, classNames, files, real, synthetic, seed } = input;
  const workers = new DataWorkers();
  const transforms = transformsFor(settings);
  const paths = files.map(({ path }) => path);
  // Nothing stays in memory, so that every step reads its files.
  const images = await DecodedCache.load(paths, { workers, ...transforms, memoryBudget: 0, recentBytes: 0 });
  for (const { imageIndex } of synthetic) await writeFile(paths[imageIndex]!, 'not a picture');
  const { architecture, imageSize, batchSize, optimizer } = settings;
  const classes = classNames.length;
  const session = await createTrainingSession({
    architecture,
    classes,
    imageSize,
    batchSize,
    optimizer,
    seed,
  });
  const progress: TrainingRunProgress[] = [];
  const never = new AbortController().signal;
  const finished = await takeSteps({
    input,
    trainer: new Trainer(input, session, planSteps(input, { real, synthetic })),
    data: { workers, images, transforms, real, synthetic, val: [], notes: [], close: () => workers.close() },
    context: { signal: never, pauseSignal: never, progress: (value) => progress.push(value) },
    saveCheckpoint: () => Promise.resolve(),
  });
  expect(finished).toBe(true);
  // Half of each of the three batches of twelve.
  expect(progress.filter(({ kind }) => kind === 'remark')).toEqual([
    { kind: 'remark', text: expect.stringMatching(/^18 times an image could not be read/) as string },
  ]);
  await session.dispose();
  images.dispose();
  await workers.close();
});
