import type { Job, JobStatus } from '../../src-shared/domain/job.ts';
import { api } from '../api/client.ts';
import { onHostEvent, onReconnected } from '../api/host-events.ts';

/** How a job ended; `left` when its project was closed before that. */
export type JobEnd = Extract<JobStatus, 'done' | 'failed' | 'cancelled'> | 'left';

/**
 * Waits for a job to be over. The host tells of it once; one that was faster than its events, or that ended while there was no connection,
 * is asked about. Rejects when the host does not know it.
 */
export async function jobOver(jobId: number): Promise<JobEnd> {
  const over = Promise.withResolvers<JobEnd>();
  const look = ({ state: { status } }: Job): void => {
    if (status === 'done' || status === 'failed' || status === 'cancelled') over.resolve(status);
  };
  const ask = async (): Promise<void> => {
    look(await api.jobs.get.query({ id: jobId }));
  };
  const stops = [
    onHostEvent((event) => {
      if (event.type === 'project') over.resolve('left');
      if (event.type === 'job' && event.job.id === jobId) look(event.job);
    }),
    onReconnected(() => void ask().catch(over.reject)),
  ];
  try {
    await ask();
    return await over.promise;
  } finally {
    for (const stop of stops) stop();
  }
}
