import type { Job, JobProgress } from '../../src-shared/domain/job.ts';
import { formatAmount, formatPace, pauseWords } from '../../src-shared/format/jobs.ts';

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

/** "312 / 800 images · 4.1 images/s · 2 min left" of a job that is running. */
export function formatProgress(progress: JobProgress): string {
  const { total, note } = progress;
  const parts = total === 0 ? ['preparing'] : [formatDone(progress), ...formatPace(progress)];
  return [...parts, ...(note === null ? [] : [note])].join(' · ');
}

/** "312 / 800 images · 2 failed" */
export const formatDone = (progress: JobProgress): string =>
  `${formatAmount(progress)}${progress.failed > 0 ? ` · ${progress.failed} failed` : ''}`;

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
