import type { Database } from 'better-sqlite3';
import type { Job, JobKind, JobState, JobStatus } from '../../../src-shared/domain/job.ts';
import { type ErrorReport, UserError } from '../../../src-shared/errors.ts';
import { findJob, noJob } from './job-rows.ts';
import { toJson } from './json-columns.ts';
import { prepared, timestamp } from './statement.ts';

export type PauseReason = Extract<JobState, { status: 'paused' }>['reason'];

interface Change {
  status: JobStatus;
  pauseReason?: PauseReason;
  error?: ErrorReport;
  note?: string;
}

/** Runs follow the job that trains them; one that is done stays done. */
function updateRuns(db: Database, jobId: number, change: Change, at: string): void {
  if (change.status === 'paused') {
    prepared<[number]>(db, "UPDATE run SET status = 'paused' WHERE job_id = ? AND status = 'running'").run(
      jobId,
    );
  }
  if (change.status === 'cancelled' || change.status === 'failed') {
    prepared<[string, string | null, string, number]>(
      db,
      `UPDATE run SET status = ?, error = ?, finished_at = ?
       WHERE job_id = ? AND status IN ('queued', 'running', 'paused')`,
    ).run(change.status, change.error ? toJson(change.error) : null, at, jobId);
  }
}

function setState(db: Database, jobId: number, change: Change): void {
  const at = timestamp();
  const ended = change.status === 'done' || change.status === 'failed' || change.status === 'cancelled';
  const result = prepared<[object]>(
    db,
    `UPDATE job SET status = @status, pause_reason = @pauseReason, error = @error, note = @note, finished_at = @finishedAt
     WHERE id = @jobId`,
  ).run({
    jobId,
    status: change.status,
    pauseReason: change.pauseReason ?? null,
    error: change.error ? toJson(change.error) : null,
    note: change.note ?? null,
    finishedAt: ended ? at : null,
  });
  if (result.changes === 0) throw noJob();
  updateRuns(db, jobId, change, at);
}

/** Changes the state only from one of the states `from`; returns whether it did. */
function changeFrom(db: Database, jobId: number, from: readonly JobStatus[], change: Change): boolean {
  const job = findJob(db, jobId);
  if (!job) throw noJob();
  if (!from.includes(job.state.status)) return false;
  setState(db, jobId, change);
  return true;
}

function requeueFailedItems(db: Database, jobId: number): number {
  const units = prepared<[number], { units: number }>(
    db,
    "SELECT coalesce(sum(units), 0) AS units FROM job_item WHERE job_id = ? AND status = 'failed'",
  ).get(jobId);
  const result = prepared<[number]>(
    db,
    "UPDATE job_item SET status = 'pending', error = NULL, attempts = 0 WHERE job_id = ? AND status = 'failed'",
  ).run(jobId);
  prepared<[number, number]>(
    db,
    'UPDATE job SET settled_units = settled_units - ?, failed_items = 0 WHERE id = ?',
  ).run(units?.units ?? 0, jobId);
  prepared<[number]>(
    db,
    "UPDATE run SET status = 'queued', error = NULL, finished_at = NULL WHERE job_id = ? AND status = 'failed'",
  ).run(jobId);
  return result.changes;
}

const hasPending = (db: Database, jobId: number): boolean =>
  prepared<[number]>(db, "SELECT 1 FROM job_item WHERE job_id = ? AND status = 'pending' LIMIT 1").get(
    jobId,
  ) !== undefined;

