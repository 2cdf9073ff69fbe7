import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { verdictBySchema, verdictSchema } from '../../../src-shared/domain/image-set.ts';
import { type Threshold, thresholdSchema } from '../../../src-shared/domain/score.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { Decision } from './filter-decisions.ts';
import { appliedThresholds, storeThresholds } from './filter-thresholds.ts';
import { fromJson, toJson } from './json-columns.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** What a step changed, grouped by what was there and what it gave. */
const changesSchema = z.array(
  z.object({
    verdict: verdictSchema,
    verdictBy: verdictBySchema,
    gave: verdictSchema,
    ids: z.array(z.number().int()),
  }),
);
type Changes = z.infer<typeof changesSchema>;

const STEPS_KEPT = 20;

function changesOf(decisions: readonly Decision[]): Changes {
  const changed = decisions.filter(({ image, verdict }) => image.verdict !== verdict);
  const groups = Map.groupBy(
    changed,
    ({ image, verdict }) => `${image.verdict} ${image.verdictBy} ${verdict}`,
  );
  return [...groups.values()].map((members) => {
    const [{ image, verdict: gave }] = members as [Decision, ...Decision[]];
    const { verdict, verdictBy } = image;
    return { verdict, verdictBy, gave, ids: members.map((member) => member.image.id) };
  });
}

/** Gives the verdicts and, where there are any, stores the thresholds; returns the number of the step, by which it can be taken back. */
export function takeStep(
  db: Database,
  decisions: readonly Decision[],
  thresholds: readonly Threshold[] | null,
): number {
  const changes = changesOf(decisions);
  const give = prepared<[string, string]>(
    db,
    `UPDATE image SET verdict = ?, verdict_by = 'threshold' WHERE id IN (SELECT value FROM json_each(?))`,
  );
  for (const { gave, ids } of changes) give.run(gave, JSON.stringify(ids));
  const before = thresholds && appliedThresholds(db);
  if (thresholds) storeThresholds(db, thresholds);
  const step = insertedId(
    prepared<[string, string | null, string]>(
      db,
      'INSERT INTO filter_step (previous, thresholds, created_at) VALUES (?, ?, ?)',
    ).run(toJson(changes), before && toJson(before), timestamp()),
  );
  prepared<[number]>(db, 'DELETE FROM filter_step WHERE id <= ?').run(step - STEPS_KEPT);
  return step;
}

/** Puts back what the step changed, except where something else gave another verdict since. */
export function takeBack(db: Database, step: number): void {
  const row = prepared<[number], { previous: string; thresholds: string | null }>(
    db,
    'SELECT previous, thresholds FROM filter_step WHERE id = ?',
  ).get(step);
  if (!row) throw new UserError('not-found', 'This step of the filter was taken back or is too long ago.');
  const restore = prepared<[object]>(
    db,
    `UPDATE image SET verdict = @verdict, verdict_by = @verdictBy
     WHERE id IN (SELECT value FROM json_each(@ids)) AND verdict = @gave AND verdict_by = 'threshold'`,
  );
  for (const { ids, ...change } of fromJson(changesSchema, row.previous, 'a step of the filter')) {
    restore.run({ ...change, ids: JSON.stringify(ids) });
  }
  if (row.thresholds !== null) {
    storeThresholds(db, fromJson(z.array(thresholdSchema), row.thresholds, 'thresholds of the filter'));
  }
  prepared<[number]>(db, 'DELETE FROM filter_step WHERE id = ?').run(step);
}
