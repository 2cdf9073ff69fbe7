import type { Database } from 'better-sqlite3';
import type { JobItemFailure } from '../../../src-shared/domain/job.ts';
import { type ErrorReport } from '../../../src-shared/errors.ts';
import { errorFromColumn, toJson } from './json-columns.ts';
import { prepared } from './statement.ts';

export interface NewJobItem {
  label: string;
  /** Weight in the progress, >= 0. */
  units: number;
  payload: unknown;
}

export interface PendingItem extends NewJobItem {
  id: number;
  index: number;
  /** How often the item was in hand when the engine stopped. */
  attempts: number;
  /** Units that were done when it was last left. */
  partialUnits: number;
}

export interface ItemResult {
  itemId: number;
  index: number;
  label: string;
  result: unknown;
}

interface ItemRow {
  job_id: number;
  units: number;
}

function settle(
  db: Database,
  itemId: number,
  status: 'done' | 'failed',
  column: 'result' | 'error',
  value: unknown,
): void {
  const row = prepared<[string, string, number], ItemRow>(
    db,
    `UPDATE job_item SET status = ?, ${column} = ?, partial_units = 0
     WHERE id = ? AND status = 'pending' RETURNING job_id, units`,
  ).get(status, toJson(value), itemId);
  if (!row) throw new Error(`Item ${itemId} is not pending: it was settled before, or its job was removed.`);
  prepared<[number, number, number]>(
    db,
    'UPDATE job SET settled_units = settled_units + ?, failed_items = failed_items + ? WHERE id = ?',
  ).run(row.units, status === 'failed' ? 1 : 0, row.job_id);
}

export const jobItemQueries = {
  /** Appends items to a job that is being planned. Give at most a few thousand at once. */
  'jobs.addItems': (
    db: Database,
    input: { jobId: number; firstIndex: number; items: readonly NewJobItem[] },
  ): void => {
    const insert = prepared<[number, number, string, number, string]>(
      db,
      'INSERT INTO job_item (job_id, item_index, label, units, payload) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [offset, item] of input.items.entries()) {
      insert.run(input.jobId, input.firstIndex + offset, item.label, item.units, toJson(item.payload));
    }
  },

  /** Removes up to `limit` items of a plan that was never finished; returns how many are left. */
  'jobs.dropItems': (db: Database, input: { jobId: number; limit: number }): number => {
    prepared<[number, number]>(
      db,
      'DELETE FROM job_item WHERE id IN (SELECT id FROM job_item WHERE job_id = ? LIMIT ?)',
    ).run(input.jobId, input.limit);
    return (
      prepared<[number], { n: number }>(db, 'SELECT count(*) AS n FROM job_item WHERE job_id = ?').get(
        input.jobId,
      )?.n ?? 0
    );
  },

  /** From now on the job is not planned again. */
  'jobs.finishPlan': (db: Database, jobId: number): void => {
    prepared<[{ jobId: number }]>(
      db,
      `UPDATE job SET planned = 1, settled_units = 0, failed_items = 0,
              total_units = (SELECT coalesce(sum(units), 0) FROM job_item WHERE job_id = @jobId)
       WHERE id = @jobId`,
    ).run({ jobId });
  },

  /**
   * The next items to do, in order. With `suspectsLast`, those that were in hand when the engine stopped come last, one at a
   * time, so that the one at fault takes no others with it.
   */
  'jobs.pendingItems': (
    db: Database,
    input: { jobId: number; limit: number; suspectsLast: boolean },
  ): PendingItem[] => {
    const rows = prepared<[number, number, number], Omit<PendingItem, 'payload'> & { payload: string }>(
      db,
      `SELECT id, item_index AS "index", label, units, payload, attempts, partial_units AS partialUnits
       FROM job_item WHERE job_id = ? AND status = 'pending'
       ORDER BY ? * attempts, item_index LIMIT ?`,
    ).all(input.jobId, input.suspectsLast ? 1 : 0, input.limit);
    const fresh = input.suspectsLast ? rows.filter((row) => row.attempts === 0) : rows;
    return (fresh.length > 0 ? fresh : rows.slice(0, 1)).map((row) => ({
      ...row,
      payload: JSON.parse(row.payload) as unknown,
    }));
  },

  /** Throws unless the item is pending, so that what is committed with it cannot be committed twice. */
  'jobs.completeItem': (db: Database, input: { itemId: number; result: unknown }): void =>
    settle(db, input.itemId, 'done', 'result', input.result),

  'jobs.failItem': (db: Database, input: { itemId: number; error: ErrorReport }): void =>
    settle(db, input.itemId, 'failed', 'error', input.error),

  'jobs.setAttempts': (db: Database, input: { itemId: number; attempts: number }): void => {
    prepared<[number, number]>(db, 'UPDATE job_item SET attempts = ? WHERE id = ?').run(
      input.attempts,
      input.itemId,
    );
  },

  /** Keeps what a restart would lose of the progress of items in hand. */
  'jobs.saveProgress': (
    db: Database,
    input: {
      jobId: number;
      elapsedMs: number;
      note: string | null;
      partials: readonly { itemId: number; units: number }[];
    },
  ): void => {
    prepared<[number, string | null, number]>(db, 'UPDATE job SET elapsed_ms = ?, note = ? WHERE id = ?').run(
      input.elapsedMs,
      input.note,
      input.jobId,
    );
    const update = prepared<[number, number]>(
      db,
      "UPDATE job_item SET partial_units = min(?, units) WHERE id = ? AND status = 'pending'",
    );
    for (const { itemId, units } of input.partials) update.run(units, itemId);
  },

  'jobs.failures': (db: Database, jobId: number): JobItemFailure[] =>
    prepared<[number], { itemId: number; label: string; error: string }>(
      db,
      `SELECT id AS itemId, label, error FROM job_item
       WHERE job_id = ? AND status = 'failed' ORDER BY item_index`,
    )
      .all(jobId)
      .map((row) => ({ ...row, error: errorFromColumn(row.error) })),

  /** Results of the completed items in order; with `kinds`, only those whose `kind` is among them. */
  'jobs.itemResults': (db: Database, input: { jobId: number; kinds?: readonly string[] }): ItemResult[] =>
    prepared<[object], Omit<ItemResult, 'result'> & { result: string }>(
      db,
      `SELECT id AS itemId, item_index AS "index", label, result FROM job_item
       WHERE job_id = @jobId AND status = 'done'
         AND (@kinds IS NULL OR json_extract(result, '$.kind') IN (SELECT value FROM json_each(@kinds)))
       ORDER BY item_index`,
    )
      .all({ jobId: input.jobId, kinds: input.kinds ? JSON.stringify(input.kinds) : null })
      .map((row) => ({ ...row, result: JSON.parse(row.result) as unknown })),

  /** How many completed items have which `kind` in their result. */
  'jobs.countResults': (db: Database, jobId: number): Record<string, number> =>
    Object.fromEntries(
      prepared<[number], { kind: string; n: number }>(
        db,
        `SELECT coalesce(json_extract(result, '$.kind'), '') AS kind, count(*) AS n FROM job_item
         WHERE job_id = ? AND status = 'done' GROUP BY 1`,
      )
        .all(jobId)
        .map((row) => [row.kind, row.n]),
    ),
};
