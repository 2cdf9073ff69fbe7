import type { Job } from '../../src-shared/domain/job.ts';

export type CloseAnswer = 'background' | 'pause' | 'cancel-jobs' | 'stay';

export interface CloseQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** By the index of the button. */
  readonly answers: readonly CloseAnswer[];
  readonly defaultId: number;
  readonly cancelId: number;
}

/** What is asked when the window is closed while jobs run; null when nothing runs. */
export function closeQuestion(jobs: readonly Job[]): CloseQuestion | null {
  const [first] = jobs;
  if (!first) return null;
  const { done, total, unit } = first.progress;
  return {
    message:
      jobs.length === 1 ? `"${first.title}" is still running.` : `${jobs.length} jobs are still running.`,
    detail:
      jobs.length === 1 && total > 0
        ? `${done} of ${total} ${unit} are done. Paused jobs go on where they stopped when you open the project again.`
        : 'Paused jobs go on where they stopped when you open the project again.',
    buttons: ['Continue in the background', 'Pause and quit', 'Cancel the work and quit', 'Stay'],
    answers: ['background', 'pause', 'cancel-jobs', 'stay'],
    defaultId: 1,
    cancelId: 3,
  };
}
