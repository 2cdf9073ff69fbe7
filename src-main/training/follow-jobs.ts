import type { HostEvent } from '../../src-shared/api/services.ts';
import type { JobStatus } from '../../src-shared/domain/job.ts';
import { reportError } from '../../src-shared/errors.ts';
import type { JobEvent } from '../jobs/queue.ts';
import type { Log } from '../log/log.ts';
import { runFolder } from '../project/files.ts';
import type { Project } from '../project/project.ts';
import { removeTrials } from './learning-rate-grid.ts';
import { removeCheckpoint } from './run/checkpoint.ts';

export interface FollowOptions {
  project: Project;
  emit: (event: HostEvent) => void;
  log: Log;
}

/**
 * Pausing, cancelling or retrying a training job changes the state of its runs: says so when the queue tells of it. A cancelled job cannot
 * be taken up again, so the checkpoints of its runs are removed, those of a grid's learning rates too.
 */
export function followJobs({ project, emit, log }: FollowOptions): (event: JobEvent) => void {
  const known = new Map<number, JobStatus>();
  return (event) => {
    if (event.type !== 'job' || event.job.kind !== 'train') return;
    const { id, state } = event.job;
    if (known.get(id) === state.status) return;
    known.set(id, state.status);
    emit({ type: 'runs' });
    if (state.status !== 'cancelled') return;
    removeCheckpoints(project, id).catch((error: unknown) => {
      log.warn(`A checkpoint of a cancelled run was not removed: ${reportError(error).message}`);
    });
  };
}

async function removeCheckpoints(project: Project, jobId: number): Promise<void> {
  const runs = await project.database.call('runs.ofJob', jobId);
  const cancelled = runs.filter(({ status }) => status === 'cancelled');
  await Promise.all(
    cancelled.map(async ({ id }) => {
      const folder = runFolder(project, id);
      await removeCheckpoint(folder);
      await removeTrials(folder);
    }),
  );
}
