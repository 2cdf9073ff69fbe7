import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Job } from '../../src-shared/domain/job.ts';

export interface RunningJobsSignals {
  /** Whether the machine must stay awake. */
  readonly onActive: (active: boolean) => void;
  /** Share in [0, 1] for the task bar; null when nothing runs, -1 when a job has not counted its work yet. */
  readonly onProgress: (share: number | null) => void;
}

/** Knows which jobs run, from the events of the host. */
export interface RunningJobs {
  readonly handle: (event: HostEvent) => void;
  readonly current: () => readonly Job[];
}

export function followRunningJobs({ onActive, onProgress }: RunningJobsSignals): RunningJobs {
  const running = new Map<number, Job>();
  let wasActive = false;

  function tell(): void {
    const active = running.size > 0;
    if (active !== wasActive) onActive(active);
    wasActive = active;
    onProgress(active ? share([...running.values()]) : null);
  }

  return {
    current: () => [...running.values()],
    handle(event) {
      // Another project, or none: its jobs will announce themselves.
      if (event.type === 'project') running.clear();
      else if (event.type !== 'job') return;
      else if (event.job.state.status === 'running') running.set(event.job.id, event.job);
      else running.delete(event.job.id);
      tell();
    },
  };
}

/** Several jobs are one bar: the mean of their shares. */
function share(jobs: readonly Job[]): number {
  const counted = jobs.filter(({ progress }) => progress.total > 0);
  if (counted.length === 0) return -1;
  return counted.reduce((sum, { progress }) => sum + progress.done / progress.total, 0) / counted.length;
}
