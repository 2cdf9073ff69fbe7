import type { HostEvent } from '../../src-shared/api/services.ts';
import type { JobStatus } from '../../src-shared/domain/job.ts';
import type { JobEvent } from '../jobs/queue.ts';

/** Pausing, cancelling or retrying a training job changes the state of its runs: says so when the queue tells of it. */
export function followJobs(emit: (event: HostEvent) => void): (event: JobEvent) => void {
  const known = new Map<number, JobStatus>();
  return (event) => {
    if (event.type !== 'job' || event.job.kind !== 'train') return;
    const { id, state } = event.job;
    if (known.get(id) === state.status) return;
    known.set(id, state.status);
    emit({ type: 'runs' });
  };
}
