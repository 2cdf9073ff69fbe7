import { z } from 'zod';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import { type EvaluateRun, evaluateRunSchema } from '../../../src-shared/domain/evaluation.ts';
import type { Engine } from '../../engine/engine.ts';
import type { JobContext, JobHandler, JobItem } from '../../jobs/handler.ts';
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
  const { input } = await evaluationInput(settings, options);
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
    const { evaluation, predictions } = output.finished;
    const run = await database.call('runs.get', runId);
    const earlier = run?.evaluations.find(({ name }) => name === evaluation.name);
    const merged = { evaluation: withEarlier(evaluation, earlier), predictions };
    await context.complete(item.id, { kind: 'evaluated', runId, name: evaluation.name }, [
      ...saveEvaluation(runId, merged),
      { name: 'runs.addNotes', input: { runId, notes: output.notes } },
    ]);
    options.emit({ type: 'runs' });
  } finally {
    // Sessions leak memory when they are created and released again.
    await options.engine.recycle();
  }
}
