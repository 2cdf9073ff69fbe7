import { z } from 'zod';
import type { ErrorReport } from '../errors.ts';

export const jobKindSchema = z.enum([
  'import',
  'draw',
  'senses',
  'write',
  'generate',
  'score',
  'train',
  'evaluate',
  'export',
]);
export type JobKind = z.infer<typeof jobKindSchema>;

/** `unit` is what is counted: images, steps. Rate and ETA come from items done in this session only; null while estimating. */
export interface JobProgress {
  /** Units that need no more work, those of failed items included: `done === total` at the end. */
  done: number;
  total: number;
  /** Items (not units) that failed. */
  failed: number;
  unit: 'images' | 'steps' | 'files' | 'prompts' | 'classes';
  /** What is being done right now, e.g. "Evaluating on art-test". */
  note: string | null;
  ratePerSecond: number | null;
  etaSeconds: number | null;
  elapsedSeconds: number;
}

export type JobState =
  | { status: 'queued' }
  | { status: 'running'; pausing: boolean }
  | { status: 'paused'; reason: 'user' | 'crash' | 'quit' | 'disk-full' | 'read-only' | 'unavailable' }
  | { status: 'done'; finishedAt: string }
  | { status: 'failed'; finishedAt: string; error: ErrorReport }
  | { status: 'cancelled'; finishedAt: string };

export type JobStatus = JobState['status'];

export interface Job {
  id: number;
  kind: JobKind;
  title: string;
  state: JobState;
  progress: JobProgress;
  createdAt: string;
  /** Place in the queue; lower runs first. */
  position: number;
  /** Whether the job goes on by itself after a crash or a restart. */
  resumeAutomatically: boolean;
  /** The execution provider or engine that runs its networks; only while it runs, and only where it can choose one. */
  computesOn?: string;
}

/** An item that failed without ending the job. */
export interface JobItemFailure {
  itemId: number;
  label: string;
  error: ErrorReport;
}

/** Whether items are left that the job could still go through: it failed as a whole, or some of its items failed. */
export const canRetry = ({ state, progress }: Job): boolean =>
  state.status === 'failed' || (state.status !== 'cancelled' && progress.failed > 0);

export const terminalStatuses = ['done', 'failed', 'cancelled'] as const satisfies readonly JobStatus[];
export const isTerminal = (state: JobState): boolean =>
  (terminalStatuses as readonly JobStatus[]).includes(state.status);
