import type { StartExport } from '../../src-shared/api/inputs.ts';
import { isTerminal } from '../../src-shared/domain/job.ts';
import { api } from '../api/client.ts';
import { onHostEvent } from '../api/host-events.ts';
import { openDialog } from '../app/dialogs.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';

const titles = { model: 'Exported model', images: 'Exported images', runs: 'Exported runs table' } as const;

/** Starts an export and shows where it went once it is there. */
export function startExport(input: StartExport): void {
  void start(input);
}

async function start(input: StartExport): Promise<void> {
  try {
    const { jobId } = await api.exports.start.mutate(input);
    const job = await finished(jobId);
    if (job === 'done') openDialog({ kind: 'export-result', jobId, title: titles[input.kind] });
    else notify('failed', { message: 'The export did not finish. The job queue says why.' });
  } catch (error) {
    notifyFailure(error);
  }
}

/** Waits for a job to be over; one that was faster than its own events is asked for once. */
async function finished(jobId: number): Promise<'done' | 'failed' | 'cancelled'> {
  const over = Promise.withResolvers<'done' | 'failed' | 'cancelled'>();
  const look = ({ state }: { state: { status: string } }) => {
    if (state.status === 'done' || state.status === 'failed' || state.status === 'cancelled') {
      over.resolve(state.status);
    }
  };
  const stop = onHostEvent((event) => {
    if (event.type === 'job' && event.job.id === jobId && isTerminal(event.job.state)) look(event.job);
  });
  try {
    look(await api.jobs.get.query({ id: jobId }));
    return await over.promise;
  } finally {
    stop();
  }
}