export const jobStateQueries = {
  /** Marks the first queued job of these kinds as running and returns it; null if there is none. */
  'jobs.claimNext': (db: Database, kinds: readonly JobKind[]): Job | null => {
    const row = prepared<[string], { id: number }>(
      db,
      `SELECT id FROM job WHERE status = 'queued' AND kind IN (SELECT value FROM json_each(?))
       ORDER BY position LIMIT 1`,
    ).get(JSON.stringify(kinds));
    if (!row) return null;
    setState(db, row.id, { status: 'running' });
    return findJob(db, row.id) ?? null;
  },

  /** Each changes the state only if it is one of `from`, and returns whether it did. The note says more than the reason can. */
  'jobs.pause': (
    db: Database,
    input: { jobId: number; from: readonly JobStatus[]; reason: PauseReason; note?: string },
  ): boolean =>
    changeFrom(db, input.jobId, input.from, {
      status: 'paused',
      pauseReason: input.reason,
      ...(input.note === undefined ? {} : { note: input.note }),
    }),

  'jobs.requeue': (db: Database, input: { jobId: number; from: readonly JobStatus[] }): boolean =>
    changeFrom(db, input.jobId, input.from, { status: 'queued' }),

  'jobs.cancel': (db: Database, input: { jobId: number; from: readonly JobStatus[] }): boolean =>
    changeFrom(db, input.jobId, input.from, { status: 'cancelled' }),

  'jobs.fail': (db: Database, input: { jobId: number; error: ErrorReport }): void =>
    setState(db, input.jobId, { status: 'failed', error: input.error }),

  /** Ends a job none of whose items is pending: failed when every item failed, else done. Returns false if work has come back. */
  'jobs.finish': (db: Database, jobId: number): boolean => {
    if (hasPending(db, jobId)) return false;
    const items = prepared<[number], { done: number; failed: number; error: string | null }>(
      db,
      `SELECT count(*) FILTER (WHERE status = 'done') AS done, count(*) FILTER (WHERE status = 'failed') AS failed,
              min(error) FILTER (WHERE status = 'failed') AS error
       FROM job_item WHERE job_id = ?`,
    ).get(jobId);
    if (items && items.failed > 0 && items.done === 0 && items.error) {
      setState(db, jobId, { status: 'failed', error: JSON.parse(items.error) as ErrorReport });
    } else {
      setState(db, jobId, { status: 'done' });
    }
    return true;
  },

  /** Puts failed items back into the queue, and with them a job that has ended. Returns how many. */
  'jobs.retryFailed': (db: Database, jobId: number): number => {
    const job = findJob(db, jobId);
    if (!job) throw noJob();
    if (job.state.status === 'cancelled') {
      throw new UserError('conflict', 'A cancelled job cannot be repeated.', 'Start it again.');
    }
    const count = requeueFailedItems(db, jobId);
    const ended = job.state.status === 'done' || job.state.status === 'failed';
    if (ended && (count > 0 || job.state.status === 'failed')) setState(db, jobId, { status: 'queued' });
    return count;
  },

  /**
   * At the start of a session: jobs that were running or waiting come back paused, except those that may go on by
   * themselves and those in `except`, which this session queued.
   */
  'jobs.recover': (db: Database, input: { except: readonly number[] }): void => {
    const except = JSON.stringify(input.except);
    const left = prepared<[string], { id: number; resume_automatically: number }>(
      db,
      `SELECT id, resume_automatically FROM job
       WHERE (status IN ('queued', 'running') OR (status = 'paused' AND pause_reason IN ('crash', 'quit') AND resume_automatically = 1))
         AND id NOT IN (SELECT value FROM json_each(?))`,
    ).all(except);
    for (const { id, resume_automatically } of left) {
      setState(
        db,
        id,
        resume_automatically === 1 ? { status: 'queued' } : { status: 'paused', pauseReason: 'crash' },
      );
    }
    prepared<[]>(db, "UPDATE run SET status = 'paused' WHERE status = 'running'").run();
  },

  /** At the end of a session: everything that waits or runs is paused until the next. */
  'jobs.suspendAll': (db: Database): void => {
    const open = prepared<[], { id: number }>(
      db,
      "SELECT id FROM job WHERE status IN ('queued', 'running')",
    ).all();
    for (const { id } of open) setState(db, id, { status: 'paused', pauseReason: 'quit' });
  },
};
