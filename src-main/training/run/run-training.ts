import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import { hashSeed } from '../../../src-shared/random.ts';
import type { TaskContext, TaskImplementation } from '../../engine/tasks.ts';
import { writeDurably } from '../../imaging/durable-write.ts';
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts';
import { conclude } from './conclude.ts';
import { withDiskErrors } from './disk-errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { takeSteps } from './take-steps.ts';
import { createTrainingSession } from '../step/training-session.ts';
import { type Circumstances, differences, findCheckpoint } from './resume.ts';
import { runRecord } from './run-record.ts';
import { planSteps } from './stages.ts';
import { runFiles, type TrainingRunInput, type TrainingRunOutput } from './task.ts';
import { loadTrainingData, type TrainingData } from './training-data.ts';
import { Trainer } from './trainer.ts';

type Context = TaskContext<'training.run'>;

/**
 * Trains one run from its start or its checkpoint to its end, evaluates the chosen weights and writes them as `model.onnx` into the run's
 * folder. Pausing brings it to a checkpoint; running the task again with the same input goes on there and, with the same images,
 * runtime and number of threads on the CPU, ends with the same bits as an unbroken run.
 */
export const runTraining: TaskImplementation<'training.run'> = async (input, context) => {
  await withDiskErrors(() => mkdir(input.folder, { recursive: true }));
  const { checkpoint, notes } = await findCheckpoint(input.folder);
  const paused = { status: 'paused', step: checkpoint?.progress.step ?? 0 } as const;
  // Nothing is lost by stopping to read images: the next session reads them again.
  const stop = AbortSignal.any([context.signal, context.pauseSignal]);
  const data = await loadTrainingData(input, { ...context, signal: stop }).catch((error: unknown) => {
    if (context.pauseSignal.aborted && !context.signal.aborted) return null;
    throw error;
  });
  if (!data) return paused;
  try {
    return await trainWith(input, context, data, checkpoint, notes);
  } finally {
    await data.close();
  }
};

async function trainWith(
  input: TrainingRunInput,
  context: Context,
  data: TrainingData,
  checkpoint: Checkpoint | null,
  earlierNotes: readonly string[],
): Promise<TrainingRunOutput> {
  const threads = input.threads ?? availableParallelism();
  const circumstances: Circumstances = {
    fingerprint: fingerprintOf(input, data),
    runtime: env.versions.node ?? env.versions.common,
    threads,
  };
  const steps = planSteps(input, data);
  context.progress({ kind: 'note', text: 'Building the training graph' });
  const session = await createTrainingSession({
    architecture: input.settings.architecture,
    classes: input.classNames.length,
    imageSize: input.settings.imageSize,
    batchSize: input.settings.batchSize,
    optimizer: input.settings.optimizer,
    labelSmoothing: input.settings.labelSmoothing,
    seed: hashSeed(input.seed, 'weights'),
    threads,
    ...(checkpoint ? { plan: checkpoint.progress.plan } : {}),
  });
  try {
    const trainer = new Trainer(input, session, steps);
    if (checkpoint) trainer.restore(checkpoint);
    const notes = [
      ...earlierNotes,
      ...data.notes,
      ...(checkpoint ? differences(checkpoint.progress, circumstances, session.plan) : []),
    ];
    const record = runRecord(input, data, circumstances, session.plan);
    await withDiskErrors(() => writeDurably(join(input.folder, runFiles.record), record));
    context.progress({ kind: 'note', text: null });
    context.progress({ kind: 'started', step: trainer.step, notes });

    const saveCheckpoint = async (): Promise<void> => {
      await withDiskErrors(() => writeCheckpoint(input.folder, trainer.checkpoint(circumstances)));
      context.progress({ kind: 'checkpoint', step: trainer.step, plan: session.plan });
    };
    const finished = await takeSteps({ input, trainer, steps, data, context, saveCheckpoint });
    if (!finished) {
      await saveCheckpoint();
      return { status: 'paused', step: trainer.step };
    }
    const chosenStep = trainer.choose();
    const { evaluations, notes: lastNotes } = await conclude({ input, session, data, context });
    return {
      status: 'done',
      chosenStep,
      bestValAccuracy: trainer.bestValAccuracy,
      imagesPerSecond: trainer.imagesPerSecond,
      dataWaitShare: trainer.dataWaitShare,
      evaluations,
      notes: [...notes, ...lastNotes],
    };
  } finally {
    await session.dispose();
  }
}
