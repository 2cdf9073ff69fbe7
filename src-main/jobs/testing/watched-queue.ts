import type { Job, JobStatus } from '../../../src-shared/domain/job.ts';
import type { Database } from '../../project/database.ts';
import type { AnyHandler } from '../active-job.ts';
import type { Clock } from '../clock.ts';
import { createJobQueue } from '../create-queue.ts';
import type { JobEvent, JobQueue } from '../queue.ts';

export interface WatchedQueue {
  queue: JobQueue;
  events: JobEvent[];
  /** Resolves with the job when an event shows it in a state that fits. */
  until: (jobId: number, fits: JobStatus | ((job: Job) => boolean)) => Promise<Job>;
}

/** A queue whose events are kept and can be waited for. */
export function watchedQueue(
  database: Database,
  handlers: readonly AnyHandler[],
  clock?: Clock,
): WatchedQueue {
  const events: JobEvent[] = [];
  const listeners = new Set<() => void>();
  const queue = createJobQueue({
    database,
    handlers,
    ...(clock ? { clock } : {}),
    onChange: (event) => {
      events.push(event);
      for (const listener of listeners) listener();
    },
  });
  return {
    queue,
    events,
    until: (jobId, wanted) => {
      const fits = typeof wanted === 'function' ? wanted : (job: Job) => job.state.status === wanted;
      return new Promise((resolve, reject) => {
        const look = async (): Promise<void> => {
          const job = await queue.get(jobId);
          if (!fits(job)) return;
          listeners.delete(check);
          resolve(job);
        };
        const check = (): void => void look().catch(reject);
        listeners.add(check);
        check();
      });
    },
  };
}
