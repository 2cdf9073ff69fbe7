import type { MetricPoint } from '../../src-shared/domain/run.ts';
import type { Run, RunSummary } from '../../src-shared/domain/run.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import type { ProjectContext } from './command.ts';
import type { Api } from './session.ts';
import { waitForJob } from './wait-for-job.ts';
import { UserError } from '../../src-shared/errors.ts';

/** Checks a request, starts it and follows it to its end with a live line. Resolves with its runs and their summaries. */
export async function train(
  context: ProjectContext,
  request: TrainRequest,
): Promise<{ runs: Run[]; summaries: RunSummary[] }> {
  const { api, output } = context;
  const { errors, warnings } = await api.training.check.query(request);
  for (const warning of warnings) output.note(`Note: ${warning}`);
  if (errors.length > 0) throw new UserError('bad-input', errors.join('\n'));
  const { jobId, runIds } = await api.training.start.mutate(request);
  await waitForJob(context, jobId, { detail: liveMetrics(api, runIds) });
  const runs = await Promise.all(runIds.map((id) => api.runs.get.query({ id })));
  const summaries = await api.runs.summaries.query();
  return { runs, summaries: summaries.filter((summary) => summary.runIds.some((id) => runIds.includes(id))) };
}

/** " · loss 1.213 · val 54.2 %" of the run in hand; the job itself says which one that is. */
function liveMetrics(api: Api, runIds: readonly number[]): () => Promise<string> {
  let index = 0;
  let afterStep = -1;
  let latest: MetricPoint | undefined;
  let val: number | null = null;
  return async () => {
    const runId = runIds[index];
    if (runId === undefined) return '';
    const run = await api.runs.get.query({ id: runId });
    const points = await api.runs.metrics.query({ runId, afterStep });
    latest = points.at(-1) ?? latest;
    afterStep = latest?.step ?? afterStep;
    val = points.findLast(({ valAccuracy }) => valAccuracy !== null)?.valAccuracy ?? val;
    const parts: string[] = [];
    if (latest) parts.push(`loss ${latest.loss.toFixed(3)}`);
    if (val !== null) parts.push(`val ${(val * 100).toFixed(1)} %`);
    if (run.status !== 'running' && run.status !== 'queued') {
      index++;
      afterStep = -1;
      latest = undefined;
      val = null;
    }
    return parts.map((part) => ` · ${part}`).join('');
  };
}
