import type { HostEvent, JobsService } from '../../src-shared/api/services.ts';
import type { JobKind } from '../../src-shared/domain/job.ts';
import type { NewRun } from '../project/queries/runs.ts';

export type JobEvent = Extract<HostEvent, { type: 'job' | 'jobs' }>;

/** The persistent queue of one project. */
export interface JobQueue extends JobsService {
  /** Queues a job; `settings` must be JSON that the kind's handler accepts ('bad-input' otherwise). Returns its id. */
  enqueue(kind: JobKind, title: string, settings: unknown): Promise<number>;
  /** The same, together with the runs that the job will train: both or neither. The handler finds them with 'runs.ofJob'. */
  enqueueWithRuns(
    kind: JobKind,
    title: string,
    settings: unknown,
    runs: readonly NewRun[],
  ): Promise<{ jobId: number; runIds: number[] }>;
  /** Brings back what an earlier session left (paused, unless it may go on by itself), then starts working. Call once. */
  startLanes(): Promise<void>;
  /** Ends the session: waits for the items in hand, or aborts them at once. Open jobs come back paused. */
  stop(how: 'pause' | 'now'): Promise<void>;
  /** Ids of the jobs that are being worked on. */
  running(): number[];
}
