import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';

async function tell(question: Promise<unknown>): Promise<void> {
  try {
    await question;
  } catch (error) {
    notifyFailure(error);
  }
}

export const pauseJob = (id: number): void => void tell(api.jobs.pause.mutate({ id }));
export const resumeJob = (id: number): void => void tell(api.jobs.resume.mutate({ id }));
export const cancelJob = (id: number): void => void tell(api.jobs.cancel.mutate({ id }));
export const retryFailed = (id: number): void => void tell(api.jobs.retryFailed.mutate({ id }));
export const moveJob = (jobId: number, before: number | null): void =>
  void tell(api.jobs.move.mutate({ jobId, before }));
export const setAutomaticResume = (jobId: number, resumeAutomatically: boolean): void =>
  void tell(api.jobs.update.mutate({ jobId, resumeAutomatically }));

export function clearFinished(): void {
  const clear = async () => {
    await api.jobs.clearFinished.mutate();
    await queryClient.invalidateQueries({ queryKey: queries.jobs().queryKey });
  };
  void tell(clear());
}
