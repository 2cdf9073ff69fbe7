import { isTerminal, type Job } from '../../src-shared/domain/job.ts';
import { formatDuration } from '../../src-shared/format/durations.ts';
import { formatAmount, formatPace, pauseWords } from '../../src-shared/format/jobs.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';

/** Jobs as the queue shows them: what runs, then what waits in order, then what is over, latest first. */
export function inQueueOrder(jobs: readonly Job[]): { active: Job[]; finished: Job[] } {
  const active = jobs.filter(({ state }) => !isTerminal(state));
  const finished = jobs.filter(({ state }) => isTerminal(state));
  const rank = (job: Job) => (job.state.status === 'running' ? 0 : 1);
  return {
    active: active.toSorted((a, b) => rank(a) - rank(b) || a.position - b.position),
    finished: finished.toSorted((a, b) => b.id - a.id),
  };
}

/** The job that the quiet line is about. */
export const foremost = (active: readonly Job[]): Job | undefined =>
  active.find(({ state }) => state.status === 'running') ??
  active.find(({ state }) => state.status === 'paused') ??
  active[0];

/** What comes after the title: amount, rate and time left of a running job, else its state in words. */
export function describeProgress(job: Job): string[] {
  const { progress, state } = job;
  const amount = formatAmount(progress);
  switch (state.status) {
    case 'queued':
      return ['waiting', amount];
    case 'running':
      return [amount, ...(state.pausing ? ['pausing after this item'] : formatPace(progress))];
    case 'paused':
      return [pauseWords[state.reason], amount];
    case 'done':
      return [amountDone(job), formatDuration(progress.elapsedSeconds)];
    case 'failed':
      return ['failed', amount];
    case 'cancelled':
      return ['cancelled', amount];
    default:
      return state satisfies never;
  }
}

const amountDone = ({ progress }: Job): string => `${formatCount(progress.done)} ${progress.unit}`;

/** What the button says that lets a paused job go on: "Resume 431 images". */
export function resumeWords({ progress }: Job): string {
  const left = Math.max(0, progress.total - progress.done);
  return left === 0 ? 'Resume' : `Resume ${formatCount(left)} ${progress.unit}`;
}

/** What the button says that takes up what failed: items, or what a job left when it failed as a whole. */
export function retryWords(job: Job): string {
  const { failed } = job.progress;
  if (job.state.status !== 'failed') return `Try ${formatNoun(failed, 'failed item')} again`;
  return job.progress.done - failed > 0 ? 'Go on' : 'Try again';
}

export const shareDone = ({ progress }: Job): number =>
  progress.total === 0 ? 0 : (progress.done + progress.failed) / progress.total;
