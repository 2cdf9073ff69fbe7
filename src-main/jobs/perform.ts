import type { ErrorReport } from '../../src-shared/errors.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Database } from '../project/database.ts';
import type { PendingItem } from '../project/queries/job-items.ts';
import type { ActiveJob, StopRequest } from './active-job.ts';
import type { JobContext, JobItem } from './handler.ts';
import { isEngineStop, ItemsInHand, reportOf } from './job-context.ts';

/** How work on a job came to an end. A finished job is already marked as such. */
export type Outcome = { kind: 'finished' } | StopRequest | { kind: 'failed'; error: ErrorReport };

const CHUNK = 1000;
const MOST_ATTEMPTS = 3;

interface Work {
  readonly database: Database;
  readonly active: ActiveJob;
  readonly items: ItemsInHand;
  readonly context: JobContext<unknown>;
}

function readSettings(active: ActiveJob, settings: unknown): unknown {
  const parsed = active.handler.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new UserError(
    'unsupported',
    'The settings of this job cannot be read by this version.',
    'Start it again with new settings.',
    { cause: parsed.error },
  );
}

/** Planning and finishing may need the engine too, which may die; they begin again then. */
async function despiteEngineStops<T>(active: ActiveJob, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (!isEngineStop(error) || active.signal.aborted || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** A plan that a kill interrupted is thrown away; one that is complete is marked in one step, and stands. */
async function plan({ database, active, context }: Work): Promise<void> {
  const jobId = active.job.id;
  while ((await database.call('jobs.dropItems', { jobId, limit: CHUNK })) > 0);
  const planned = await despiteEngineStops(active, () => active.handler.plan(context));
  for (let firstIndex = 0; firstIndex < planned.length; firstIndex += CHUNK) {
    if (active.signal.aborted) return;
    const items = planned.slice(firstIndex, firstIndex + CHUNK);
    await database.call('jobs.addItems', { jobId, firstIndex, items });
  }
  await database.call('jobs.finishPlan', jobId);
}

async function readPayloads(
  { active, items }: Work,
  pending: readonly PendingItem[],
): Promise<JobItem<unknown>[]> {
  const given = pending.map((item) => ({ ...item, attempt: item.attempts + 1 }));
  items.take(given);
  const readable: JobItem<unknown>[] = [];
  for (const item of given) {
    const payload = active.handler.payload.safeParse(item.payload);
    if (payload.success) readable.push({ ...item, payload: payload.data });
    else
      await items.fail(item.id, {
        code: 'unsupported',
        message: 'This item cannot be read by this version.',
      });
  }
  return readable;
}

/** Gives the handler some items. Returns normally when all are settled, put back, or left because of a request. */
async function runItems(work: Work, pending: readonly PendingItem[]): Promise<void> {
  const { active, items, context } = work;
  const given = await readPayloads(work, pending);
  if (given.length === 0) return;
  try {
    await active.handler.run(given, context);
  } catch (error) {
    if (!isEngineStop(error) || active.signal.aborted) throw error;
    return items.engineStopped();
  }
  if (items.left > 0 && !active.requested()) {
    throw new Error(`The ${active.handler.kind} handler returned with ${items.left} items undone.`);
  }
}

async function workThrough(work: Work): Promise<Outcome> {
  const { database, active, context } = work;
  const { handler, job } = active;
  for (;;) {
    const request = active.requested();
    if (request) return request;
    const pending = await database.call('jobs.pendingItems', {
      jobId: job.id,
      limit: handler.batch,
      suspectsLast: handler.batch > 1,
    });
    if (pending.length > 0) {
      await runItems(work, pending);
      continue;
    }
    await despiteEngineStops(active, async () => handler.finish?.(context));
    const late = active.requested();
    if (late?.kind === 'cancel') return late;
    // Failed items may have been put back meanwhile.
    if (await database.call('jobs.finish', job.id)) return { kind: 'finished' };
  }
}

/** What an error means once it ends the work: an interruption that was asked for looks like an error too. */
function outcomeOf(error: unknown, active: ActiveJob, items: ItemsInHand): Outcome {
  const report = reportOf(error);
  const isObstructed = items.pauseIfObstructed(report);
  const request = active.requested();
  if (request && (active.signal.aborted || report.code === 'cancelled' || isObstructed)) return request;
  return { kind: 'failed', error: report };
}

/** Works on a job until it ends or is to stop. Never rejects. */
export async function perform(database: Database, active: ActiveJob, changed: () => void): Promise<Outcome> {
  const items = new ItemsInHand(database, active, changed);
  try {
    const { settings, planned } = await database.call('jobs.plan', active.job.id);
    const read = readSettings(active, settings);
    active.computesOn = active.handler.computesOn?.(read);
    if (active.computesOn !== undefined) changed();
    const context = items.context(read);
    const work: Work = { database, active, items, context };
    if (!planned) {
      await plan(work);
      changed();
    }
    return await workThrough(work);
  } catch (error) {
    return outcomeOf(error, active, items);
  }
}
