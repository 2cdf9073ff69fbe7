import type { Run } from '../../src-shared/domain/run.ts';

/** Whether a run still has steps to do. */
export const isActive = ({ status }: Pick<Run, 'status'>): boolean =>
  status === 'running' || status === 'queued' || status === 'paused';

/** The runs of the training that is worth watching: the one that runs, else waits, else ended last. */
export function watched(runs: readonly Run[]): Run[] {
  const foremost =
    runs.find(({ status }) => status === 'running') ??
    runs.find(({ status }) => status === 'paused') ??
    runs.find(({ status }) => status === 'queued') ??
    runs.toSorted((a, b) => b.id - a.id)[0];
  return foremost ? runs.filter(({ experiment }) => experiment === foremost.experiment) : [];
}
