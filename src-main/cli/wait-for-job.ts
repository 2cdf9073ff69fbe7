import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../src-shared/domain/job.ts';
import { errorFromReport, UserError } from '../../src-shared/errors.ts';
import type { ProjectContext } from './command.ts';
import { InterruptedError } from './failure.ts';
import { formatDone, formatProgress } from './format.ts';

const pollMs = 250;

export interface WaitOptions {
  /** What stands after the job's own progress in the live line. */
  readonly detail?: () => Promise<string>;
}

/**
 * Follows a job to its end with a live line. Ctrl+C pauses the job and ends the command with the words that resume it; pressed again,
 * it ends the program at once. Rejects when the job fails or is cancelled.
 */
export async function waitForJob(
  context: ProjectContext,
  jobId: number,
  options: WaitOptions = {},
): Promise<Job> {
  const { api, output } = context;
  let interrupted = false;
  const onInterrupt = () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    output.note('Pausing after the step in hand. Press Ctrl+C again to leave at once.');
    void api.jobs.pause.mutate({ id: jobId }).catch(() => undefined);
  };
  process.on('SIGINT', onInterrupt);
  try {
    for (;;) {
      const job = await api.jobs.get.query({ id: jobId });
      if (hasEnded(job)) return job;
      if (interrupted && job.state.status === 'paused') throw new InterruptedError(howToResume(context, job));
      if (isObstructed(job)) throw obstructed(context, job);
      const detail = (await options.detail?.()) ?? '';
      output.progress(`${job.title}: ${formatProgress(job.progress)}${detail}`);
      await sleep(pollMs);
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    output.progress(null);
  }
}

/** True when it is done; throws when it ended otherwise. */
function hasEnded({ title, state }: Job): boolean {
  if (state.status === 'failed') throw errorFromReport(state.error);
  if (state.status === 'cancelled') throw new UserError('cancelled', `"${title}" was cancelled.`);
  return state.status === 'done';
}

/** Whether it waits for something that no waiting here brings about. */
const isObstructed = ({ state }: Job): boolean =>
  state.status === 'paused' && !['user', 'crash', 'quit'].includes(state.reason);

const obstructed = (context: ProjectContext, job: Job): UserError =>
  new UserError('unavailable', job.progress.note ?? 'The job cannot go on.', howToResume(context, job));

const howToResume = ({ folder }: ProjectContext, job: Job): string =>
  `"${job.title}" is paused at ${formatDone(job.progress)}. ` +
  `Go on with: npm run variegate -- jobs resume ${job.id} --project "${folder}"`;
