import { z } from 'zod';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import { type EvaluateRun, evaluateRunSchema } from '../../../src-shared/domain/evaluation.ts';
import type { Engine } from '../../engine/engine.ts';
import type { JobContext, JobHandler, JobItem } from '../../jobs/handler.ts';
import type { Database } from '../../project/database.ts';
import type { FinishedEvaluation } from '../run/task.ts';
import { saveEvaluation } from '../save-evaluation.ts';
import { evaluationInput, type EvaluationOptions, imagesToShow } from './evaluation-input.ts';
import { withEarlier } from './merge.ts';
import type { EvaluateProgress } from './task.ts';

export interface EvaluateJobOptions extends EvaluationOptions {
  /** The engine that computes. */
  readonly engine: Engine;
  readonly emit: (event: HostEvent) => void;
}

const itemSchema = z.object({});
type Item = z.infer<typeof itemSchema>;

/** One evaluation on request: a single item, counted in images that a network is shown. */
export function evaluateJob(options: EvaluateJobOptions): JobHandler<EvaluateRun, Item> {
  return {
    kind: 'evaluate',
    unit: 'images',
    lane: 'compute',
    settings: evaluateRunSchema,
    payload: itemSchema,
    batch: 1,
    plan: async ({ settings }) => {
      const { input } = await evaluationInput(settings, options);
      return [{ label: input.set.name, units: imagesToShow(input), payload: {} }];
    },
    run: async (items, context) => {
      for (const item of items) await evaluateItem(item, context, options);
    },
  };
}

async function evaluateItem(
  item: JobItem<Item>,
  context: JobContext<EvaluateRun>,
  options: EvaluateJobOptions,
): Promise<void> {
  const { database, settings, signal, pauseSignal } = context;
  const { input, doubtful, notes } = await evaluationInput(settings, options);
  let shown = 0;
  const onProgress = (progress: EvaluateProgress): void => {
    switch (progress.kind) {
      case 'note':
        return context.note(progress.text);
      case 'images':
        shown += progress.count;
        return context.partial(item.id, shown);
      default:
        progress satisfies never;
    }
  };
  try {
    const output = await options.engine.run('training.evaluate', input, { signal, pauseSignal, onProgress });
    if (output.status === 'paused') return;
    const { runId } = settings;
    const finished = await withWhatIsKnown(runId, output.finished, database);
    const { name } = finished.evaluation;
    await context.complete(item.id, { kind: 'evaluated', runId, name }, [
      ...saveEvaluation(runId, finished, { doubtful, classes: input.classNames.length }),
      { name: 'runs.addNotes', input: { runId, notes: [...notes, ...output.notes] } },
    ]);
    options.emit({ type: 'runs' });
  } finally {
    // Sessions leak memory when they are created and released again.
    await options.engine.recycle();
  }
}

async function withWhatIsKnown(
  runId: number,
  { evaluation, predictions }: FinishedEvaluation,
  database: Database,
): Promise<FinishedEvaluation> {
  const { name } = evaluation;
  const run = await database.call('runs.get', runId);
  const earlier = run?.evaluations.find((each) => each.name === name);
  if (!earlier) return { evaluation, predictions };
  const before = await database.call('runs.evaluatedImages', { runId, evaluation: name });
  const now = predictions.imageIds.toSorted((a, b) => a - b);
  const same = before.length === now.length && before.every((id, i) => id === now[i]);
  return { evaluation: same ? withEarlier(evaluation, earlier) : evaluation, predictions };
}
