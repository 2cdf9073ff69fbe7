import type { JobProgress, JobState } from '../domain/job.ts';
import { formatTimeLeft } from './durations.ts';
import { formatCount, formatRate } from './numbers.ts';

/** "312 / 600 steps" */
export const formatAmount = ({ done, total, unit }: JobProgress): string =>
  `${formatCount(done)} / ${formatCount(total)} ${unit}`;

/** Rate and time left of a job that runs: "4.1 images/s", "2 min left". No rate while the first items are still being timed. */
export function formatPace({ ratePerSecond, unit, etaSeconds }: JobProgress): string[] {
  const rate = ratePerSecond === null ? [] : [formatRate(ratePerSecond, unit)];
  return [...rate, formatTimeLeft(etaSeconds)];
}

type PauseReason = Extract<JobState, { status: 'paused' }>['reason'];

/** Why a job is paused, as its state is shown. */
export const pauseWords: Readonly<Record<PauseReason, string>> = {
  user: 'paused',
  crash: 'paused after an interruption',
  quit: 'paused when the program was closed',
  'disk-full': 'paused because the disk is full',
  'read-only': 'paused because a folder cannot be written',
  unavailable: 'paused because a server does not answer',
};
