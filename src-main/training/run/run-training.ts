import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Engine, openEngine } from '../../graph/executors/engines.ts';
import type { FormMeasuring } from '../../graph/executors/form-measuring.ts';
import type { TaskContext, TaskImplementation } from '../../engine/tasks.ts';
import { writeDurably } from '../../files/durable-write.ts';
import { recomputes } from '../../graph/memory/fit-memory.ts';
import { recomputeNote } from '../memory-advice.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { conclude } from './conclude.ts';
import { withDiskErrors } from './disk-errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readFormCosts, writeFormCosts } from './form-costs-file.ts';
import { takeSteps } from './take-steps.ts';
import { openSession } from './open-session.ts';
import { readStart } from './pretrained-start.ts';
import type { TrainingSession } from '../step/training-session.ts';
import { processorOf } from './processor.ts';
import { type Circumstances, differences, findCheckpoint } from './resume.ts';
import { runRecord } from './run-record.ts';
import { withMemoryErrors } from './memory-errors.ts';
import { planSteps } from './stages.ts';
import { runFiles, type TrainingRunInput, type TrainingRunOutput } from './task.ts';
import { loadTrainingData, type TrainingData } from './training-data.ts';
import { probeShortcut } from '../shortcut/probe.ts';
import { shortcutNotes } from '../shortcut/shortcut-note.ts';
import { Trainer } from './trainer.ts';
import { unlessPaused } from './unless-paused.ts';

type Context = TaskContext<'training.run'>;

/**
 * Trains one run from its start or its checkpoint to its end, evaluates the chosen weights and writes them as `model.onnx` into the run's
 * folder. Pausing brings it to a checkpoint; running the task again with the same input goes on there and, with the same images,
 * runtime, processor and number of threads, ends with the same bits as an unbroken run.
 */
export const runTraining: TaskImplementation<'training.run'> = (input, context) =>
  withMemoryErrors(() => openAndTrain(input, context));

const openAndTrain: TaskImplementation<'training.run'> = async (input, context) => {
  await withDiskErrors(() => mkdir(input.folder, { recursive: true }));
  const found = await findCheckpoint(input.folder);
  const start = await readStart(input);
  // Nothing is lost by stopping to read images: the next session reads them again.
  const data = await unlessPaused(context, (signal) =>
    loadTrainingData(input, { ...context, signal }, start?.normalisation),
  );
  if (!data) return { status: 'paused', step: found.checkpoint?.progress.step ?? 0 };
  try {
    const { checkpoint } = found;
    const engine = await openEngine(input.settings.engine, formMeasuring(input, context));
    const circumstances = await circumstancesOf(input, data, engine);
    context.progress({ kind: 'note', text: 'Building the training graph' });
    const steps = planSteps(input, data);
    const { threads } = circumstances;
    const session = await openSession(input, { steps, start, checkpoint, engine, threads });
    try {
      const trainer = new Trainer(input, session, steps);
      if (checkpoint) trainer.restore(checkpoint);
      const changes = checkpoint ? differences(checkpoint.progress, circumstances, session.plan) : [];
      const memory = recomputes(session.plan) ? [recomputeNote] : [];
      const notes = [...found.notes, ...data.notes, ...memory, ...changes];
      return await train({ input, context, data, session, trainer, circumstances, notes });
    } finally {
      await session.dispose();
    }
  } finally {
    await data.close();
  }
};

const threadsOf = ({ threads }: TrainingRunInput): number => threads ?? availableParallelism();

const formMeasuring = (input: TrainingRunInput, context: Context): FormMeasuring => ({
  threads: threadsOf(input),
  read: readFormCosts,
  write: writeFormCosts,
  onProgress: (done, total) => {
    const text = `Measuring which forms of convolutions are fastest on this machine, ${done + 1} of ${total} (once)`;
    context.progress({ kind: 'note', text });
  },
  signal: AbortSignal.any([context.signal, context.pauseSignal]),
});

const circumstancesOf = async (
  input: TrainingRunInput,
  data: TrainingData,
  { runtime }: Engine,
): Promise<Circumstances> => ({
  fingerprint: fingerprintOf(input, data),
  runtime,
  threads: threadsOf(input),
  processor: await processorOf(input.settings.engine),
});

interface OpenRun {
  readonly input: TrainingRunInput;
  readonly context: Context;
  readonly data: TrainingData;
  readonly session: TrainingSession;
  readonly trainer: Trainer;
  readonly circumstances: Circumstances;
  readonly notes: readonly string[];
}

async function train(run: OpenRun): Promise<TrainingRunOutput> {
  const { input, context, data, session, trainer, circumstances, notes } = run;
  const record = runRecord(input, data, circumstances, session.plan);
  await withDiskErrors(() => writeDurably(join(input.folder, runFiles.record), record));
  context.progress({ kind: 'note', text: null });
  context.progress({ kind: 'started', step: trainer.step, notes, plan: session.plan });

  const saveCheckpoint = async (): Promise<void> => {
    const checkpoint = await trainer.checkpoint(circumstances);
    await withDiskErrors(() => writeCheckpoint(input.folder, checkpoint));
    context.progress({ kind: 'checkpoint', step: trainer.step, plan: session.plan });
  };
  const finished = await takeSteps({ input, trainer, data, context, saveCheckpoint });
  const paused = { status: 'paused', step: trainer.step } as const;
  if (!finished) {
    await saveCheckpoint();
    return paused;
  }

  if (input.trial) {
    await saveCheckpoint();
    return { status: 'tried', bestValAccuracy: trainer.bestValAccuracy };
  }

  // The last step's checkpoint is on the disk: an evaluation that is given up costs no step.
  const conclusion = await unlessPaused(context, async (signal) => {
    const chosenStep = await trainer.choose(data, signal);
    const concluded = await conclude({ input, session, data, context: { ...context, signal } });
    return { chosenStep, ...concluded, shortcut: await probeShortcut(data, signal) };
  });
  if (!conclusion) return paused;
  const { shortcut } = conclusion;
  const { classNames } = input;
  const { real, synthetic } = data;
  const ending = trainer.stoppedEarly ? [stoppedNote(trainer.step, input)] : [];
  return {
    status: 'done',
    chosenStep: conclusion.chosenStep,
    bestValAccuracy: trainer.bestValAccuracy,
    imagesPerSecond: trainer.clock.imagesPerSecond,
    dataWaitShare: trainer.clock.dataWaitShare,
    shortcut,
    evaluations: conclusion.evaluations,
    notes: [
      ...notes,
      ...ending,
      ...conclusion.notes,
      ...shortcutNotes(shortcut, { classNames, real, synthetic }),
    ],
  };
}

const stoppedNote = (step: number, { totalSteps, settings: { patience = 0 } }: TrainingRunInput): string =>
  `Stopped after step ${step} of ${totalSteps}: ${patience} validations in a row found no better weights.`;
