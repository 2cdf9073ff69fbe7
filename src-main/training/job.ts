import { z } from 'zod';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { reportError, UserError } from '../../src-shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { recomputes } from '../graph/memory/fit-memory.ts';
import type { JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import type { Log } from '../log/log.ts';
import type { DatabaseCall } from '../project/database.ts';
import { runFolder } from '../project/files.ts';
import type { Project } from '../project/project.ts';
import { explainMemory } from './memory-advice.ts';
import { chooseRate, peaksOf } from './learning-rate-grid.ts';
import { MetricWriter } from './metric-writer.ts';
import type { PretrainedLibrary } from './pretrained/library.ts';
import { removeCheckpoint } from './run/checkpoint.ts';
import type { TrainingRunInput, TrainingRunOutput, TrainingRunProgress } from './run/task.ts';
import { runInput } from './run-input.ts';
import { saveEvaluation } from './save-evaluation.ts';
import { type Snapshot, snapshotSchema } from './snapshot.ts';

export interface TrainJobOptions {
  project: Project;
  /** The engine that computes. */
  engine: Engine;
  /** Networks that runs may start from. */
  library: PretrainedLibrary;
  emit: (event: HostEvent) => void;
  log: Log;
}

/** One run; `index` is its place in the snapshot. */
const trainItemSchema = z.object({ runId: z.number().int(), index: z.number().int().nonnegative() });
type TrainItem = z.infer<typeof trainItemSchema>;

type Context = JobContext<Snapshot>;
type FinishedRun = Extract<TrainingRunOutput, { status: 'done' }>;

/** Training: one item a run, counted in steps. A run that diverges fails its item; the others go on. */
export function trainJob(options: TrainJobOptions): JobHandler<Snapshot, TrainItem> {
  return {
    kind: 'train',
    unit: 'steps',
    lane: 'compute',
    computesOn: engineOf,
    settings: snapshotSchema,
    payload: trainItemSchema,
    batch: 1,
    plan: planItems,
    run: async (items, context) => {
      for (const item of items) {
        if (context.signal.aborted || context.pauseSignal.aborted) return;
        await trainItem(item, context, options);
      }
    },
    finish: (context) => settleRuns(context, options),
  };
}

/** All runs of a job have the same. */
function engineOf({ runs: [first] }: Snapshot): string {
  const engine = first?.settings.engine ?? 'onnxruntime';
  return engine === 'onnxruntime' ? 'cpu' : engine;
}

/** The queue gives an item up whose engine stops again and again; then nobody else says so of its run. */
async function settleRuns({ jobId, database }: Context, { emit }: TrainJobOptions): Promise<void> {
  const runs = await database.call('runs.ofJob', jobId);
  const left = runs.filter(({ status }) => status === 'running' || status === 'queued');
  if (left.length === 0) return;
  const failures = await database.call('jobs.failures', jobId);
  const error = failures.find((failure) => failure.error.code === 'engine-stopped')?.error;
  const finishedAt = new Date().toISOString();
  for (const { id: runId } of left) {
    await database.call('runs.update', {
      runId,
      changes: { status: 'failed', error: error ?? reportError(runGivenUp()), finishedAt },
    });
  }
  emit({ type: 'runs' });
}

async function planItems({ jobId, settings, database }: Context): Promise<PlannedItem<TrainItem>[]> {
  const runs = await database.call('runs.ofJob', jobId);
  return runs.map(({ id, recipe, seed, totalSteps }, index) => ({
    label: `${describeRecipe(recipe, settings.runs[index]!.settings).title}, seed ${seed}`,
    units: totalSteps * peaksOf(settings.runs[index]!.settings).length,
    payload: { runId: id, index },
  }));
}

async function trainItem(
  item: JobItem<TrainItem>,
  context: Context,
  options: TrainJobOptions,
): Promise<void> {
  const { project, library, emit } = options;
  const { runId, index } = item.payload;
  const { database } = context;
  const run = await database.call('runs.get', runId);
  if (!run) return context.fail(item.id, reportError(runRemoved()));
  await database.call('runs.update', { runId, changes: { status: 'running', error: null } });
  emit({ type: 'runs' });
  try {
    const input = await runInput(project, context.settings, { index, runId, library });
    const metrics = new MetricWriter(database, run, emit);
    const trainFrom = (from: TrainingRunInput, before: number) =>
      train(item, { input: from, metrics, before }, context, options);
    const chosen = await chooseRate(input, { runId, database, train: trainFrom });
    if (!chosen) return;
    const output = await trainFrom(chosen.input, chosen.before);
    if (output.status !== 'done') return;
    const notes = [...chosen.notes, ...output.notes];
    const finished = { ...output, notes };
    await context.complete(item.id, resultOf(runId, finished), completion(run, finished, context.settings));
    await removeCheckpoint(runFolder(project, runId));
  } catch (error) {
    if (interrupts(error)) throw error;
    const report = reportError(error);
    const finishedAt = new Date().toISOString();
    await database.call('runs.update', { runId, changes: { status: 'failed', error: report, finishedAt } });
    await context.fail(item.id, report);
  } finally {
    emit({ type: 'runs' });
  }
}

/** What concerns the whole job and not this run alone: the queue pauses, stops or tries again. */
function interrupts(error: unknown): boolean {
  if (!(error instanceof UserError)) return false;
  return ['cancelled', 'engine-stopped', 'disk-full', 'read-only'].includes(error.code);
}

async function train(
  item: JobItem<TrainItem>,
  { input, metrics, before }: { input: TrainingRunInput; metrics: MetricWriter; before: number },
  context: Context,
  { engine, log }: TrainJobOptions,
): Promise<TrainingRunOutput> {
  const label = (text: string | null): void => context.note(text ? `${item.label}: ${text}` : item.label);
  let recomputing = false;
  const onProgress = (progress: TrainingRunProgress): void => {
    switch (progress.kind) {
      case 'note':
        return label(progress.text);
      case 'started':
        recomputing = recomputes(progress.plan);
        metrics.rewind(progress.step);
        context.partial(item.id, before + progress.step);
        metrics.started(progress.step, progress.notes);
        for (const note of progress.notes) log.warn(`${item.label}: ${note}`);
        return;
      case 'remark':
        log.warn(`${item.label}: ${progress.text}`);
        return metrics.note([progress.text]);
      case 'step':
        return context.partial(item.id, before + progress.step);
      case 'point':
        return metrics.add(progress.point);
      case 'checkpoint':
        return metrics.checkpoint(progress.step, progress.plan);
      default:
        progress satisfies never;
    }
  };
  try {
    const { signal, pauseSignal } = context;
    return await engine.run('training.run', input, { signal, pauseSignal, onProgress });
  } catch (error) {
    throw explainMemory(error, input.settings, recomputing);
  } finally {
    try {
      await metrics.finish();
    } finally {
      // Sessions leak memory when they are created and released again.
      await engine.recycle();
    }
  }
}

const resultOf = (runId: number, { chosenStep, notes }: FinishedRun) => ({
  kind: 'trained',
  runId,
  chosenStep,
  notes,
});

/** Everything that a finished run adds to the project. */
function completion(
  { id: runId, classNames }: Run,
  output: FinishedRun,
  { nearDuplicates }: Snapshot,
): DatabaseCall[] {
  const { bestValAccuracy, imagesPerSecond, dataWaitShare, shortcut, evaluations } = output;
  const { dropped, doubtful } = nearDuplicates;
  const classes = classNames.length;
  const notes = [...output.notes, ...droppedNote(dropped.length)];
  const finishedAt = new Date().toISOString();
  const figures = { bestValAccuracy, imagesPerSecond, dataWaitShare, shortcut };
  return [
    ...evaluations.flatMap((finished) => saveEvaluation(runId, finished, { doubtful, classes })),
    { name: 'runs.addNotes', input: { runId, notes } },
    {
      name: 'runs.update',
      input: { runId, changes: { status: 'done', ...figures, finishedAt, error: null } },
    },
  ];
}

const droppedNote = (count: number): string[] =>
  count === 0
    ? []
    : [
        `${formatNoun(count, 'training image')} of its request left out: too much like a tested or validated one.`,
      ];

const runRemoved = (): UserError =>
  new UserError('not-found', 'The run was removed from the project.', 'Start the training again.');

const runGivenUp = (): UserError =>
  new UserError('engine-stopped', 'The run was given up.', 'Retry the failed items of its job.');
