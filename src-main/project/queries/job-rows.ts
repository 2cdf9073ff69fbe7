import type { Database } from 'better-sqlite3';
import type { Job, JobKind, JobProgress, JobState } from '../../../src-shared/domain/job.ts';
import { type ErrorReport, UserError } from '../../../src-shared/errors.ts';
import { errorFromColumn, toJson } from './json-columns.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

export interface NewJob {
  kind: JobKind;
  title: string;
  /** The immutable snapshot that the job works from; JSON. */
  settings: unknown;
  unit: JobProgress['unit'];
}

/** What only the queue sees of a job. */
export interface JobPlan {
  settings: unknown;
  planned: boolean;
}

interface JobRow {
  id: number;
  kind: JobKind;
  title: string;
  unit: JobProgress['unit'];
  status: JobState['status'];
  pause_reason: 'user' | 'crash' | 'quit' | 'disk-full' | 'read-only' | 'unavailable' | null;
  error: string | null;
  note: string | null;
  position: number;
  resume_automatically: number;
  total_units: number;
  settled_units: number;
  begun_units: number;
  failed_items: number;
  elapsed_ms: number;
  created_at: string;
  finished_at: string | null;
}

const unknownError: ErrorReport = { code: 'internal', message: 'The reason was not recorded.' };

function toState(row: JobRow): JobState {
  const finishedAt = row.finished_at ?? row.created_at;
  switch (row.status) {
    case 'queued':
      return { status: 'queued' };
    case 'running':
      return { status: 'running', pausing: false };
    case 'paused':
      return { status: 'paused', reason: row.pause_reason ?? 'user' };
    case 'done':
      return { status: 'done', finishedAt };
    case 'cancelled':
      return { status: 'cancelled', finishedAt };
    case 'failed':
      return { status: 'failed', finishedAt, error: row.error ? errorFromColumn(row.error) : unknownError };
    default:
      return row.status satisfies never;
  }
}

const toJob = (row: JobRow): Job => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  state: toState(row),
  progress: {
    done: row.settled_units + row.begun_units,
    total: row.total_units,
    failed: row.failed_items,
    unit: row.unit,
    note: row.note,
    ratePerSecond: null,
    etaSeconds: null,
    elapsedSeconds: row.elapsed_ms / 1000,
  },
  createdAt: row.created_at,
  position: row.position,
  resumeAutomatically: row.resume_automatically === 1,
});

const SELECT = `
  SELECT job.*, coalesce((SELECT sum(partial_units) FROM job_item
                          WHERE job_id = job.id AND partial_units > 0 AND job_item.status = 'pending'), 0) AS begun_units
  FROM job`;

export const noJob = (): UserError => new UserError('not-found', 'That job is no longer in the list.');

export function findJob(db: Database, jobId: number): Job | undefined {
  const row = prepared<[number], JobRow>(db, `${SELECT} WHERE id = ?`).get(jobId);
  return row && toJob(row);
}

export function insertJob(db: Database, job: NewJob): number {
  const result = prepared<[JobKind, string, string, string, string]>(
    db,
    `INSERT INTO job (kind, title, settings, unit, status, position, created_at)
     VALUES (?, ?, ?, ?, 'queued', (SELECT coalesce(max(position), 0) + 1 FROM job), ?)`,
  ).run(job.kind, job.title, toJson(job.settings), job.unit, timestamp());
  return insertedId(result);
}

export const jobRowQueries = {
  /** Queues a job behind all others; returns its id. */
  'jobs.add': (db: Database, job: NewJob): number => insertJob(db, job),

  /** All jobs in queue order; rates and remaining times are the queue's to fill in. */
  'jobs.list': (db: Database): Job[] =>
    prepared<[], JobRow>(db, `${SELECT} ORDER BY position`).all().map(toJob),

  'jobs.get': (db: Database, jobId: number): Job | null => findJob(db, jobId) ?? null,

  'jobs.plan': (db: Database, jobId: number): JobPlan => {
    const row = prepared<[number], { settings: string; planned: number }>(
      db,
      'SELECT settings, planned FROM job WHERE id = ?',
    ).get(jobId);
    if (!row) throw noJob();
    return { settings: JSON.parse(row.settings), planned: row.planned === 1 };
  },

  'jobs.setResumeAutomatically': (db: Database, input: { jobId: number; value: boolean }): void => {
    const result = prepared<[number, number]>(db, 'UPDATE job SET resume_automatically = ? WHERE id = ?').run(
      input.value ? 1 : 0,
      input.jobId,
    );
    if (result.changes === 0) throw noJob();
  },

  /** Moves a job before another, or to the end. */
  'jobs.move': (db: Database, input: { jobId: number; before: number | null }): void => {
    const ids = prepared<[], { id: number }>(db, 'SELECT id FROM job ORDER BY position')
      .all()
      .map((row) => row.id);
    if (!ids.includes(input.jobId) || (input.before !== null && !ids.includes(input.before))) throw noJob();
    if (input.before === input.jobId) return;
    const rest = ids.filter((id) => id !== input.jobId);
    rest.splice(input.before === null ? rest.length : rest.indexOf(input.before), 0, input.jobId);
    const update = prepared<[number, number]>(db, 'UPDATE job SET position = ? WHERE id = ?');
    for (const [index, id] of rest.entries()) update.run(index + 1, id);
  },

  /** Removes the jobs that have ended, with their items. */
  'jobs.clearFinished': (db: Database): void => {
    prepared<[]>(db, "DELETE FROM job WHERE status IN ('done', 'failed', 'cancelled')").run();
  },
};
