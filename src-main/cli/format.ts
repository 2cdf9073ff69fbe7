import type { Job, JobProgress } from '../../src-shared/domain/job.ts';

/** Columns of text, two spaces apart; `right` names the columns of numbers. */
export function formatColumns(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number> = new Set(),
): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  const pad = (text: string, column: number) => {
    const blank = ' '.repeat((widths[column] ?? 0) - textWidth(text));
    return right.has(column) ? blank + text : text + blank;
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

const segmenter = new Intl.Segmenter();
/** Characters as a person counts them. */
const textWidth = (text: string): number => [...segmenter.segment(text)].length;

/** "8 s", "2 min 5 s", "1 h 20 min". */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "312 / 800 images · 4.1 images/s · 2 min left" of a job that is running. */
export function formatProgress(progress: JobProgress): string {
  const { total, unit, note, ratePerSecond, etaSeconds } = progress;
  const parts = [total === 0 ? 'preparing' : formatDone(progress)];
  if (ratePerSecond !== null) parts.push(`${ratePerSecond.toFixed(ratePerSecond < 10 ? 1 : 0)} ${unit}/s`);
  if (total > 0) parts.push(etaSeconds === null ? 'estimating' : `${formatSeconds(etaSeconds)} left`);
  if (note !== null) parts.push(note);
  return parts.join(' · ');
}

/** "312 / 800 images · 2 failed" */
export const formatDone = ({ done, total, failed, unit }: JobProgress): string =>
  `${done} / ${total} ${unit}${failed > 0 ? ` · ${failed} failed` : ''}`;

const pauseWords = {
  user: 'paused',
  crash: 'paused after a crash',
  quit: 'paused after quitting',
  'disk-full': 'paused: the disk is full',
  'read-only': 'paused: a folder cannot be written',
} as const;

/** A job's state in a word or two. */
export function formatState({ state }: Pick<Job, 'state'>): string {
  switch (state.status) {
    case 'running':
      return state.pausing ? 'pausing' : 'running';
    case 'paused':
      return pauseWords[state.reason];
    case 'failed':
      return `failed: ${state.error.message}`;
    case 'queued':
    case 'done':
    case 'cancelled':
      return state.status;
    default:
      return state satisfies never;
  }
}
