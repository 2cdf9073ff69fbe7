import type { Log } from '../log/log.ts';
import type { Database } from '../project/database.ts';
import type { ActiveJob } from './active-job.ts';
import type { JobBoard } from './job-board.ts';
import { reportOf } from './job-context.ts';
import type { Outcome } from './perform.ts';

const pauseDetails = ({ reason, note }: Extract<Outcome, { kind: 'pause' }>) =>
  note === undefined ? { reason } : { reason, note };

async function store(database: Database, active: ActiveJob, outcome: Outcome): Promise<void> {
  const jobId = active.job.id;
  const from = ['running'] as const;
  switch (outcome.kind) {
    case 'finished':
      return;
    case 'failed':
      return database.call('jobs.fail', { jobId, error: outcome.error });
    case 'cancel':
      await database.call('jobs.cancel', { jobId, from });
      return;
    case 'suspend':
      await database.call('jobs.pause', { jobId, from, reason: 'quit' });
      return;
    case 'pause':
      if (active.resumeAfterPause) await database.call('jobs.requeue', { jobId, from });
      else await database.call('jobs.pause', { ...pauseDetails(outcome), jobId, from });
      return;
    default:
      return outcome satisfies never;
  }
}

/** Writes down how the work on a job ended. When even that does not fit on the disk, the job counts as paused for that reason. */
export async function conclude(
  database: Database,
  board: JobBoard,
  log: Log,
  { active, outcome }: { active: ActiveJob; outcome: Outcome },
): Promise<void> {
  const { id, kind } = active.job;
  if (outcome.kind === 'failed') log.error('A job failed', { job: id, kind, error: outcome.error.message });
  active.note = null;
  await board.save(active);
  try {
    await store(database, active, outcome);
  } catch (error) {
    const report = reportOf(error);
    log.error("A job's state was not stored", { job: id, kind, error: report.message });
    const note =
      outcome.kind === 'failed' ? outcome.error.message : `${report.message} ${report.advice ?? ''}`.trim();
    const reason = report.code === 'read-only' ? 'read-only' : 'disk-full';
    board.unstored.set(id, { state: { status: 'paused', reason }, note });
  }
  board.release(id);
  await board.changed(id);
}
