import type { Run } from '../../src-shared/domain/run.ts';

/** Whether a run still has steps to do. */
export const isActive = ({ status }: Pick<Run, 'status'>): boolean =>
  status === 'running' || status === 'queued' || status === 'paused';

/** The run to look at first: the one that runs, else the one that was interrupted, else the last that has any steps. */
export const foremostRun = (runs: readonly Run[]): Run | undefined =>
  runs.find(({ status }) => status === 'running') ??
  runs.find(({ status }) => status === 'paused') ??
  runs.findLast(({ step }) => step > 0) ??
  runs[0];

/** The runs of the training that is worth watching: the one that has something to do, else the latest. */
export function watched(runs: readonly Run[]): Run[] {
  const active = runs.filter(isActive);
  const foremost = active.length > 0 ? foremostRun(active) : runs.toSorted((a, b) => b.id - a.id)[0];
  return foremost ? runs.filter(({ experiment }) => experiment === foremost.experiment) : [];
}
