import { expect, test, vi } from 'vitest';
import type { MetricPoint } from '../../../src-shared/domain/run.ts';
import { onnxRuntimeEngine } from '../../graph/executors/engines.ts';
import type { Executor } from '../../graph/executors/executor.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { repeating } from '../../graph/executors/repeating.ts';
import { carrying } from '../../graph/executors/testing/carrying.ts';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { openBatches } from '../data/batch-stream.ts';
import { sampleRun } from '../testing/pictures.ts';
import { openSession } from './open-session.ts';
import { planSteps } from './stages.ts';
import type { TrainingRunInput } from './task.ts';
import { Trainer } from './trainer.ts';
import { loadTrainingData, type TrainingData } from './training-data.ts';

vi.setConfig({ testTimeout: 300_000 });

const { signal } = new AbortController();

/** The point of each validation of a run on that executor. */
async function validations(
  input: TrainingRunInput,
  data: TrainingData,
  executor: Executor,
): Promise<MetricPoint[]> {
  const engine = { ...(await onnxRuntimeEngine()), executor };
  const steps = planSteps(input, data);
  const session = await openSession(input, { steps, start: null, checkpoint: null, engine, threads: 1 });
  const trainer = new Trainer(input, session, steps);
  const { workers, images, transforms } = data;
  const batches = openBatches({
    workers,
    images,
    plan: steps.batches,
    transform: transforms.training,
    prefetch: trainer.stepsAtOnce,
  });
  const points: MetricPoint[] = [];
  while (!trainer.finished) {
    await trainer.enterStage(data, signal);
    const taken = [];
    for (let i = trainer.stepsTogether; i > 0; i--) taken.push((await batches.next())!);
    await trainer.train(taken);
    for (const batch of taken) batch.release();
    if (trainer.step % input.settings.validateEvery > 0) continue;
    points.push({ ...trainer.point(await trainer.validate(data, signal)), imagesPerSecond: 0 });
  }
  await batches.close();
  await session.dispose();
  return points;
}

test('auxiliary batch norm is validated alike where an executor keeps the weights', async () => {
  await using temporary = await temporaryFolder();
  const settings = { batchSize: 32, validateEvery: 3, ema: 0.9 };
  const input = { ...(await sampleRun(temporary.path, settings, 6)), recipe: 'auxiliary-bn' } as const;
  const data = await loadTrainingData(input, { signal, progress: () => undefined });
  try {
    const usual = await validations(input, data, onnxRuntime);
    expect(usual.map(({ step, valLoss }) => [step, valLoss !== null])).toEqual([
      [3, true],
      [6, true],
    ]);
    expect(await validations(input, data, carrying(onnxRuntime))).toEqual(usual);
    expect(await validations(input, data, repeating(onnxRuntime, 2))).toEqual(usual);
  } finally {
    await data.close();
  }
});
